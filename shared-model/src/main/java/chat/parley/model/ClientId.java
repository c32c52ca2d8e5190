package chat.parley.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who is polling, as the client calls itself: 1 to 128 visible ASCII characters. It is a label, not
 * a secret and no proof of anything.
 *
 * <p>Our own clients make theirs of the name of the person who uses them, by {@link #named}.
 */
public record ClientId(String value) {
  private static final Pattern RANDOM = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern NAMED = Pattern.compile("([^~]+)~" + RANDOM.pattern());
  private static final String AS_THEY_ARE =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
  private static final String HEX = "0123456789ABCDEF";

  /**
   * Checks a client id.
   *
   * @throws Refusal {@code out_of_range} or {@code malformed} with the field {@code client_id}
   */
  public static ClientId of(String raw) {
    if (raw.length() > Limits.CLIENT_ID_MAX_CHARS) {
      throw new Refusal(
          ErrorCode.OUT_OF_RANGE,
          "A client id has 1 to "
              + Limits.CLIENT_ID_MAX_CHARS
              + " characters, not "
              + raw.length()
              + ".",
          "client_id");
    }
    if (raw.isEmpty() || !Names.isVisibleAscii(raw)) {
      throw new Refusal(
          ErrorCode.MALFORMED,
          "A client id has visible ASCII characters only, and no spaces.",
          "client_id");
    }
    return new ClientId(raw);
  }

  /**
   * The id of a person's client: the name in UTF-8, percent-encoded (RFC 3986, section 2.1), then
   * {@code ~}, then what tells this client from others of that name. A name that is too long is cut
   * after the last character that fits.
   *
   * @param random 1 to 64 letters, digits, {@code -} and {@code _}
   */
  public static ClientId named(SenderName name, String random) {
    if (!RANDOM.matcher(random).matches()) {
      throw new IllegalArgumentException("Not 1 to 64 letters, digits, '-' and '_': " + random);
    }
    int room = Limits.CLIENT_ID_MAX_CHARS - 1 - random.length();
    StringBuilder id = new StringBuilder(Limits.CLIENT_ID_MAX_CHARS);
    for (int codePoint : name.value().codePoints().toArray()) {
      String encoded = percentEncoded(codePoint);
      if (id.length() + encoded.length() > room) {
        break;
      }
      id.append(encoded);
    }
    return of(id.append('~').append(random).toString());
  }

  /**
   * What to show for this client: the name in an id that {@link #named} made, or might have made;
   * of any other the id itself, which is plain ASCII.
   */
  public String displayName() {
    Matcher named = NAMED.matcher(value);
    String name = named.matches() ? percentDecoded(named.group(1)) : null;
    if (name == null) {
      return value;
    }
    try {
      return SenderName.of(name).value();
    } catch (Refusal e) {
      return value; // control characters, say: what no person may be called is shown as it came
    }
  }

  private static String percentEncoded(int codePoint) {
    if (AS_THEY_ARE.indexOf(codePoint) >= 0) {
      return Character.toString(codePoint);
    }
    StringBuilder encoded = new StringBuilder(12);
    for (byte octet : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
      encoded.append('%').append(HEX.charAt((octet >> 4) & 15)).append(HEX.charAt(octet & 15));
    }
    return encoded.toString();
  }

  /** Null where an escape is not one, or the bytes are not UTF-8. */
  private static @Nullable String percentDecoded(String encoded) {
    ByteBuffer bytes = ByteBuffer.allocate(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c != '%') {
        bytes.put((byte) c);
        continue;
      }
      if (i + 2 >= encoded.length()) {
        return null;
      }
      int high = Character.digit(encoded.charAt(i + 1), 16);
      int low = Character.digit(encoded.charAt(i + 2), 16);
      if (high < 0 || low < 0) {
        return null;
      }
      bytes.put((byte) (high << 4 | low));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
