package chat.parley.server.poll;

import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.model.RoomBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a poll asks for beside messages, which it always gets. */
public record Wanted(boolean deletions, boolean members, boolean rooms) {
  public static final Wanted MESSAGES = new Wanted(false, false, false);
  public static final Wanted ALL = new Wanted(true, true, true);

  /**
   * Reads what a request asks for.
   *
   * @throws Refusal {@code malformed}
   */
  public static Wanted of(String list) {
    List<String> names = new ArrayList<>();
    for (String name : list.split(",", -1)) {
      names.add(name.strip().toLowerCase(Locale.ROOT));
    }
    if (names.contains("all")) {
      return ALL;
    }
    List<String> unknown = new ArrayList<>(names);
    unknown.removeAll(List.of("message", "delete", "member", "room"));
    if (!unknown.isEmpty()) {
      throw new Refusal(
          ErrorCode.MALFORMED,
          "'events' is 'all' or some of message, delete, member and room, with commas.",
          "events");
    }
    return new Wanted(names.contains("delete"), names.contains("member"), names.contains("room"));
  }

  /** Whether it asks for an event of that kind, which is no message. */
  boolean includes(RoomBody body) {
    return switch (body) {
      case RoomBody.MessageDeleted _ -> deletions;
      case RoomBody.MemberChanged _ -> members;
      case RoomBody.RoomCreated _, RoomBody.RoomChanged _ -> rooms;
      case RoomBody.MessagePosted _, RoomBody.Erased _ -> false;
    };
  }

  /** The types of events it asks for, as they are stored. */
  List<String> types() {
    List<String> types = new ArrayList<>();
    if (deletions) {
      types.add(RoomBody.MessageDeleted.TYPE);
    }
    if (members) {
      types.add(RoomBody.MemberChanged.TYPE);
    }
    if (rooms) {
      types.add(RoomBody.RoomCreated.TYPE);
      types.add(RoomBody.RoomChanged.TYPE);
    }
    return types;
  }

  boolean isMessagesOnly() {
    return equals(MESSAGES);
  }
}
