package chat.parley.desktop.replica;

/**
 * What this computer remembers cannot be opened; the message says in a sentence why, and nothing
 * was changed.
 */
public final class UnusableReplicaException extends Exception {
  private final Reason reason;

  UnusableReplicaException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  UnusableReplicaException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** What is in the way. */
  public enum Reason {
    /** Another Parley of this user has it open. */
    IN_USE,
    /** A newer version of Parley wrote it. */
    NEWER,
    /** It is a database of another program. */
    FOREIGN,
    /** The disk or its permissions are in the way. */
    NO_ACCESS
  }

  public Reason reason() {
    return reason;
  }
}
