package chat.parley.server.http;

import chat.parley.model.ErrorCode;
import chat.parley.model.Limits;
import chat.parley.model.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query string, read strictly (WHATWG URL, application/x-www-form-urlencoded, with every fault an
 * error): an empty value counts as absent, and what may be given once is refused when it is given
 * twice.
 */
final class Query {
  private final List<String> pairs = new ArrayList<>(); // a name, its value, and so on: few

  private Query() {}

  /**
   * Reads a query string.
   *
   * @param raw as it stands in the request, null where there is none
   * @throws Refusal {@code query_unreadable} or {@code too_large}
   */
  static Query of(@Nullable String raw) {
    Query query = new Query();
    if (raw == null) {
      return query;
    }
    if (raw.length() > Limits.QUERY_MAX_BYTES) {
      throw new Refusal(
          ErrorCode.TOO_LARGE, "A query string has at most " + Limits.QUERY_MAX_BYTES + " bytes.");
    }
    int start = 0;
    while (start <= raw.length()) {
      int end = raw.indexOf('&', start);
      end = end < 0 ? raw.length() : end;
      query.add(raw, start, end);
      start = end + 1;
    }
    return query;
  }

  private void add(String raw, int start, int end) {
    int equals = raw.indexOf('=', start, end);
    String value = equals < 0 ? "" : decoded(raw.substring(equals + 1, end), ' ');
    String name = decoded(raw.substring(start, equals < 0 ? end : equals), ' ');
    if (!value.isEmpty()) {
      pairs.add(name);
      pairs.add(value);
    }
  }

  /**
   * Decodes a path or a part of it, in which a plus stands for itself (RFC 3986, section 3.3).
   *
   * @throws Refusal {@code query_unreadable}
   */
  static String decodedPath(String encoded) {
    return decoded(encoded, '+');
  }

  private static String decoded(String encoded, char plus) {
    if (isAsItIs(encoded, plus)) {
      return encoded; // nearly all are
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      switch (c) {
        case '+' -> bytes.write(plus);
        case '%' -> {
          bytes.write(hexDigit(encoded, i + 1) << 4 | hexDigit(encoded, i + 2));
          i += 2;
        }
        default -> bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw unreadable();
    }
  }

  /** Whether nothing in it stands for something else. */
  private static boolean isAsItIs(String encoded, char plus) {
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c >= 0x80 || c == '%' || (c == '+' && plus != '+')) {
        return false;
      }
    }
    return true;
  }

  private static int hexDigit(String encoded, int index) {
    int digit = index < encoded.length() ? Character.digit(encoded.charAt(index), 16) : -1;
    if (digit < 0 || encoded.charAt(index) > 'f') {
      throw unreadable();
    }
    return digit;
  }

  private static Refusal unreadable() {
    return new Refusal(
        ErrorCode.QUERY_UNREADABLE,
        "The address cannot be read: after a % two hexadecimal digits are expected, and UTF-8 in all.");
  }

  /** The value, or null if it is absent. */
  @Nullable String optional(String name) {
    String found = null;
    for (int i = 0; i < pairs.size(); i += 2) {
      if (pairs.get(i).equals(name)) {
        if (found != null) {
          throw new Refusal(ErrorCode.MALFORMED, "'" + name + "' is given more than once.", name);
        }
        found = pairs.get(i + 1);
      }
    }
    return found;
  }

  /** The value. */
  String required(String name) {
    String value = optional(name);
    if (value == null) {
      throw new Refusal(ErrorCode.MISSING, "'" + name + "' is missing.", name);
    }
    return value;
  }

  /** All values, in the order they were given. */
  List<String> all(String name) {
    List<String> all = new ArrayList<>(1);
    for (int i = 0; i < pairs.size(); i += 2) {
      if (pairs.get(i).equals(name)) {
        all.add(pairs.get(i + 1));
      }
    }
    return all;
  }

  /** A whole number in a range, or the default if it is absent. */
  int integer(String name, int defaultValue, int min, int max) {
    String value = optional(name);
    if (value == null) {
      return defaultValue;
    }
    if (!isWholeNumber(value)) {
      throw new Refusal(ErrorCode.MALFORMED, "'" + name + "' must be a whole number.", name);
    }
    // No number in range has more digits than an int; a longer one is out of range like any other.
    long number = value.length() > 10 ? Long.MAX_VALUE : Long.parseLong(value);
    if (number < min || number > max) {
      throw new Refusal(
          ErrorCode.OUT_OF_RANGE, "'" + name + "' must be from " + min + " to " + max + ".", name);
    }
    return (int) number;
  }

  private static boolean isWholeNumber(String text) {
    int from = text.startsWith("-") ? 1 : 0;
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.length() > from;
  }
}
