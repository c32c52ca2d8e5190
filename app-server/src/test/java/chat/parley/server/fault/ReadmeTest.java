package chat.parley.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every block of the README that is marked to run, as it stands there, against a server started
 * with nothing but the defaults: it must end well and show what its "Expected:" paragraph promises.
 *
 * <p>{@code -Dparley.readme} says where the README is, if not one folder above this module.
 */
@Tag("fault")
class ReadmeTest {
  private static final int PORT = 8_000;
  private static final Duration BLOCK_LIMIT = Duration.ofSeconds(40);
  private static final Duration AT_ONCE = Duration.ofSeconds(4);
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?m)^<!-- runs -->\\n```bash\\n(?<script>.*?)^```\\n\\nExpected: (?<expected>.*?)\\n\\n",
          Pattern.DOTALL);
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern WORD = Pattern.compile("\\w+");
  private static final Pattern AFTER_SECONDS = Pattern.compile("after (\\d+) seconds");
  private static final Map<String, Integer> POLLS_ANSWERED =
      Map.of("both polls", 2, "all five polls", 5, "only the poll", 1);

  /** What one block showed, and how long it took. */
  private record Shown(String output, Duration took) {}

  /** A block and the paragraph behind it, on one line. */
  private record Block(String script, String expected) {}

  @TempDir Path folder;

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void everyBlockRunsAndShowsWhatItPromises() throws Exception {
    Path readme = Path.of(System.getProperty("parley.readme", "../README.md"));
    String text = Files.readString(readme).replace("\r\n", "\n");
    List<Block> blocks = blocks(text);
    assertEquals(
        text.lines().filter("<!-- runs -->"::equals).count(),
        blocks.size(),
        "a marked block is not followed by its Expected: paragraph");
    assertFalse(blocks.isEmpty(), "no block is marked in " + readme.toAbsolutePath());
    requireFreePort();
    Path log = folder.resolve("log");
    Process server =
        Program.PLAIN
            .with(Map.of("XDG_DATA_HOME", folder.toString(), "HOME", folder.toString()))
            .start(List.of("serve"), log, log);
    List<String> problems = new ArrayList<>();
    try (ChatClient client = new ChatClient(PORT)) {
      Await.until("ready on port " + PORT, Duration.ofSeconds(30), () -> ready(client));
      for (Block block : blocks) {
        Shown shown = run(block.script());
        problems(block, shown)
            .forEach(problem -> problems.add(problem + "\n" + block.script() + shown.output()));
      }
    } finally {
      server.destroyForcibly();
    }
    System.out.printf("readme: %d blocks run%n", blocks.size());
    assertTrue(problems.isEmpty(), () -> String.join("\n", problems));
  }

  private static List<Block> blocks(String readme) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(readme);
    while (matcher.find()) {
      blocks.add(new Block(matcher.group("script"), matcher.group("expected").replace('\n', ' ')));
    }
    return blocks;
  }

  private static void requireFreePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(PORT, 1, InetAddress.getLoopbackAddress())) {
      assertTrue(probe.isBound());
    } catch (IOException e) {
      throw new AssertionError(
          "The README's blocks need port " + PORT + ", and another program has it.", e);
    }
  }

  private Shown run(String script) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "block", ".out");
    Path err = Files.createTempFile(folder, "block", ".err");
    long began = System.nanoTime();
    Process bash =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      boolean ended = bash.waitFor(BLOCK_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      assertTrue(ended, () -> "it did not end:\n" + script);
      assertEquals(0, bash.exitValue(), () -> script + read(out) + read(err));
    } finally {
      bash.descendants().forEach(ProcessHandle::destroyForcibly);
      bash.destroyForcibly();
    }
    return new Shown(read(out), Duration.ofNanos(System.nanoTime() - began));
  }

  /**
   * Holds what was shown against the promise: its code marks, and what it says of polls and time.
   */
  private static List<String> problems(Block block, Shown shown) {
    List<String> problems = new ArrayList<>();
    Matcher code = CODE.matcher(block.expected());
    while (code.find()) {
      String mark = code.group(1);
      boolean nameOfClient = block.script().contains("client_id=" + mark + "&");
      if (!nameOfClient && !pattern(mark).matcher(shown.output()).find()) {
        problems.add("It does not show " + mark);
      }
    }
    POLLS_ANSWERED.forEach((words, count) -> {
      int answered = found("\"status\":\"(success)\"", shown).size();
      if (block.expected().contains(words) && answered != count) {
        problems.add(words + ": " + answered + " got a message");
      }
    });
    for (String same : List.of("message_id", "cursor")) {
      if (block.expected().contains("same `" + same + "`")) {
        requireOne(same, found("\"" + same + "\":\"([^\"]+)\"", shown), problems);
      }
    }
    if (block.expected().contains("same message")) {
      requireOne("id", found("\"id\":\"([^\"]+)\"", shown), problems);
    }
    Matcher seconds = AFTER_SECONDS.matcher(block.expected());
    Duration least = Duration.ofSeconds(seconds.find() ? Long.parseLong(seconds.group(1)) : 0);
    if (shown.took().compareTo(least) < 0 || shown.took().compareTo(least.plus(AT_ONCE)) > 0) {
      problems.add("It took " + shown.took().toMillis() + " ms");
    }
    return problems;
  }

  /** A bare word is a field or a code; … stands for anything. */
  private static Pattern pattern(String mark) {
    String literal = WORD.matcher(mark).matches() ? "\"" + mark + "\"" : mark;
    return Pattern.compile(
        Arrays.stream(literal.split("…", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("[^\\n]*?")));
  }

  private static List<String> found(String pattern, Shown shown) {
    return Pattern.compile(pattern)
        .matcher(shown.output())
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  private static void requireOne(String what, List<String> values, List<String> problems) {
    if (values.size() < 2 || values.stream().distinct().count() != 1) {
      problems.add("not the same " + what + ": " + values);
    }
  }

  private static boolean ready(ChatClient client) {
    try {
      return client.ready();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
