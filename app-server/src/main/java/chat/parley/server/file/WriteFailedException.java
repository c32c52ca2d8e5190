package chat.parley.server.file;

/**
 * What was begun could not be finished; the message says in sentences why, and nothing of it was
 * left.
 */
public final class WriteFailedException extends Exception {
  public WriteFailedException(String message) {
    super(message);
  }

  public WriteFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
