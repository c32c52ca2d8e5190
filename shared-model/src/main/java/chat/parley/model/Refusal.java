package chat.parley.model;

import org.jspecify.annotations.Nullable;

/**
 * A request refused: the code, a sentence the caller can act on and, where one is to blame, the
 * field. It is thrown by whatever finds the fault and becomes a reply in one place. It carries no
 * stack trace: it is an answer, not a defect.
 */
public final class Refusal extends RuntimeException {
  private final ErrorCode code;
  private final @Nullable String field;

  public Refusal(ErrorCode code, String detail) {
    this(code, detail, null);
  }

  public Refusal(ErrorCode code, String detail, @Nullable String field) {
    super(detail, null, false, false);
    this.code = code;
    this.field = field;
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
}
