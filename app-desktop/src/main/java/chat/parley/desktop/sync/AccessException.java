package chat.parley.desktop.sync;

import chat.parley.model.ErrorCode;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a server does not let someone in, or not under that name. */
public final class AccessException extends RuntimeException {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Set<String> TOKENS =
      Set.of(ErrorCode.TOKEN_INVALID.wire(), ErrorCode.TOKEN_MISSING.wire());

  private final Kind kind;
  private final long waitSeconds;

  private AccessException(Kind kind, String detail, long waitSeconds) {
    super(detail, null, false, false);
    this.kind = kind;
    this.waitSeconds = waitSeconds;
  }

  /** What is in the way. */
  public enum Kind {
    /** Somebody owns the name. */
    NAME_TAKEN,
    /** The invitation is unknown, used up or out of date, or there is none. */
    INVITE,
    /** The name or the password is wrong. */
    PASSWORD,
    /** The server takes nobody in like this. */
    CLOSED,
    /** Those who run the chat keep this person out. */
    BANNED,
    /** It was tried too often. */
    TOO_OFTEN,
    /** The token is no longer good, or there is none. */
    SIGNED_OUT,
    /** The server does not answer. */
    UNREACHABLE,
    /** Something else, in the server's words. */
    OTHER
  }

  /** What a call failed of. */
  static AccessException of(@Nullable Throwable failure, boolean withPassword) {
    return CallFailure.in(failure) instanceof PollOutcome.Refused refused
        ? of(refused, withPassword)
        : new AccessException(Kind.UNREACHABLE, "The server does not answer.", 0);
  }

  private static AccessException of(PollOutcome.Refused refused, boolean withPassword) {
    Duration wait = refused.retryAfter();
    return new AccessException(
        kind(refused, withPassword), refused.detail(), wait == null ? 0 : wait.toSeconds());
  }

  private static Kind kind(PollOutcome.Refused refused, boolean withPassword) {
    String code = refused.code();
    if (code.equals(ErrorCode.NAME_TAKEN.wire())) {
      return Kind.NAME_TAKEN;
    } else if (code.equals(ErrorCode.BANNED.wire())) {
      return Kind.BANNED;
    } else if (TOKENS.contains(code)) {
      return Kind.SIGNED_OUT;
    } else if (refused.status() == TOO_MANY_REQUESTS) {
      return Kind.TOO_OFTEN;
    } else if (!code.equals(ErrorCode.FORBIDDEN.wire())) {
      return Kind.OTHER;
    } else if ("invite".equals(refused.field())) {
      return Kind.INVITE;
    }
    return withPassword ? Kind.PASSWORD : Kind.CLOSED;
  }

  public Kind kind() {
    return kind;
  }

  /** What the server said of it. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  /** How long to wait before it is tried again, in seconds; 0 if nothing is known. */
  public long waitSeconds() {
    return waitSeconds;
  }
}
