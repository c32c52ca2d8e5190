package chat.parley.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened in a room: the closed choice of events that its members receive. */
public sealed interface RoomBody extends EventBody {

  /**
   * A room came to be.
   *
   * @param isPrivate whether only members know of it
   * @param title what a private room is called; a public one has its name
   * @param topic what it is about, null for nothing
   * @param direct the keys of the two people, in order, whose conversation it is; else null
   */
  record RoomCreated(
      @JsonProperty("private") boolean isPrivate,
      @Nullable String title,
      @Nullable String topic,
      @Nullable List<String> direct)
      implements RoomBody {
    public static final String TYPE = "room";

    /** A public room about nothing in particular. */
    public static final RoomCreated PLAIN = new RoomCreated(false, null, null, null);

    private static final int PLAIN_VERSION = 1;
    private static final int VERSION = 2;

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public int version() {
      return equals(PLAIN) ? PLAIN_VERSION : VERSION;
    }

    @Override
    public byte[] content() {
      TreeMap<String, Object> object = new TreeMap<>();
      if (isPrivate) {
        object.put("private", true);
      }
      putUnlessNull(object, "title", title);
      putUnlessNull(object, "topic", topic);
      putUnlessNull(object, "direct", direct);
      return Json.canonical(object);
    }
  }

  /**
   * What a room says of itself was changed.
   *
   * @param title the new title, null where it stays
   * @param topic the new topic, empty for none, null where it stays
   */
  record RoomChanged(@Nullable String title, @Nullable String topic) implements RoomBody {
    public static final String TYPE = "room_changed";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public byte[] content() {
      TreeMap<String, Object> object = new TreeMap<>();
      putUnlessNull(object, "title", title);
      putUnlessNull(object, "topic", topic);
      return Json.canonical(object);
    }
  }

  /**
   * Somebody is something else to the room than before.
   *
   * @param name whom it is about, as it is shown
   * @param key the same as it is compared
   * @param keyVersion the version of the rules that made the key
   */
  record MemberChanged(String name, String key, int keyVersion, RoomRole role) implements RoomBody {
    public static final String TYPE = "member";

    public static MemberChanged of(SenderName name, RoomRole role) {
      return new MemberChanged(name.value(), name.key(), SenderName.KEY_VERSION, role);
    }

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public byte[] content() {
      TreeMap<String, Object> object = new TreeMap<>();
      object.put("name", name);
      object.put("key", key);
      object.put("key_version", keyVersion);
      object.put("role", role.name());
      return Json.canonical(object);
    }
  }

  /** A message was written. */
  record MessagePosted(String text) implements RoomBody {
    public static final String TYPE = "message";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public byte[] content() {
      return Json.canonical("text", text);
    }
  }

  /** A message was taken away; its content is erased with this event. */
  record MessageDeleted(UUID messageId) implements RoomBody {
    public static final String TYPE = "delete";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public byte[] content() {
      TreeMap<String, Object> object = new TreeMap<>();
      object.put("message_id", messageId.toString());
      return Json.canonical(object);
    }
  }

  /** An event of a kind whose content has been erased: the place in the order stays. */
  record Erased(String type, int version, boolean ignorable) implements RoomBody {
    @Override
    public byte[] content() {
      throw new IllegalStateException("The content of this event has been erased.");
    }
  }

  private static void putUnlessNull(
      Map<String, Object> object, String name, @Nullable Object value) {
    if (value != null) {
      object.put(name, value);
    }
  }

  /** Whether an event of that type is one of a room. */
  static boolean isType(String type) {
    return switch (type) {
      case MessagePosted.TYPE,
          RoomCreated.TYPE,
          RoomChanged.TYPE,
          MemberChanged.TYPE,
          MessageDeleted.TYPE ->
          true;
      default -> false;
    };
  }

  /**
   * Reads a stored event's body.
   *
   * @throws UnknownEventException if this version of Parley does not know that kind of event or its
   *     version
   */
  static RoomBody of(String type, int version, byte[] content) {
    if (version == RoomCreated.VERSION && type.equals(RoomCreated.TYPE)) {
      return Json.read(content, RoomCreated.class);
    }
    if (version != 1) {
      throw new UnknownEventException(type, version);
    }
    return switch (type) {
      case MessagePosted.TYPE -> Json.read(content, MessagePosted.class);
      case RoomCreated.TYPE -> RoomCreated.PLAIN;
      case RoomChanged.TYPE -> Json.read(content, RoomChanged.class);
      case MemberChanged.TYPE -> Json.read(content, MemberChanged.class);
      case MessageDeleted.TYPE -> Json.read(content, MessageDeleted.class);
      default -> throw new UnknownEventException(type, version);
    };
  }
}
