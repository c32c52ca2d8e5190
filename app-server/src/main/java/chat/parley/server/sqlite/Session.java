package chat.parley.server.sqlite;

import chat.parley.model.Bytes32;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/**
 * One connection and the statements prepared on it. For one thread at a time. Arguments may be
 * {@link String}, {@link Long}, {@link Integer}, {@link Boolean}, {@code byte[]}, {@link UUID} (16
 * bytes), {@link Bytes32} or null.
 */
public final class Session implements AutoCloseable {
  private static final int OK = 0;
  private static final int COPY_RETRY_MILLIS = 100;
  private static final int COPY_RETRIES_MAX = 50;
  private static final int COPY_PAGES_A_STEP = 1_000;

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private boolean erased;

  Session(Connection connection) {
    this.connection = connection;
  }

  /** Reads the row that a result set stands at. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Takes the row that a result set stands at. */
  @FunctionalInterface
  public interface RowConsumer {
    void take(ResultSet row) throws SQLException;
  }

  /** Runs a statement that changes rows; returns how many. */
  public int update(String sql, @Nullable Object... arguments) throws SQLException {
    try {
      return bound(sql, arguments).executeUpdate();
    } catch (SQLException e) {
      throw forgetting(sql, e);
    }
  }

  /**
   * As {@link #update}, where what the rows held before must not stay on the disk: the write-ahead
   * log is emptied behind the commit.
   */
  public int erase(String sql, @Nullable Object... arguments) throws SQLException {
    erased = true;
    return update(sql, arguments);
  }

  /** Whether anything was erased since this was asked the last time. */
  boolean takeErased() {
    boolean before = erased;
    erased = false;
    return before;
  }

  /** All rows of a query whose size the caller bounds. */
  public <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... arguments)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    each(sql, row -> rows.add(reader.read(row)), arguments);
    return rows;
  }

  /** The first row of a query, or null if it has none. */
  public <T> @Nullable T one(String sql, RowReader<T> reader, @Nullable Object... arguments)
      throws SQLException {
    try (ResultSet rows = bound(sql, arguments).executeQuery()) {
      return rows.next() ? reader.read(rows) : null;
    } catch (SQLException e) {
      throw forgetting(sql, e);
    }
  }

  /** Hands on each row in turn; the same SQL must not be run again meanwhile. */
  public void each(String sql, RowConsumer consumer, @Nullable Object... arguments)
      throws SQLException {
    try (ResultSet rows = bound(sql, arguments).executeQuery()) {
      while (rows.next()) {
        consumer.take(rows);
      }
    } catch (SQLException e) {
      throw forgetting(sql, e);
    }
  }

  /**
   * The driver does away with a statement that failed, so the next call has to prepare a new one.
   */
  private SQLException forgetting(String sql, SQLException failure) {
    statements.remove(sql);
    return failure;
  }

  /** Runs statements that take no arguments, such as pragmas and the ends of transactions. */
  void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Copies what this connection reads now, page by page, into an empty file that is there. */
  void copyTo(Path target) throws SQLException {
    int code =
        connection
            .unwrap(SQLiteConnection.class)
            .getDatabase()
            .backup(
                "main",
                Connections.existing(target),
                (remaining, pages) -> {},
                COPY_RETRY_MILLIS,
                COPY_RETRIES_MAX,
                COPY_PAGES_A_STEP);
    if (code != OK) {
      throw DB.newSQLException(code, "it was copied up to there");
    }
  }

  private PreparedStatement bound(String sql, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < arguments.length; i++) {
      bind(statement, i + 1, arguments[i]);
    }
    return statement;
  }

  /** Not by a switch: Java writes the code of one over types when it first runs, at each start. */
  @SuppressWarnings("IfChainToSwitch")
  private static void bind(PreparedStatement statement, int index, @Nullable Object argument)
      throws SQLException {
    if (argument instanceof Boolean flag) {
      statement.setInt(index, flag ? 1 : 0);
    } else if (argument instanceof UUID id) {
      statement.setBytes(index, bytes(id));
    } else if (argument instanceof Bytes32 bytes) {
      statement.setBytes(index, bytes.toArray());
    } else if (argument instanceof byte[] bytes) {
      statement.setBytes(index, bytes);
    } else {
      statement.setObject(index, argument);
    }
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  /** The id in a column of 16 bytes. */
  public static UUID uuid(ResultSet row, String column) throws SQLException {
    ByteBuffer bytes = ByteBuffer.wrap(row.getBytes(column));
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  /** The bytes of a column of 32 bytes. */
  public static Bytes32 bytes32(ResultSet row, String column) throws SQLException {
    return Bytes32.of(row.getBytes(column));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
