package chat.parley.server.http;

import chat.parley.model.ErrorCode;
import chat.parley.model.Json;
import chat.parley.model.Limits;
import chat.parley.model.Refusal;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as a JSON object, whatever its content type says. Nothing is coerced; null
 * counts as absent.
 */
final class JsonBody {
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final JsonNode object;

  private JsonBody(JsonNode object) {
    this.object = object;
  }

  /**
   * Reads the body; blocks until it has come.
   *
   * @throws Refusal {@code too_large}, {@code media_type}, {@code json_unreadable} or {@code
   *     malformed}
   */
  static JsonBody of(HttpServletRequest request) throws IOException {
    return of(bytes(request));
  }

  /**
   * The same of a body that has come.
   *
   * @throws Refusal {@code json_unreadable}
   */
  static JsonBody of(byte[] bytes) {
    JsonNode node = Json.tree(bytes);
    if (!node.isObject()) {
      throw new Refusal(ErrorCode.JSON_UNREADABLE, "The body must be a JSON object.");
    }
    return new JsonBody(node);
  }

  private static byte[] bytes(HttpServletRequest request) throws IOException {
    String encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.toLowerCase(Locale.ROOT).equals("identity")) {
      throw new Refusal(
          ErrorCode.MEDIA_TYPE, "A body is read as it is; send it without Content-Encoding.");
    }
    long length = request.getContentLengthLong();
    byte[] bytes = new byte[0];
    if (length <= Limits.BODY_MAX_BYTES) {
      InputStream in = request.getInputStream();
      // Without a limit that is near, the stream makes room for 16 KB.
      bytes = in.readNBytes(length < 0 ? Limits.BODY_MAX_BYTES + 1 : Math.toIntExact(length));
    }
    if (length > Limits.BODY_MAX_BYTES || bytes.length > Limits.BODY_MAX_BYTES) {
      throw new Refusal(
          ErrorCode.TOO_LARGE, "A body has at most " + Limits.BODY_MAX_BYTES + " bytes.");
    }
    return bytes;
  }

  /** The same, where no body at all counts as an empty object. */
  static JsonBody orEmpty(HttpServletRequest request) throws IOException {
    byte[] bytes = bytes(request); // HTTP/2 says nothing beforehand of a body without length
    return of(bytes.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : bytes);
  }

  /** Whether a field is there, null counting as absent. */
  boolean has(String name) {
    return object.hasNonNull(name);
  }

  boolean optionalBoolean(String name, boolean otherwise) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw new Refusal(ErrorCode.MALFORMED, "'" + name + "' must be true or false.", name);
    }
    return value.booleanValue();
  }

  /** A whole number in a range. */
  long integer(String name, long otherwise, long min, long max) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return otherwise;
    }
    if (!value.isIntegralNumber()) {
      throw new Refusal(ErrorCode.MALFORMED, "'" + name + "' must be a whole number.", name);
    }
    if (!value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
      throw new Refusal(
          ErrorCode.OUT_OF_RANGE, "'" + name + "' must be from " + min + " to " + max + ".", name);
    }
    return value.longValue();
  }

  String required(String name) {
    String value = optional(name);
    if (value == null) {
      throw new Refusal(ErrorCode.MISSING, "'" + name + "' is missing.", name);
    }
    return value;
  }

  @Nullable String optional(String name) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new Refusal(ErrorCode.MALFORMED, "'" + name + "' must be a string.", name);
    }
    return value.textValue();
  }

  /** A UUID in its usual form of 36 characters. */
  @Nullable UUID optionalUuid(String name) {
    String value = optional(name);
    if (value == null) {
      return null;
    }
    if (!UUID_TEXT.matcher(value).matches()) {
      throw new Refusal(ErrorCode.MALFORMED, "'" + name + "' must be a UUID.", name);
    }
    return UUID.fromString(value);
  }
}
