package chat.parley.server.file;

/**
 * The file that was named cannot be used; the message says in a sentence why, and nothing was
 * changed.
 */
public final class UnusableFileException extends Exception {
  public UnusableFileException(String message) {
    super(message);
  }

  public UnusableFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
