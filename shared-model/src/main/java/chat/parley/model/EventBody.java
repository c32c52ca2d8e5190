package chat.parley.model;

/**
 * What happened. Each has the type and version under which it is stored, and a content, the bytes
 * that its commitment is made over and that an erasure takes away. What members of a room receive
 * is a {@link RoomBody}; a server's log has others beside, which never leave it.
 */
public interface EventBody {
  /** The stable name of this kind of event. */
  String type();

  /** The version of this kind's content. */
  default int version() {
    return 1;
  }

  /** Whether a reader that does not know this kind may pass over it. */
  default boolean ignorable() {
    return false;
  }

  /** The content as canonical JSON (RFC 8785). */
  byte[] content();

  /** An event of a kind or version that this version of Parley does not know. */
  final class UnknownEventException extends RuntimeException {
    public UnknownEventException(String type, int version) {
      super(
          "This version of Parley does not know the event '"
              + type
              + "' in version "
              + version
              + "; a newer one wrote it.");
    }
  }
}
