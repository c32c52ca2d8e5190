package chat.parley.server.http;

import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import io.javalin.http.Context;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What requests have in common: parts of the path, words with a limit, whose field is to blame. */
final class Fields {
  static final int WORDS_MAX_CODE_POINTS = 200;

  private Fields() {}

  /** A part of the path as it was sent: Javalin's own decoding takes a plus for a space. */
  static String segment(Context ctx, int index) {
    List<String> segments = List.of(ctx.path().substring(1).split("/", -1));
    return index < segments.size() ? Query.decodedPath(segments.get(index)) : "";
  }

  /** A value whose refusal blames a field by the name it has in this request. */
  static <T> T as(String field, Supplier<T> value) {
    try {
      return value.get();
    } catch (Refusal refusal) {
      throw Objects.equals(refusal.field(), field)
          ? refusal
          : new Refusal(refusal.code(), refusal.detail(), field);
    }
  }

  /** Words that stand in a line: trimmed, not too long, nothing that is not seen. */
  static @Nullable String words(@Nullable String raw, String field) {
    if (raw == null) {
      return null;
    }
    String words = raw.strip();
    int length = words.codePointCount(0, words.length());
    if (length > WORDS_MAX_CODE_POINTS) {
      throw new Refusal(
          ErrorCode.OUT_OF_RANGE,
          "This must have at most " + WORDS_MAX_CODE_POINTS + " characters.",
          field);
    }
    boolean unfit =
        words
            .codePoints()
            .anyMatch(c ->
                switch (Character.getType(c)) {
                  case Character.CONTROL,
                      Character.SURROGATE,
                      Character.LINE_SEPARATOR,
                      Character.PARAGRAPH_SEPARATOR ->
                      true;
                  default -> isBidirectionalControl(c);
                });
    if (unfit) {
      throw new Refusal(
          ErrorCode.TEXT_INVALID, "This must be one line, without control characters.", field);
    }
    return words;
  }

  private static boolean isBidirectionalControl(int c) {
    return (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x200E
        || c == 0x200F;
  }

  /** The same where there have to be some. */
  static String requiredWords(@Nullable String raw, String field) {
    String words = words(raw, field);
    if (words == null) {
      throw new Refusal(ErrorCode.MISSING, "'" + field + "' is missing.", field);
    }
    if (words.isEmpty()) {
      throw new Refusal(ErrorCode.TEXT_INVALID, "This must not be empty.", field);
    }
    return words;
  }
}
