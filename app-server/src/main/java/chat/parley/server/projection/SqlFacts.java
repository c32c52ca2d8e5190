package chat.parley.server.projection;

import chat.parley.model.fold.RoomHead;
import chat.parley.server.event.ServerBody;
import chat.parley.server.fact.Fact;
import chat.parley.server.fact.FactChange;
import chat.parley.server.fact.FactMemory;
import chat.parley.server.sqlite.Session;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The facts as rows, on one connection and in its transaction. */
public final class SqlFacts implements Judge.Before {
  private final Session session;

  public SqlFacts(Session session) {
    this.session = session;
  }

  /** A failure of the database on the way through an interface that knows none. */
  static final class FactsUnreadException extends RuntimeException {
    private final SQLException failure;

    FactsUnreadException(SQLException failure) {
      super(failure);
      this.failure = failure;
    }

    SQLException failure() {
      return failure;
    }
  }

  private interface Reading<T extends @Nullable Object> {
    T read() throws SQLException;
  }

  private static <T extends @Nullable Object> T reading(Reading<T> reading) {
    try {
      return reading.read();
    } catch (SQLException e) {
      throw new FactsUnreadException(e);
    }
  }

  @Override
  public @Nullable Fact get(Fact.Kind kind, String key) {
    return reading(() ->
        session.one(
            "SELECT value FROM facts WHERE kind = ? AND key = ?",
            row -> kind.read(row.getBytes(1)),
            kind.stored(),
            key));
  }

  @Override
  public List<Fact.Member> members(String room) {
    return reading(() ->
        session.list(
            "SELECT value FROM facts WHERE kind = ? AND key > ? AND key < ? ORDER BY key",
            row -> (Fact.Member) Fact.Kind.MEMBER.read(row.getBytes(1)),
            Fact.Kind.MEMBER.stored(),
            room + "/",
            room + "0")); // '0' follows '/'
  }

  @Override
  public List<String> tokens(String nameKey) {
    return reading(() ->
        session.list(
            "SELECT key FROM facts WHERE owner = ? AND kind = ?",
            row -> row.getString(1),
            nameKey,
            Fact.Kind.TOKEN.stored()));
  }

  @Override
  public @Nullable RoomHead head(String room) {
    return room.equals(ServerBody.NO_ROOM) ? null : reading(() -> RoomTables.head(session, room));
  }

  @Override
  public Judge.@Nullable Written written(UUID messageId) {
    return reading(() -> written(session, messageId));
  }

  /** A message that was accepted, by its id. */
  public static Judge.@Nullable Written written(Session session, UUID messageId)
      throws SQLException {
    return session.one(
        "SELECT m.room, l.actor_key, l.guest FROM log l JOIN messages m ON m.seq = l.seq WHERE l.id = ?",
        row -> new Judge.Written(row.getString(1), row.getString(2), row.getBoolean(3)),
        messageId);
  }

  /** Writes a change. */
  static void write(Session session, FactChange change) throws SQLException {
    Fact now = change.now();
    if (now == null) {
      session.update(
          "DELETE FROM facts WHERE kind = ? AND key = ?", change.kind().stored(), change.key());
    } else {
      session.update(
          "INSERT OR REPLACE INTO facts (kind, key, owner, value) VALUES (?, ?, ?, ?)",
          now.kind().stored(),
          now.key(),
          now.owner(),
          now.value());
    }
  }

  /** All facts, in memory. */
  public static FactMemory load(Session session) throws SQLException {
    FactMemory memory = new FactMemory();
    try {
      for (Fact.Kind kind : Fact.Kind.values()) {
        session.each(
            "SELECT value FROM facts WHERE kind = ?",
            row -> {
              Fact fact = kind.read(row.getBytes(1));
              memory.apply(new FactChange(kind, fact.key(), fact));
            },
            kind.stored());
      }
    } catch (UncheckedIOException e) {
      throw new SQLException("A fact in the database cannot be read", e);
    }
    return memory;
  }
}
