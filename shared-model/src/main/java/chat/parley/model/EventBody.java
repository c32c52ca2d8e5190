package chat.parley.model;

import java.util.TreeMap;

/**
 * What happened: the closed choice of events. Each has the type and version under which it is
 * stored, and a content, the bytes that its commitment is made over and that an erasure takes away.
 */
public sealed interface EventBody {
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

  /** A public room came to be. */
  record RoomCreated() implements EventBody {
    public static final String TYPE = "room";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public byte[] content() {
      return Json.canonical(new TreeMap<>());
    }
  }

  /** A message was written. */
  record MessagePosted(String text) implements EventBody {
    public static final String TYPE = "message";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public byte[] content() {
      TreeMap<String, String> object = new TreeMap<>();
      object.put("text", text);
      return Json.canonical(object);
    }
  }

  /** An event of a kind whose content has been erased: the place in the order stays. */
  record Erased(String type, int version, boolean ignorable) implements EventBody {
    @Override
    public byte[] content() {
      throw new IllegalStateException("The content of this event has been erased.");
    }
  }

  /**
   * Reads a stored event's body.
   *
   * @throws UnknownEventException if this version of Parley does not know that kind of event or its
   *     version
   */
  static EventBody of(String type, int version, byte[] content) {
    if (version == 1 && type.equals(MessagePosted.TYPE)) {
      return Json.read(content, MessagePosted.class);
    }
    if (version == 1 && type.equals(RoomCreated.TYPE)) {
      return new RoomCreated();
    }
    throw new UnknownEventException(type, version);
  }

  /** An event of a kind or version that this version of Parley does not know. */
  final class UnknownEventException extends RuntimeException {
    UnknownEventException(String type, int version) {
      super(
          "This version of Parley does not know the event '"
              + type
              + "' in version "
              + version
              + "; a newer one wrote it.");
    }
  }
}
