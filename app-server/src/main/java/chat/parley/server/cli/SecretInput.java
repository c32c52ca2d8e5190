package chat.parley.server.cli;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Where secrets come from: never from an argument, which every program of the machine can read. */
interface SecretInput {
  /** The most bytes of a line that is read. */
  int LINE_MAX_BYTES = 4_096;

  /**
   * Asks for a new secret.
   *
   * @param what what it is, as a person is asked for it
   * @throws NoSecretException if there is none
   */
  String ask(String what) throws NoSecretException;

  /** There is no secret; the message is a sentence for a person. */
  final class NoSecretException extends Exception {
    NoSecretException(String sentence) {
      super(sentence);
    }
  }

  /** The terminal, where nothing is shown of it, or the standard input's first line. */
  static SecretInput ofThisProcess() {
    return what -> {
      Optional<Console> terminal =
          Optional.ofNullable(System.console()).filter(Console::isTerminal);
      return terminal.isPresent() ? asked(terminal.get(), what) : line(System.in).ask(what);
    };
  }

  private static String asked(Console console, String what) throws NoSecretException {
    char[] first = console.readPassword("%s: ", what);
    char[] again = first == null ? null : console.readPassword("Once more: ");
    if (first == null || again == null) {
      throw new NoSecretException("Nothing was typed, and nothing was changed.");
    }
    if (!Arrays.equals(first, again)) {
      throw new NoSecretException("These were not the same, and nothing was changed.");
    }
    return new String(first);
  }

  /** The first line of a stream. */
  static SecretInput line(InputStream in) {
    return what -> {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      try {
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
          line.write(c);
          if (line.size() > LINE_MAX_BYTES) {
            throw new NoSecretException("The line on the standard input is too long.");
          }
        }
        String text =
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(line.toByteArray()))
                .toString();
        String secret = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        if (secret.isEmpty()) {
          throw new NoSecretException(
              "There is nothing on the standard input: write " + what + " to it as one line.");
        }
        return secret;
      } catch (CharacterCodingException e) {
        throw new NoSecretException("The line on the standard input is not UTF-8.");
      } catch (IOException e) {
        throw new NoSecretException("The standard input cannot be read.");
      }
    };
  }
}
