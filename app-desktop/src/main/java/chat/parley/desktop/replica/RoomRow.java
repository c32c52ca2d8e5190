package chat.parley.desktop.replica;

import chat.parley.model.RoomName;
import chat.parley.model.Timestamp;
import chat.parley.model.fold.RoomReading;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A room as it is within a transaction; {@link Rooms#save} writes it. */
final class RoomRow {
  final long id;
  final String room;

  /** What the list of rooms says of it, null where nobody has written in it. */
  @Nullable RoomReading reading;

  /** That comes from the server's list, which counted what was written up to this moment. */
  @Nullable Long listedUntil;

  /** Grows with each message of any room. */
  long activity;

  /** Its messages are numbered without gaps from here to before the end. */
  long firstPosition;

  long endPosition;
  @Nullable Long readPosition;

  /** Whether its messages begin with its first. */
  boolean whole;

  /** Whether the server's list has told what it is called and what this person is to it. */
  boolean listed;

  RoomSummary.About about;

  RoomRow(ResultSet row) throws SQLException {
    id = row.getLong("id");
    room = row.getString("room");
    Long last = Statements.longOrNull(row, "last_activity");
    reading =
        last == null ? null : new RoomReading(row.getLong("message_count"), new Timestamp(last));
    listedUntil = Statements.longOrNull(row, "listed_until");
    activity = row.getLong("activity");
    firstPosition = row.getLong("first_position");
    endPosition = row.getLong("end_position");
    readPosition = Statements.longOrNull(row, "read_position");
    whole = row.getBoolean("whole");
    listed = row.getBoolean("listed");
    about =
        new RoomSummary.About(
            row.getString("title"),
            row.getString("topic"),
            RoomFacts.role(row.getString("role")),
            row.getString("direct"));
  }

  /** Whether only its members know of it. */
  boolean secret() {
    return RoomName.isPrivate(room);
  }

  boolean isEmpty() {
    return firstPosition == endPosition;
  }

  long size() {
    return endPosition - firstPosition;
  }

  boolean hasNoMessagesAnywhere() {
    return reading == null || reading.messageCount() == 0;
  }
}
