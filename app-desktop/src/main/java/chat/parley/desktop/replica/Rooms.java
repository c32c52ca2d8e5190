package chat.parley.desktop.replica;

import chat.parley.model.Message;
import chat.parley.model.RoomName;
import chat.parley.model.fold.RoomFold;
import chat.parley.model.fold.RoomReading;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One server's rooms and their messages, within one transaction; {@link #save} ends it. */
final class Rooms {
  private final Statements statements;
  private final long server;
  private final Messages messages;
  private final Map<String, RoomRow> rows = new LinkedHashMap<>();
  private @Nullable Long activity;

  Rooms(Statements statements, long server) {
    this.statements = statements;
    this.server = server;
    this.messages = new Messages(statements);
  }

  /** A room that may not be known here. */
  @Nullable RoomRow find(String room) throws SQLException {
    RoomRow row = rows.get(room);
    if (row == null) {
      row =
          statements.one(
              "SELECT * FROM rooms WHERE server = ? AND room = ?", RoomRow::new, server, room);
      if (row != null) {
        rows.put(room, row);
      }
    }
    return row;
  }

  /** A room, made known here where it is not. */
  RoomRow get(String room) throws SQLException {
    RoomRow row = find(room);
    if (row == null) {
      statements.update("INSERT INTO rooms (server, room) VALUES (?, ?)", server, room);
      row = find(room);
    }
    if (row == null) {
      throw new IllegalStateException("A room that was just stored is not there");
    }
    return row;
  }

  /** The names of all rooms. */
  List<String> names() throws SQLException {
    return statements.list(
        "SELECT room FROM rooms WHERE server = ?", row -> row.getString(1), server);
  }

  /** The names of those that have more messages than so many. */
  List<String> largerThan(long messages) throws SQLException {
    return statements.list(
        "SELECT room FROM rooms WHERE server = ? AND end_position - first_position > ?",
        row -> row.getString(1),
        server,
        messages);
  }

  /** Keeps a room in the list although nobody has written in it yet. */
  void keep(String room) throws SQLException {
    statements.update("UPDATE rooms SET kept = 1 WHERE id = ?", get(room).id);
  }

  /** Takes in what a room is called and what this person is to it. */
  static void about(RoomRow row, RoomFacts facts) {
    row.listed = true;
    row.about =
        new RoomSummary.About(
            facts.title(), facts.topic(), RoomFacts.role(facts.role()), facts.direct());
  }

  /** Forgets all that is known of a room. */
  void forget(RoomRow row) throws SQLException {
    statements.update("DELETE FROM rooms WHERE id = ?", row.id);
    statements.eraseAfterCommit();
    rows.remove(row.room);
  }

  /** The private rooms that are known here. */
  List<String> secret() throws SQLException {
    return names().stream().filter(RoomName::isPrivate).toList();
  }

  /** Forgets all rooms but the names of those that a person wants to keep. */
  void startOver() throws SQLException {
    List<String> kept =
        statements.list(
            "SELECT room FROM rooms WHERE server = ? AND kept = 1",
            row -> row.getString(1),
            server);
    statements.update("DELETE FROM rooms WHERE server = ?", server);
    rows.clear();
    for (String room : kept) {
      if (!RoomName.isPrivate(room)) { // whether one is in a private one, the list says
        keep(room);
      }
    }
  }

  /** What a poll brought and is not known here: the room's next message. */
  void arrived(RoomRow row, Message message, boolean mine) throws SQLException {
    row.whole = row.whole || row.hasNoMessagesAnywhere();
    messages.append(row, message, mine);
    Long listed = row.listedUntil;
    if (listed == null || message.timestamp().millis() > listed) {
      row.listedUntil = null;
      row.reading = RoomFold.fold(row.reading, message);
    }
    row.activity = nextActivity();
  }

  private long nextActivity() throws SQLException {
    long last =
        activity == null
            ? statements.number("SELECT max(activity) FROM rooms WHERE server = ?", server)
            : activity;
    activity = last + 1;
    return activity;
  }

  /** A room as the server's list has it; the rooms come in the list's order, the last one first. */
  void listed(RoomRow row, RoomReading reading) throws SQLException {
    row.reading = reading;
    row.listedUntil = reading.lastActivity().millis();
    row.activity = nextActivity();
  }

  /** All of a room's messages are here: they say what it reads as, not the list. */
  void readWhole(RoomRow row, List<Message> all) {
    row.whole = true;
    row.listedUntil = null;
    row.reading = null;
    for (Message message : all) {
      row.reading = RoomFold.fold(row.reading, message);
    }
  }

  /** All that the list told of has been read: what comes from now on is not in it. */
  void listIsRead() throws SQLException {
    statements.update(
        "UPDATE rooms SET listed_until = NULL WHERE server = ? AND listed_until IS NOT NULL",
        server);
    rows.values().forEach(row -> row.listedUntil = null);
  }

  /** The newest message that is stored of any room, public ones first: those one is in for sure. */
  @Nullable Message newestOfAll() throws SQLException {
    String room =
        statements.one(
            """
            SELECT room FROM rooms WHERE server = ? AND end_position > first_position
            ORDER BY room GLOB '~*', activity DESC LIMIT 1
            """,
            row -> row.getString(1),
            server);
    return room == null ? null : messages.newest(get(room));
  }

  /** Writes the rooms that were looked at in this transaction. */
  void save() throws SQLException {
    for (RoomRow row : rows.values()) {
      RoomReading reading = row.reading;
      statements.update(
          """
          UPDATE rooms SET message_count = ?, last_activity = ?, listed_until = ?, activity = ?,
            first_position = ?, end_position = ?, read_position = ?, whole = ?, listed = ?, title = ?,
            topic = ?, role = ?, direct = ? WHERE id = ?
          """,
          reading == null ? 0 : reading.messageCount(),
          reading == null ? null : reading.lastActivity().millis(),
          row.listedUntil,
          row.activity,
          row.firstPosition,
          row.endPosition,
          row.readPosition,
          row.whole,
          row.listed,
          row.about.title(),
          row.about.topic(),
          row.about.role(),
          row.about.direct(),
          row.id);
    }
  }

  Collection<RoomRow> touched() {
    return rows.values();
  }
}
