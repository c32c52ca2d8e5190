package chat.parley.server.export;

import chat.parley.model.Json;
import chat.parley.model.RoomName;
import chat.parley.model.Timestamp;
import chat.parley.server.file.WriteFailedException;
import chat.parley.server.sqlite.ReadOnlyDatabase;
import chat.parley.server.sqlite.Session;
import chat.parley.server.sqlite.UnusableDataException;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a log as JSON Lines, as docs/export.md has it: one moment, in the log's order,
 * and the same bytes each time. It is read a page at a time up to a place fixed at the start: what
 * is before that place does not change, so a slow reader of the export keeps nobody from writing.
 */
public final class Export {
  static final String FORMAT = "parley-export";
  static final int VERSION = 1;
  private static final int PAGE_MESSAGES = 500;

  /** The first line. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Heading(String format, int version, @Nullable List<String> rooms) {}

  /** The line of a message. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Line(
      long seq,
      String room,
      long number,
      UUID id,
      Timestamp timestamp,
      String sender,
      boolean guest,
      String text,
      @Nullable UUID clientMessageId,
      @Nullable Boolean erased) {
    static Line of(ResultSet row) throws SQLException {
      return new Line(
          row.getLong("seq"),
          row.getString("room"),
          row.getLong("number"),
          Session.uuid(row, "id"),
          new Timestamp(row.getLong("time")),
          row.getString("sender"),
          row.getBoolean("guest"),
          row.getString("text"),
          row.getBytes("client_message_id") == null ? null : Session.uuid(row, "client_message_id"),
          row.getBoolean("erased") ? true : null);
    }
  }

  private final ReadOnlyDatabase database;
  private final List<String> rooms;

  private Export(ReadOnlyDatabase database, List<String> rooms) {
    this.database = database;
    this.rooms = rooms;
  }

  /**
   * Writes the messages of some rooms, or of all where none is named.
   *
   * @return how many messages
   * @throws UnusableDataException if the log cannot be read or has no such room; then nothing was
   *     written
   * @throws WriteFailedException if the log cannot be read to its end
   * @throws IOException if it cannot be written
   */
  public static long write(ReadOnlyDatabase database, List<RoomName> rooms, OutputStream out)
      throws UnusableDataException, WriteFailedException, IOException {
    TreeSet<String> names = new TreeSet<>();
    rooms.forEach(room -> names.add(room.value()));
    Export export = new Export(database, List.copyOf(names));
    export.requireRooms();
    long last = export.last();
    try {
      return export.write(last, out);
    } catch (UnusableDataException e) {
      throw new WriteFailedException("The export is not whole. " + e.getMessage(), e);
    }
  }

  private void requireRooms() throws UnusableDataException {
    for (String room : rooms) {
      boolean known =
          database.read(session ->
              session.one("SELECT 1 FROM rooms WHERE room = ?", row -> true, room) != null);
      if (!known) {
        throw new UnusableDataException("There is no room '" + room + "'. Nothing was exported.");
      }
    }
  }

  private long write(long last, OutputStream out) throws UnusableDataException, IOException {
    line(out, new Heading(FORMAT, VERSION, rooms.isEmpty() ? null : rooms));
    long written = 0;
    long from = 0;
    List<Line> page = page(from, last);
    while (!page.isEmpty()) {
      for (Line line : page) {
        line(out, line);
      }
      written += page.size();
      from = page.getLast().seq();
      page = page(from, last);
    }
    out.flush();
    return written;
  }

  private static void line(OutputStream out, Object value) throws IOException {
    out.write(Json.bytes(value));
    out.write('\n');
  }

  private long last() throws UnusableDataException {
    Long last =
        database.read(session -> session.one("SELECT max(seq) FROM log", row -> row.getLong(1)));
    return last == null ? 0 : last;
  }

  private List<Line> page(long afterSeq, long toSeq) throws UnusableDataException {
    return database.read(session ->
        session.list(
            // In the order of the log, also for some rooms: the sign keeps SQLite from gathering
            // each room by its index and sorting all of it for each page.
            """
            SELECT m.*, l.guest, l.client_message_id, l.body IS NULL AS erased
            FROM messages m JOIN log l ON l.seq = m.seq
            WHERE m.seq > ? AND m.seq <= ?
              AND (? OR +m.room IN (SELECT value FROM json_each(?)))
            ORDER BY m.seq LIMIT ?
            """,
            Line::of,
            afterSeq,
            toSeq,
            rooms.isEmpty(),
            new String(Json.bytes(rooms), StandardCharsets.UTF_8),
            PAGE_MESSAGES));
  }
}
