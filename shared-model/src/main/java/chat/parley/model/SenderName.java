package chat.parley.model;

import java.text.Normalizer;
import java.util.Locale;

/** The name a message is sent under, trimmed and in normal form C; made only by {@link #of}. */
public record SenderName(String value) {
  /** The version of the rules behind {@link #key}; it is stored beside each key. */
  public static final int KEY_VERSION = 1;

  /**
   * Checks and normalises a name.
   *
   * @throws Refusal {@code name_invalid} with the field {@code sender}
   */
  public static SenderName of(String raw) {
    String name = Names.normalised(raw, ErrorCode.NAME_INVALID, "sender");
    Names.checkLength(name, Limits.SENDER_MAX_CODE_POINTS, ErrorCode.NAME_INVALID, "sender");
    Names.checkStart(name, ErrorCode.NAME_INVALID, "sender");
    int forbidden = Names.first(name, Names::isForbidden);
    if (forbidden != Names.NONE) {
      throw new Refusal(
          ErrorCode.NAME_INVALID,
          "A name must not have control or invisible characters or any of / \\ ; % ? #; this one has "
              + Names.shown(forbidden)
              + ".",
          "sender");
    }
    if (Names.isVisibleAscii(name)) {
      return new SenderName(name);
    }
    if (Names.first(name, c -> !Names.isUnseen(c) && !Character.isSpaceChar(c)) == Names.NONE) {
      throw new Refusal(
          ErrorCode.NAME_INVALID, "A name needs a character that can be seen.", "sender");
    }
    if (Scripts.mixesInOneWord(name)) {
      throw new Refusal(
          ErrorCode.NAME_INVALID,
          "A word of a name must not mix letters of different scripts: they may look like another name.",
          "sender");
    }
    return new SenderName(name);
  }

  /**
   * What names are compared by: two names with one key are one name. Case, characters that are not
   * seen and the kind and amount of white space do not count.
   */
  public String key() {
    if (Names.isVisibleAscii(value)) {
      return value.toLowerCase(Locale.ROOT);
    }
    StringBuilder visible = new StringBuilder(value.length());
    value.codePoints().filter(c -> !Names.isUnseen(c)).forEach(visible::appendCodePoint);
    // Lower case first: the capital sharp s has no other way to the "ss" its small letter becomes.
    String folded =
        Normalizer.normalize(visible, Normalizer.Form.NFD)
            .toLowerCase(Locale.ROOT)
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT);
    return Normalizer.normalize(
        folded.replaceAll("\\p{IsWhite_Space}+", " ").strip(), Normalizer.Form.NFC);
  }
}
