package chat.parley.bench.subject;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How this server is started, without the arguments of its own.
 *
 * @param command what comes before those
 * @param ofJava an option that its Java is told besides, by the environment; empty for none
 */
public record Launch(List<String> command, String ofJava) {
  private static final String MAIN = "chat.parley.server.Main";

  public Launch {
    command = List.copyOf(command);
  }

  /**
   * From this build, with the Java that runs this.
   *
   * @param options of Java, which may be argument files
   */
  public static Launch ofThisBuild(List<String> options) {
    List<String> machine =
        new ArrayList<>(
            List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseCompactObjectHeaders", // as its package
                "-Xmx1g"));
    machine.addAll(options);
    return new Launch(Running.java(machine, MAIN, List.of()), "");
  }

  /** The program of a package. */
  public static Launch of(Path program) {
    return new Launch(List.of(program.toAbsolutePath().toString()), "");
  }

  /** The same; what Java learned is written to a file once the server has ended. */
  public Launch learning(Path cache) {
    return told("-XX:AOTCacheOutput=" + cache.toAbsolutePath());
  }

  /** The same, with what was learned before. */
  public Launch knowing(Path cache) {
    return told("-XX:AOTCache=" + cache.toAbsolutePath());
  }

  private Launch told(String option) {
    return new Launch(command, "'" + option + "'"); // the folder may have a space in its name
  }

  /** Whether its Java is told of what it learned. */
  boolean isKnowing() {
    return !ofJava.isEmpty();
  }

  /** Whether Java can keep what it learned of it: not of classes that are in folders. */
  public boolean canLearn() {
    int at = command.indexOf("-cp");
    return at < 0
        || List.of(command.get(at + 1).split(File.pathSeparator, -1)).stream()
            .noneMatch(entry -> Files.isDirectory(Path.of(entry)));
  }

  List<String> with(List<String> arguments) {
    List<String> all = new ArrayList<>(command);
    all.addAll(arguments);
    return all;
  }

  Map<String, String> environment() {
    return ofJava.isEmpty() ? Map.of() : Map.of("JAVA_TOOL_OPTIONS", ofJava);
  }
}
