package chat.parley.model;

import java.nio.charset.StandardCharsets;

/** The text of a message, stored exactly as it was sent; made only by {@link #of}. */
public record MessageText(String value) {
  /**
   * Checks a text: 1 to {@link Limits#TEXT_MAX_BYTES} bytes of UTF-8, something to see in it, no
   * control characters but tab, line feed and carriage return.
   *
   * @throws Refusal {@code text_invalid} with the field {@code text}
   */
  public static MessageText of(String raw) {
    if (Names.hasLoneSurrogate(raw)) {
      throw refused("This is not valid Unicode: it has half of a surrogate pair.");
    }
    int bytes = raw.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > Limits.TEXT_MAX_BYTES) {
      throw refused(
          "A message has at most "
              + Limits.TEXT_MAX_BYTES
              + " bytes in UTF-8; this one has "
              + bytes
              + ".");
    }
    if (Names.first(raw, c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
        == Names.NONE) {
      throw refused("A message needs at least one character that is not white space.");
    }
    int control =
        Names.first(
            raw,
            c -> Character.getType(c) == Character.CONTROL && c != '\t' && c != '\n' && c != '\r');
    if (control != Names.NONE) {
      throw refused(
          "A message has no control characters but tabs and line breaks; this one has "
              + Names.shown(control)
              + ".");
    }
    return new MessageText(raw);
  }

  private static Refusal refused(String detail) {
    return new Refusal(ErrorCode.TEXT_INVALID, detail, "text");
  }
}
