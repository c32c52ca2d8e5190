package chat.parley.server.sqlite;

/**
 * The data folder cannot be used; the message says in a sentence why, and nothing in it was
 * changed.
 */
public final class UnusableDataException extends Exception {
  public UnusableDataException(String message) {
    super(message);
  }

  public UnusableDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
