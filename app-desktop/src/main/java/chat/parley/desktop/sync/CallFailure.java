package chat.parley.desktop.sync;

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
}
