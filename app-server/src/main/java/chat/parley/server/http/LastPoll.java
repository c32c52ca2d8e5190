package chat.parley.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.parley.server.poll.PollClient;
import chat.parley.server.poll.PollRequest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The poll that came last on a connection. The next is nearly always the same with another cursor,
 * and is not read again then. For one thread at a time.
 */
final class LastPoll {
  private static final String CURSOR = "cursor=";

  private final byte @Nullable [] start; // the query to its cursor; null if all are read whole
  private final @Nullable PlainLines lines;
  private final byte @Nullable [] token;
  private PollRequest request;
  private @Nullable PollClient client;

  private LastPoll(
      byte @Nullable [] start,
      @Nullable PlainLines lines,
      byte @Nullable [] token,
      PollRequest request) {
    this.start = start;
    this.lines = lines;
    this.token = token;
    this.request = request;
  }

  /**
   * A poll that was let in.
   *
   * @param lines those below its first one, without the token; null if they are not remembered
   * @param token what they are without; null if that is nothing
   */
  static LastPoll of(
      String query, @Nullable PlainLines lines, byte @Nullable [] token, PollRequest request) {
    int cursor = query.lastIndexOf('&') + 1;
    // One without a value counts as absent, so there may have been another before.
    boolean isLast =
        lines != null
            && cursor > 0
            && query.startsWith(CURSOR, cursor)
            && query.length() > cursor + CURSOR.length();
    return new LastPoll(
        isLast ? PollHead.ascii(query.substring(0, cursor + CURSOR.length())) : null,
        lines,
        token,
        request);
  }

  /** Its lines below the first one; null if they are not remembered, or not whole. */
  @Nullable PlainLines lines() {
    return token == null ? lines : null;
  }

  /** The same without its token. */
  @Nullable PlainLines linesWithoutToken() {
    return lines;
  }

  PollRequest request() {
    return request;
  }

  /** Who has polled so; null before the first poll has begun. */
  @Nullable PollClient client() {
    return client;
  }

  void client(PollClient who) {
    client = who;
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
    int query = PollHead.queryAt(bytes);
    int from = query + start.length;
    if (query < 0 || from > length || !Arrays.equals(start, 0, start.length, bytes, query, from)) {
      return null;
    }
    int to = PollEntry.endOfCursor(bytes, from);
    return to > from && PollHead.isBelow(lines, token, bytes, to, length)
        ? texts.of(bytes, from, to)
        : null;
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "LastPoll[" + (start == null ? "" : new String(start, US_ASCII)) + "]";
  }
}
