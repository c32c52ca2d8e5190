package chat.parley.desktop.sync;

/** Why something that a person asked for did not happen; the message is a sentence for them. */
public final class SessionException extends RuntimeException {
  private final Kind kind;

  SessionException(Kind kind, String sentence) {
    super(sentence, null, false, false);
    this.kind = kind;
  }

  /** What kind of trouble it is. */
  public enum Kind {
    /** It is not known here, and the server cannot be asked now. */
    OFFLINE,
    /** The server does not know what it was asked for. */
    UNKNOWN,
    /** There is one already. */
    EXISTS,
    /** It is for those who own a name, and this person is a guest. */
    GUEST,
    /** The server does not do it, for a reason that its words give. */
    REFUSED,
    /** Only a message that failed can be sent again or deleted, or one that was never sent. */
    NOT_FAILED
  }

  public Kind kind() {
    return kind;
  }

  /** A sentence for the person. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
