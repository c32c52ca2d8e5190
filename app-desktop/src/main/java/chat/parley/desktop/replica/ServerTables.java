package chat.parley.desktop.replica;

import chat.parley.desktop.replica.Changes.ListedRoom;
import chat.parley.desktop.replica.Rooms.Row;
import chat.parley.model.Limits;
import chat.parley.model.Message;
import chat.parley.model.Refusal;
import chat.parley.model.Replies;
import chat.parley.model.SenderName;
import chat.parley.model.fold.RoomReading;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that is kept of one server, within one transaction, and what the transaction changes. */
final class ServerTables {
  private static final int TRIMMED_AT_ONCE = 2_000;

  final Rooms rooms;
  final Outbox outbox;
  private final Statements statements;
  private final long server;
  private final String me;
  private final long roomMessagesMax;
  private final Map<String, Boolean> mine = new HashMap<>();
  private final Map<String, List<Message>> arrived = new LinkedHashMap<>();
  private boolean startedOver;

  /**
   * @param me the key of the name that this app's messages are sent under
   * @param roomMessagesMax how many of a room's messages are kept
   */
  ServerTables(Statements statements, long server, String me, long roomMessagesMax)
      throws SQLException {
    this.statements = statements;
    this.server = server;
    this.me = me;
    this.roomMessagesMax = roomMessagesMax;
    this.rooms = new Rooms(statements, server);
    this.outbox = new Outbox(statements, server);
  }

  /** Takes a poll's reply: its messages that are not known here, and its cursor. */
  void apply(Replies.Poll reply, int limit) throws SQLException {
    long chars = 0;
    for (Message message : reply.messages()) {
      chars += message.text().length();
      Row row = rooms.get(message.room());
      if (!rooms.knows(row, message.id())) {
        boolean acknowledged = outbox.arrived(message);
        rooms.arrived(row, message, acknowledged || isMine(message));
        arrived.computeIfAbsent(message.room(), _ -> new ArrayList<>()).add(message);
      }
    }
    if (reply.messages().size() < limit && chars < Limits.POLL_REPLY_TEXT_MAX_CHARS) {
      rooms.listIsRead();
    }
    for (String room : arrived.keySet()) {
      trim(rooms.get(room));
    }
    cursor(reply.cursor());
  }

  ServerReplica.Place place() throws SQLException {
    ServerReplica.Place place =
        statements.one(
            "SELECT cursor, patience_s FROM servers WHERE id = ?",
            row -> {
              Long patience = Statements.longOrNull(row, "patience_s");
              return new ServerReplica.Place(
                  row.getString("cursor"), patience == null ? null : Math.toIntExact(patience));
            },
            server);
    return place == null ? new ServerReplica.Place(null, null) : place;
  }

  /** Nothing is written for a server that one has never reached: who would get it is not known. */
  void requireVisited() throws SQLException {
    if (place().cursor() == null) {
      throw new ReplicaException(
          ReplicaException.Kind.NEVER_REACHED, "This server has not been reached yet.");
    }
  }

  void used(Instant now) throws SQLException {
    statements.update("UPDATE servers SET used = ? WHERE id = ?", now.toEpochMilli(), server);
  }

  void patience(int seconds) throws SQLException {
    statements.update("UPDATE servers SET patience_s = ? WHERE id = ?", seconds, server);
  }

  private void cursor(String cursor) throws SQLException {
    statements.update("UPDATE servers SET cursor = ? WHERE id = ?", cursor, server);
  }

  /** Puts a server's present state in the place of all that was known of its rooms. */
  void startOver(Snapshot snapshot) throws SQLException {
    startedOver = true;
    rooms.startOver();
    for (Replies.Room listed : snapshot.rooms().reversed()) {
      Row row = rooms.get(listed.room());
      rooms.listed(row, new RoomReading(listed.messageCount(), listed.lastActivity()));
      row.readPosition = row.endPosition - 1; // what was said before one comes is not unread
    }
    for (Snapshot.RoomPage page : snapshot.pages()) {
      Row row = rooms.get(page.room());
      appendAll(row, page.messages());
      row.whole = page.whole();
    }
    for (String room : outbox.rooms()) {
      var _ = rooms.get(room);
    }
    cursor(snapshot.cursor());
  }

