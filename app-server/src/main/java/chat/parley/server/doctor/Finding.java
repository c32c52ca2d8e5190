package chat.parley.server.doctor;

import java.util.Locale;

/**
 * What one look found.
 *
 * @param subject what was looked at, in a word or two
 * @param sentence what was found and, where it is not well, what to do
 */
public record Finding(Verdict verdict, String subject, String sentence) {
  /** How it is. */
  public enum Verdict {
    /** As it should be. */
    OK,
    /** It works, and someone should look at it. */
    LOOK,
    /** It does not work. */
    BAD
  }

  static Finding ok(String subject, String sentence) {
    return new Finding(Verdict.OK, subject, sentence);
  }

  static Finding look(String subject, String sentence) {
    return new Finding(Verdict.LOOK, subject, sentence);
  }

  static Finding bad(String subject, String sentence) {
    return new Finding(Verdict.BAD, subject, sentence);
  }

  /** As one line. */
  @Override
  public String toString() {
    return "%-5s %-10s %s"
        .formatted(verdict.name().toLowerCase(Locale.ROOT), subject, sentence)
        .replace('\n', ' ');
  }
}
