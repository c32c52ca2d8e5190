package chat.parley.bench;

import picocli.CommandLine;

/** {@code ./mvnw -Pbench}, with its options in {@code -Dbench.args="…"}. */
public final class Main {
  private Main() {}

  /** Ends with status 0 if everything was measured and nothing was lost, doubled or reordered. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new BenchCommand()).execute(args));
  }
}
