package chat.parley.server;

import chat.parley.server.cli.CommandLineInterface;

/** The program {@code parley-server}. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(CommandLineInterface.run(args));
  }
}
