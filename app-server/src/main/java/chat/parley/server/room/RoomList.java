package chat.parley.server.room;

import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.model.Replies;
import chat.parley.model.RoomName;
import chat.parley.model.RoomRole;
import chat.parley.model.fold.RoomHead;
import chat.parley.server.fact.Fact;
import chat.parley.server.fact.FactMemory;
import chat.parley.server.fact.Visibility;
import chat.parley.server.projection.Queries;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rooms somebody may see, and who is in them. Safe for use by any thread. */
public final class RoomList {
  private final Queries queries;
  private final FactMemory facts;
  private final Visibility visibility;

  public RoomList(Queries queries, FactMemory facts, Visibility visibility) {
    this.queries = queries;
    this.facts = facts;
    this.visibility = visibility;
  }

  /** The rooms somebody may see, the one with the newest message first. */
  public List<RoomHead> heads(@Nullable String nameKey) {
    return queries.rooms().stream().filter(room -> visibility.sees(nameKey, room.room())).toList();
  }

  /** The same as they are told. */
  public List<Replies.Room> rooms(@Nullable String nameKey) {
    return heads(nameKey).stream().map(room -> told(nameKey, room)).toList();
  }

  /**
   * One room.
   *
   * @throws Refusal {@code room_unknown}
   */
  public Replies.Room room(@Nullable String nameKey, RoomName name) {
    RoomHead head = queries.room(name.value()); // read first: see ReadHistory
    if (head == null || !visibility.sees(nameKey, name.value())) {
      throw unknown();
    }
    return told(nameKey, head);
  }

  /** Who is in a room or kept out of it; the owners first, then by name. */
  public List<Fact.Member> members(@Nullable String nameKey, RoomName name) {
    List<Fact.Member> members =
        facts.members(name.value()).stream()
            .sorted(java.util.Comparator.comparing(Fact.Member::role))
            .toList();
    var _ = room(nameKey, name);
    return members;
  }

  static Refusal unknown() {
    return new Refusal(ErrorCode.ROOM_UNKNOWN, "There is no such room.", "room");
  }

  private Replies.Room told(@Nullable String nameKey, RoomHead room) {
    Fact.Room about = facts.room(room.room());
    RoomRole role = nameKey == null ? RoomRole.NONE : facts.role(room.room(), nameKey);
    return new Replies.Room(
        room.room(),
        room.messageCount(),
        room.lastActivity(),
        about == null ? null : about.title(),
        about == null ? null : about.topic(),
        RoomName.isPrivate(room.room()) ? true : null,
        role.isMember() ? role.wire() : null,
        about == null ? null : other(nameKey, about.direct()));
  }

  private @Nullable String other(@Nullable String nameKey, @Nullable List<String> direct) {
    if (direct == null) {
      return null;
    }
    return direct.stream()
        .filter(key -> !key.equals(nameKey))
        .findFirst()
        .map(key -> {
          Fact.Name name = facts.name(key);
          return name == null ? key : name.name();
        })
        .orElse(null);
  }
}