  /** Stores the newest messages of a room of which none is known here. */
  void appendAll(Row row, List<Message> messages) throws SQLException {
    for (Message message : messages) {
      boolean acknowledged = outbox.arrived(message);
      rooms.append(row, message, acknowledged || isMine(message));
    }
    row.readPosition = row.endPosition - 1;
  }

  /**
   * Stores messages that come before one that is stored, as far as they are not known and there is
   * room for them.
   */
  void prependAll(Row row, List<Message> messages, boolean whole) throws SQLException {
    List<Message> newestFirst = messages.reversed();
    for (Message message : newestFirst) {
      if (!rooms.knows(row, message.id())) {
        if (row.size() >= roomMessagesMax) {
          return;
        }
        rooms.prepend(row, message, isMine(message));
      }
    }
    row.whole = row.whole || whole;
  }

  /** Forgets some of the oldest messages of a room that has too many; whether there are more. */
  boolean trim(Row row) throws SQLException {
    return rooms.trim(row, roomMessagesMax, TRIMMED_AT_ONCE) == TRIMMED_AT_ONCE;
  }

  /** The same for all rooms. */
  boolean trimAll() throws SQLException {
    boolean more = false;
    for (String room : rooms.largerThan(roomMessagesMax)) {
      more |= trim(rooms.get(room));
    }
    rooms.save();
    return more;
  }

  void saveDraft(String room, String text) throws SQLException {
    if (text.isEmpty()) {
      statements.update("DELETE FROM drafts WHERE server = ? AND room = ?", server, room);
    } else {
      statements.update(
          "INSERT OR REPLACE INTO drafts (server, room, text) VALUES (?, ?, ?)",
          server,
          room,
          text);
    }
  }

  String draft(String room) throws SQLException {
    String text =
        statements.one(
            "SELECT text FROM drafts WHERE server = ? AND room = ?",
            row -> row.getString(1),
            server,
            room);
    return text == null ? "" : text;
  }

  private boolean isMine(Message message) {
    return mine.computeIfAbsent(message.sender(), sender -> key(sender).equals(me));
  }

  /** What names are compared by; a name that this version does not take is compared as it is. */
  private static String key(String sender) {
    try {
      return SenderName.of(sender).key();
    } catch (Refusal e) {
      return sender;
    }
  }

  /** A stretch of a room from before a position, as far as it is stored here. */
  Page page(Row row, long beforePosition, int limit) throws SQLException {
    List<Message> messages = rooms.before(row, beforePosition, limit);
    boolean more = !row.whole || beforePosition - messages.size() > row.firstPosition;
    return new Page(messages, more, rooms.lastRead(row));
  }

  /** Writes what is left to write, and tells what this transaction changed. */
  Changes changes() throws SQLException {
    rooms.save();
    Map<String, List<OutboxEntry>> entries = new LinkedHashMap<>();
    for (String room : outbox.touched()) {
      entries.put(room, outbox.shown(room));
    }
    return new Changes(startedOver, arrived, entries, listed(touchedRooms()));
  }

  /** All there is, as if it had just changed. */
  Changes everything() throws SQLException {
    rooms.save();
    Map<String, List<OutboxEntry>> entries = new LinkedHashMap<>();
    for (String room : outbox.rooms()) {
      entries.put(room, outbox.shown(room));
    }
    return new Changes(false, Map.of(), entries, listed(rooms.names()));
  }

  private Set<String> touchedRooms() {
    Set<String> names = new LinkedHashSet<>(outbox.touched());
    rooms.touched().forEach(row -> names.add(row.room));
    return names;
  }

  private List<ListedRoom> listed(Iterable<String> names) throws SQLException {
    List<ListedRoom> listed = new ArrayList<>();
    for (String name : names) {
      Row row = rooms.find(name);
      if (row != null) {
        listed.add(listed(row));
      }
    }
    return listed;
  }

  private ListedRoom listed(Row row) throws SQLException {
    RoomReading reading = row.reading;
    @Nullable Message newest = rooms.newest(row);
    return new ListedRoom(
        new RoomSummary(
            row.room,
            reading == null ? null : reading.lastActivity(),
            newest,
            rooms.unread(row),
            outbox.count(row.room, false),
            outbox.count(row.room, true)),
        row.activity);
  }
}
