package chat.parley.desktop.sync;

import chat.parley.desktop.replica.PollReply;
import chat.parley.model.ErrorCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an attempt to poll, or to reconnect before polling, came out. */
sealed interface PollOutcome {
  /**
   * A reply, whose messages and cursor are on disk.
   *
   * @param asked the seconds it was asked to be held at most
   * @param held how long it was
   */
  record Answered(PollReply reply, int asked, Duration held) implements PollOutcome {}

  /** The computer slept, or this program stood still: what was held is dead. */
  record Slept() implements PollOutcome {}

  /** A reply came, but this computer could not store it. */
  record NotKept(String detail) implements PollOutcome {}

  /** A request had no reply of the kind that was asked for. */
  sealed interface Failure extends PollOutcome {}

  /** The server refused, in Parley's words. */
  record Refused(
      int status, String code, String detail, @Nullable String field, @Nullable Duration retryAfter)
      implements Failure {
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    /** Whether nothing shows whose name this is, or what shows it counts no more. */
    boolean isSignedOut() {
      return code.equals(ErrorCode.TOKEN_INVALID.wire())
          || code.equals(ErrorCode.TOKEN_MISSING.wire());
    }

    /** Whether the same request may be taken later, without anyone changing it. */
    boolean isPassing() {
      return status >= SERVER_ERROR
          || status == REQUEST_TIMEOUT
          || status == TOO_EARLY
          || status == TOO_MANY_REQUESTS;
    }
  }

  /** Something between here and the server answered in its place that it has no answer. */
  record GatewayError(int status, @Nullable Duration retryAfter, Duration held)
      implements Failure {}

  /** The connection ended without a reply, or no reply came in time. */
  record Cut(Duration held) implements Failure {}

  /** No connection. */
  record Unreachable(String detail) implements Failure {}

  /**
   * A server with another key than the known one answers; nothing was told to it.
   *
   * @param server its host and port
   */
  record OtherKey(String server) implements Failure {}

  /**
   * Nobody that this computer trusts vouches for the server that answers; nothing was told to it.
   */
  record Untrusted() implements Failure {}

  /** What answers is not a Parley server. */
  record NotParley(String detail) implements Failure {}
}
