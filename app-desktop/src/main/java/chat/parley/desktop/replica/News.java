package chat.parley.desktop.replica;

import chat.parley.model.RoomRole;
import chat.parley.model.fold.RoomReading;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What happened in rooms beside their messages, within one transaction: messages taken away, people
 * coming and going, rooms named. And what follows from a list of rooms that was read again.
 */
final class News {
  private final Rooms rooms;
  private final Messages messages;
  private final Outbox outbox;
  private final Predicate<String> isMe;
  private final Map<String, Set<UUID>> deleted = new LinkedHashMap<>();
  private final Set<String> forgotten = new LinkedHashSet<>();
  private final Set<String> membersChanged = new LinkedHashSet<>();

  /**
   * @param isMe whether a name is this person's
   */
  News(Rooms rooms, Messages messages, Outbox outbox, Predicate<String> isMe) {
    this.rooms = rooms;
    this.messages = messages;
    this.outbox = outbox;
    this.isMe = isMe;
  }

  Map<String, Set<UUID>> deleted() {
    return deleted;
  }

  Set<String> forgotten() {
    return forgotten;
  }

  Set<String> membersChanged() {
    return membersChanged;
  }

  void take(List<RoomNews> events) throws SQLException {
    for (RoomNews event : events) {
      switch (event.type()) {
        case RoomNews.DELETE -> delete(event);
        case RoomNews.MEMBER -> member(event);
        case RoomNews.ROOM -> room(event);
        default -> {} // of a later version
      }
    }
  }

  private void delete(RoomNews event) throws SQLException {
    UUID id = event.messageId();
    if (id == null) {
      return;
    }
    RoomRow row = rooms.find(event.room());
    if (row != null) {
      messages.delete(row, id);
    }
    deleted.computeIfAbsent(event.room(), room -> new HashSet<>()).add(id);
  }

  private void member(RoomNews event) throws SQLException {
    membersChanged.add(event.room());
    String name = event.name();
    if (name == null || !isMe.test(name)) {
      return;
    }
    RoomRole role = RoomFacts.role(event.role());
    RoomRow row = rooms.get(event.room());
    row.about = with(row.about, role);
    if (row.secret() && !role.isMember()) {
      leave(row);
    } else if (row.secret()) {
      forgotten.remove(event.room());
    }
  }

  private void room(RoomNews event) throws SQLException {
    RoomRow row = rooms.get(event.room());
    row.about =
        new RoomSummary.About(event.title(), event.topic(), row.about.role(), row.about.direct());
  }

  private static RoomSummary.About with(RoomSummary.About about, RoomRole role) {
    return new RoomSummary.About(about.title(), about.topic(), role, about.direct());
  }

  /**
   * Forgets a room that this person is no longer in. One that something was written for, and not
   * sent, stays in the list without its messages, so that the words are not lost.
   */
  private void leave(RoomRow row) throws SQLException {
    RoomSummary.About about = row.about;
    boolean wasLeft = row.listed && row.isEmpty() && about.role() == RoomRole.NONE;
    boolean wrote = !outbox.shown(row.room).isEmpty();
    if (wasLeft && wrote) {
      return;
    }
    rooms.forget(row);
    forgotten.add(row.room);
    if (wrote) {
      RoomRow empty = rooms.get(row.room);
      empty.listed = true;
      empty.about = with(about, RoomRole.NONE);
    }
  }

  /**
   * Takes in the server's list of rooms.
   *
   * @param all whether it is the whole list: a private room that is not in it is one that this
   *     person is no longer in
   */
  void listed(List<RoomFacts> list, boolean all) throws SQLException {
    for (RoomFacts facts : list.reversed()) {
      RoomRow row = rooms.get(facts.room());
      Rooms.about(row, facts);
      if (row.reading == null && row.isEmpty()) {
        rooms.listed(row, new RoomReading(facts.messageCount(), facts.lastActivity()));
        row.readPosition = row.endPosition - 1; // what was said before one comes is not unread
      }
    }
    if (all) {
      Set<String> there = list.stream().map(RoomFacts::room).collect(Collectors.toSet());
      for (String room : rooms.secret()) {
        if (!there.contains(room)) {
          leave(rooms.get(room));
        }
      }
    }
  }

  /** Whether there is a private room of which only the server's list knows what it is called. */
  boolean wantsList() {
    return rooms.touched().stream().anyMatch(row -> row.secret() && !row.listed);
  }
}
