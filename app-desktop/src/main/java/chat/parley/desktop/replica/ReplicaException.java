package chat.parley.desktop.replica;

/**
 * Something could not be kept or read on this computer; what was asked for has not happened. It
 * carries no stack trace of the asker's.
 */
public final class ReplicaException extends RuntimeException {
  private final Kind kind;

  ReplicaException(Kind kind, String sentence) {
    super(sentence);
    this.kind = kind;
  }

  ReplicaException(Kind kind, String sentence, Throwable cause) {
    super(sentence, cause);
    this.kind = kind;
  }

  /** What kind of trouble it is. */
  public enum Kind {
    /** This computer's disk is full: there may be room again later. */
    DISK_FULL,
    /** The disk failed: nothing more is written until Parley is started again. */
    DISK_FAILED,
    /** Too much is waiting to be written. */
    BUSY,
    /** More messages wait to be sent than are kept. */
    OUTBOX_FULL,
    /** Nothing is known of the server: it was never reached. */
    NEVER_REACHED,
    /** It has been closed. */
    CLOSED
  }

  public Kind kind() {
    return kind;
  }

  /** A sentence for the person. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
