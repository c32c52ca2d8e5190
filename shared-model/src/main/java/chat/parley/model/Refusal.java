package chat.parley.model;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A request refused: the code, a sentence the caller can act on and, where one is to blame, the
 * field. It is thrown by whatever finds the fault and becomes a reply in one place. It carries no
 * stack trace: it is an answer, not a defect.
 */
public final class Refusal extends RuntimeException {
  private final ErrorCode code;
  private final @Nullable String field;
  private final int retryAfterSeconds; // 0: it does not say

  public Refusal(ErrorCode code, String detail) {
    this(code, detail, null);
  }

  public Refusal(ErrorCode code, String detail, @Nullable String field) {
    this(code, detail, field, 0);
  }

  private Refusal(ErrorCode code, String detail, @Nullable String field, int retryAfterSeconds) {
    super(detail, null, false, false);
    this.code = code;
    this.field = field;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** {@code slow_down}: the same may be asked again after so long. */
  public static Refusal slowDown(String detail, int retryAfterSeconds) {
    return new Refusal(ErrorCode.SLOW_DOWN, detail, null, retryAfterSeconds);
  }

  /** {@code overloaded}: the same may be asked again after so long. */
  public static Refusal overloaded(String detail, int retryAfterSeconds) {
    return new Refusal(ErrorCode.OVERLOADED, detail, null, retryAfterSeconds);
  }

  public ErrorCode code() {
    return code;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }

  public @Nullable String field() {
    return field;
  }

  /** How long to wait, where the refusal itself says so. */
  public OptionalInt retryAfterSeconds() {
    return retryAfterSeconds > 0 ? OptionalInt.of(retryAfterSeconds) : OptionalInt.empty();
  }
}
