package chat.parley.server.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How the real program is started as a child process. It ends with this process.
 *
 * @param prefix a command that runs the command which follows it; may be empty
 * @param jvm arguments of its Java machine
 * @param environment the only variables named {@code PARLEY_…} it gets, and others
 */
record Program(List<String> prefix, List<String> jvm, Map<String, String> environment) {
  /** It is quick to start, and slower than it could be after that. */
  static final Program PLAIN =
      new Program(
          List.of(), List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), Map.of());

  private static final Duration END_LIMIT = Duration.ofSeconds(60);

  /** How a run ended and what it said. */
  record Ended(int status, String out, String err) {}

  /** The same below a shell that runs this first: the program is its arguments. */
  Program below(String script) {
    return new Program(List.of("sh", "-c", script, "sh"), jvm, environment);
  }

  Program withJvm(String... arguments) {
    return new Program(prefix, List.of(arguments), environment);
  }

  Program with(Map<String, String> variables) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(variables);
    return new Program(prefix, jvm, Map.copyOf(all));
  }

  Program with(String variable, String value) {
    return with(Map.of(variable, value));
  }

  /** Starts it; what it says is appended to the files, which may be the same one. */
  Process start(List<String> arguments, Path out, Path err) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dexit.with.parent=true");
    command.addAll(jvm);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("chat.parley.server.Main");
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(out.equals(err))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()));
    if (!out.equals(err)) {
      builder.redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()));
    }
    builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Runs it to its end, which must come soon, and keeps what it says in the folder meanwhile. */
  Ended run(Path folder, String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "run", ".out");
    Path err = Files.createTempFile(folder, "run", ".err");
    Process process = start(List.of(arguments), out, err);
    try {
      if (!process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(
            "%s did not end; it said %s %s"
                .formatted(List.of(arguments), Files.readString(out), Files.readString(err)));
      }
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), text(out), text(err));
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
