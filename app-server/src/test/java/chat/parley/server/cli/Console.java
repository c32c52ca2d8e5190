package chat.parley.server.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/** A command that was run in this process: how it ended and what it said. */
record Console(int status, String out, String err) {
  static Console run(Object... arguments) {
    return typing("", arguments);
  }

  /** The same with something on its standard input. */
  static Console typing(String input, Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int status =
        CommandLineInterface.run(
            SecretInput.line(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            words);
    return new Console(status, out.toString(), err.toString());
  }

  /** This, which must have ended with a status and said some words. */
  Console expect(int expected, String... words) {
    String said = out + err;
    if (status != expected) {
      throw new AssertionError("ended with " + status + ", not " + expected + ": " + said);
    }
    for (String word : words) {
      if (!said.contains(word)) {
        throw new AssertionError("did not say '" + word + "': " + said);
      }
    }
    if (said.contains("\tat ")) {
      throw new AssertionError("a stack trace: " + said);
    }
    return this;
  }
}
