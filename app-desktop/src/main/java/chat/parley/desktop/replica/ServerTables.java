package chat.parley.desktop.replica;

import chat.parley.desktop.replica.Changes.ListedRoom;
import chat.parley.model.Limits;
import chat.parley.model.Message;
import chat.parley.model.Refusal;
import chat.parley.model.SenderName;
import chat.parley.model.fold.RoomReading;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that is kept of one server, within one transaction, and what the transaction changes. */
final class ServerTables {
  private static final int TRIMMED_AT_ONCE = 2_000;

  final Rooms rooms;
  final Outbox outbox;
  final Outgoing outgoing;
  final Messages messages;
  final ServerRow server;
  private final String me;
  private final long roomMessagesMax;
  final News news;
  private final Map<String, Boolean> mine = new HashMap<>();
  private final Map<String, List<Message>> arrived = new LinkedHashMap<>();
  private boolean startedOver;
  private boolean everything;

  /**
   * @param me the key of the name that this app's messages are sent under
   * @param roomMessagesMax how many of a room's messages are kept
   */
  ServerTables(Statements statements, long id, String me, long roomMessagesMax)
      throws SQLException {
    this.me = me;
    this.roomMessagesMax = roomMessagesMax;
    this.rooms = new Rooms(statements, id);
    this.messages = new Messages(statements);
    this.outbox = new Outbox(statements, id);
    this.outgoing = new Outgoing(statements, id, outbox);
    this.server = new ServerRow(statements, id);
    this.news = new News(rooms, messages, outbox, this::isMine);
  }

  /**
   * Takes a poll's reply: its messages that are not known here, what else happened, and its cursor.
   *
   * @return whether the server's list of rooms has to be read again
   */
  boolean apply(PollReply reply, int limit) throws SQLException {
    long chars = 0;
    for (Message message : reply.messages()) {
      chars += message.text().length();
      RoomRow row = rooms.get(message.room());
      if (!messages.knows(row, message.id())) {
        boolean ours = outgoing.arrived(message);
        rooms.arrived(row, message, ours || isMine(message.sender()));
        arrived.computeIfAbsent(message.room(), _ -> new ArrayList<>()).add(message);
      }
    }
    if (reply.messages().size() < limit && chars < Limits.POLL_REPLY_TEXT_MAX_CHARS) {
      rooms.listIsRead();
    }
    for (String room : arrived.keySet()) {
      trim(rooms.get(room));
    }
    news.take(reply.news());
    server.cursor(reply.cursor());
    return news.wantsList();
  }

  /**
   * Puts a server's present state in the place of all that was known of its rooms.
   *
   * @param wasKnown whether anything was
   */
  void startOver(Snapshot snapshot, boolean wasKnown) throws SQLException {
    startedOver = wasKnown;
    rooms.startOver();
    for (RoomFacts listed : snapshot.rooms().reversed()) {
      RoomRow row = rooms.get(listed.room());
      Rooms.about(row, listed);
      rooms.listed(row, new RoomReading(listed.messageCount(), listed.lastActivity()));
      row.readPosition = row.endPosition - 1; // what was said before one comes is not unread
    }
    for (Snapshot.RoomPage page : snapshot.pages()) {
      RoomRow row = rooms.get(page.room());
      appendAll(row, page.messages());
      if (page.whole()) {
        rooms.readWhole(row, page.messages());
      }
    }
    for (String room : outbox.rooms()) {
      var _ = rooms.get(room);
    }
    server.cursor(snapshot.cursor());
  }

  /** Stores the newest messages of a room of which none is known here. */
  void appendAll(RoomRow row, List<Message> page) throws SQLException {
    for (Message message : page) {
      boolean ours = outgoing.settled(message);
      messages.append(row, message, ours || isMine(message.sender()));
    }
    row.readPosition = row.endPosition - 1;
  }

  /**
   * Stores messages that come before one that is stored, as far as they are not known and there is
   * room for them.
   */
  void prependAll(RoomRow row, List<Message> page, boolean whole) throws SQLException {
    List<Message> newestFirst = page.reversed();
    for (Message message : newestFirst) {
      if (!messages.knows(row, message.id())) {
        if (row.size() >= roomMessagesMax) {
          return;
        }
        boolean ours = outgoing.settled(message);
        messages.prepend(row, message, ours || isMine(message.sender()));
      }
    }
    row.whole = row.whole || whole;
  }

  /** Forgets some of the oldest messages of a room that has too many; whether there are more. */
  boolean trim(RoomRow row) throws SQLException {
    return messages.trim(row, roomMessagesMax, TRIMMED_AT_ONCE) == TRIMMED_AT_ONCE;
  }

  /** The same for all rooms. */
  boolean trimAll() throws SQLException {
    boolean more = false;
    for (String room : rooms.largerThan(roomMessagesMax)) {
      more |= trim(rooms.get(room));
    }
    return more;
  }

  private boolean isMine(String name) {
    return mine.computeIfAbsent(name, sender -> key(sender).equals(me));
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
  Page page(RoomRow row, long beforePosition, int limit) throws SQLException {
    List<Message> found = messages.before(row, beforePosition, limit);
    boolean more = !row.whole || beforePosition - found.size() > row.firstPosition;
    return new Page(found, more, messages.lastRead(row));
  }

  /** All there is counts as changed by this transaction. */
  void tellEverything() {
    everything = true;
  }

  /** Writes what is left to write, and tells what this transaction changed. */
  Changes changes() throws SQLException {
    rooms.save();
    Map<String, List<OutboxEntry>> entries = new LinkedHashMap<>();
    for (String room : everything ? outbox.rooms() : outbox.touched()) {
      entries.put(room, outbox.shown(room));
    }
    return new Changes(
        startedOver,
        arrived,
        entries,
        listed(everything ? rooms.names() : touchedRooms()),
        news.deleted(),
        news.forgotten(),
        news.membersChanged());
  }

  private Set<String> touchedRooms() {
    Set<String> names = new LinkedHashSet<>(outbox.touched());
    rooms.touched().forEach(row -> names.add(row.room));
    return names;
  }

  private List<ListedRoom> listed(Iterable<String> names) throws SQLException {
    List<ListedRoom> listed = new ArrayList<>();
    for (String name : names) {
      RoomRow row = rooms.find(name);
      if (row != null) {
        listed.add(listed(row));
      }
    }
    return listed;
  }

  private ListedRoom listed(RoomRow row) throws SQLException {
    RoomReading reading = row.reading;
    Message newest = messages.newest(row);
    return new ListedRoom(
        new RoomSummary(
            row.room,
            reading == null ? null : reading.lastActivity(),
            newest,
            messages.unread(row),
            outbox.count(row.room, false),
            outbox.count(row.room, true),
            row.about),
        reading,
        row.activity);
  }
}
