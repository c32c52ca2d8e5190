package chat.parley.desktop.sync;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A request to the server that did not come to a reply of the kind that was asked for. */
final class CallFailure extends Exception {
  private final PollOutcome.Failure failure;

  CallFailure(PollOutcome.Failure failure) {
    super(failure.toString(), null, false, false);
    this.failure = failure;
  }

  PollOutcome.Failure failure() {
    return failure;
  }

  /** What a future failed of. */
  static @Nullable Throwable cause(@Nullable Throwable thrown) {
    Throwable cause = thrown;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** The request's failure that a future failed of, null if it was something else. */
  static PollOutcome.@Nullable Failure in(@Nullable Throwable thrown) {
    return cause(thrown) instanceof CallFailure call ? call.failure : null;
  }
}
