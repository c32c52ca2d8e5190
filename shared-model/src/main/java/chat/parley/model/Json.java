package chat.parley.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The one JSON mapping: UTF-8, {@code snake_case}, nothing coerced, unknown fields ignored. */
public final class Json {
  private static final int BUFFERS_KEPT_MAX = 64;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(Limits.JSON_DEPTH_MAX)
                          .build())
                  // Its own pool is one for each thread, and each request has a new thread.
                  .recyclerPool(JsonRecyclerPools.newBoundedPool(BUFFERS_KEPT_MAX))
                  .build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private static final TypeReference<TreeMap<String, @Nullable Object>> FIELDS =
      new TypeReference<>() {};

  private Json() {}

  /** The value's JSON in UTF-8. */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads one JSON value that is strictly UTF-8 and followed by nothing.
   *
   * @throws Refusal {@code json_unreadable}
   */
  public static JsonNode tree(byte[] utf8) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      JsonNode node = MAPPER.readTree(text);
      if (node.isMissingNode()) {
        throw new Refusal(
            ErrorCode.JSON_UNREADABLE, "The body is empty; a JSON object is expected.");
      }
      return node;
    } catch (CharacterCodingException e) {
      throw new Refusal(ErrorCode.JSON_UNREADABLE, "The body is not UTF-8.");
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new Refusal(
          ErrorCode.JSON_UNREADABLE,
          at == null
              ? "The body is not JSON."
              : "The body is not JSON: see line "
                  + at.getLineNr()
                  + ", column "
                  + at.getColumnNr()
                  + ".");
    }
  }

  /** Reads a reply or an event's body that one of our own wrote. */
  public static <T> T read(byte[] utf8, Class<T> type) {
    try {
      return MAPPER.readValue(utf8, type);
    } catch (java.io.IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The canonical form (RFC 8785) of an object whose values are strings, whole numbers below 2^53,
   * booleans or lists of strings, the bytes that a commitment is made over. Jackson's escapes are
   * those of the RFC for every character a message may have: the two differ only in the case of
   * hexadecimal digits, which no accepted text needs.
   */
  public static byte[] canonical(SortedMap<String, ?> object) {
    return bytes(object);
  }

  /**
   * The same of an object with one string in it, for what is written most: it is an eighth of the
   * work.
   */
  static byte[] canonical(String name, String value) {
    byte[] start = ("{\"" + name + "\":\"").getBytes(StandardCharsets.UTF_8);
    byte[] text = JsonStringEncoder.getInstance().quoteAsUTF8(value);
    byte[] object = Arrays.copyOf(start, start.length + text.length + 2);
    System.arraycopy(text, 0, object, start.length, text.length);
    object[object.length - 2] = '"';
    object[object.length - 1] = '}';
    return object;
  }

  /** A record's fields as they are written, those that are null left out. */
  public static SortedMap<String, @Nullable Object> fields(Object record) {
    TreeMap<String, @Nullable Object> fields = MAPPER.convertValue(record, FIELDS);
    fields.values().removeIf(Objects::isNull);
    return fields;
  }
}
