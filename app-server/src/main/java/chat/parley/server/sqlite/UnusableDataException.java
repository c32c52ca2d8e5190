package chat.parley.server.sqlite;

/**
 * The data folder cannot be used; the message says in a sentence why, and nothing in it was
 * changed.
 */
public final class UnusableDataException extends Exception {
  private final boolean inUse;

  private UnusableDataException(boolean inUse, String message) {
    super(message);
    this.inUse = inUse;
  }

  public UnusableDataException(String message) {
    this(false, message);
  }

  public UnusableDataException(String message, Throwable cause) {
    this(false, message);
    initCause(cause);
  }

  /** Another server uses it. */
  static UnusableDataException inUse(String message) {
    return new UnusableDataException(true, message);
  }

  /** Whether nothing is wrong with the folder but that another server uses it. */
  public boolean isInUse() {
    return inUse;
  }
}
