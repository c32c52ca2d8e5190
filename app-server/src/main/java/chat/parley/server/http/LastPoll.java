package chat.parley.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.parley.server.poll.PollRequest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The poll that came last on a connection. The next is nearly always the same with another cursor,
 * and is not read again then. For one thread at a time.
 */
final class LastPoll {
  private static final String CURSOR = "cursor=";

  private final byte @Nullable [] start; // up to the cursor; null if others are read as a whole
  private final @Nullable PlainLines lines;
  private PollRequest request;

  private LastPoll(byte @Nullable [] start, @Nullable PlainLines lines, PollRequest request) {
    this.start = start;
    this.lines = lines;
    this.request = request;
  }

  /**
   * A poll that was let in.
   *
   * @param lines those below its first one; null if they are not remembered
   */
  static LastPoll of(String query, @Nullable PlainLines lines, PollRequest request) {
    int cursor = query.lastIndexOf('&') + 1;
    // One without a value counts as absent, so there may have been another before.
    boolean isLast =
        lines != null
            && cursor > 0
            && query.startsWith(CURSOR, cursor)
            && query.length() > cursor + CURSOR.length();
    return new LastPoll(
        isLast ? PollHead.start(query.substring(0, cursor + CURSOR.length())) : null,
        lines,
        request);
  }

  /** Its lines below the first one; null if they are not remembered. */
  @Nullable PlainLines lines() {
    return lines;
  }

  PollRequest request() {
    return request;
  }

  /** The same has come again with another cursor. */
  PollRequest at(String cursor) {
    request = request.at(cursor);
    return request;
  }

  /**
   * The cursor of a request that is otherwise the same, byte for byte; null if it is not.
   *
   * @param length how many of the bytes are the request
   */
  @Nullable String nextCursor(byte[] bytes, int length, RecentTexts texts) {
    if (start == null || lines == null) {
      return null;
    }
    int from = start.length;
    if (from > length || !Arrays.equals(start, 0, from, bytes, 0, from)) {
      return null;
    }
    int to = PollEntry.endOfCursor(bytes, from);
    return to > from && PollHead.isBelow(lines, bytes, to, length)
        ? texts.of(bytes, from, to)
        : null;
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "LastPoll[" + (start == null ? "" : new String(start, US_ASCII)) + "]";
  }
}
