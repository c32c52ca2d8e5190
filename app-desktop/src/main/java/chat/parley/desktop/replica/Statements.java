package chat.parley.desktop.replica;

import java.nio.ByteBuffer;
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

/**
 * One connection and the statements prepared on it, all of them fixed strings. For one thread at a
 * time. Arguments may be {@link String}, {@link Long}, {@link Integer}, {@link Boolean}, {@link
 * Enum} (its name), {@link UUID} (16 bytes) or null.
 */
final class Statements implements AutoCloseable {
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();
  private boolean toBeErased;

  Statements(Connection connection) {
    this.connection = connection;
  }

  /** Reads the row that a result set stands at. */
  @FunctionalInterface
  interface RowReader<T extends @Nullable Object> {
    T read(ResultSet row) throws SQLException;
  }

  /** Runs a statement that changes rows; returns how many. */
  int update(String sql, @Nullable Object... arguments) throws SQLException {
    try {
      return bound(sql, arguments).executeUpdate();
    } catch (SQLException e) {
      throw forgetting(sql, e);
    }
  }

  /** All rows of a query whose size the caller bounds. */
  <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... arguments)
      throws SQLException {
    List<T> found = new ArrayList<>();
    try (ResultSet rows = bound(sql, arguments).executeQuery()) {
      while (rows.next()) {
        found.add(reader.read(rows));
      }
      return found;
    } catch (SQLException e) {
      throw forgetting(sql, e);
    }
  }

  /** The first row of a query, or null if it has none. */
  <T> @Nullable T one(String sql, RowReader<T> reader, @Nullable Object... arguments)
      throws SQLException {
    try (ResultSet rows = bound(sql, arguments).executeQuery()) {
      return rows.next() ? reader.read(rows) : null;
    } catch (SQLException e) {
      throw forgetting(sql, e);
    }
  }

  /** A query's one number; 0 if it has no row. */
  long number(String sql, @Nullable Object... arguments) throws SQLException {
    Long number = one(sql, row -> row.getLong(1), arguments);
    return number == null ? 0 : number;
  }

  /** Runs statements that take no arguments, such as pragmas and the ends of transactions. */
  void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What this transaction takes out of the tables is to be gone from the disk as well. */
  void eraseAfterCommit() {
    toBeErased = true;
  }

  /** Empties the write-ahead log, if something in it is to be gone; for after a commit. */
  void eraseIfAsked() throws SQLException {
    if (toBeErased) {
      toBeErased = false;
      execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  /**
   * The driver does away with a statement that failed, so the next call has to prepare a new one.
   */
  private SQLException forgetting(String sql, SQLException failure) {
    prepared.remove(sql);
    return failure;
  }

  private PreparedStatement bound(String sql, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < arguments.length; i++) {
      bind(statement, i + 1, arguments[i]);
    }
    return statement;
  }

  private static void bind(PreparedStatement statement, int index, @Nullable Object argument)
      throws SQLException {
    switch (argument) {
      case null -> statement.setObject(index, null);
      case Boolean flag -> statement.setInt(index, flag ? 1 : 0);
      case Enum<?> constant -> statement.setString(index, constant.name());
      case UUID id -> statement.setBytes(index, bytes(id));
      default -> statement.setObject(index, argument);
    }
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  /** The id in a column of 16 bytes. */
  static UUID uuid(ResultSet row, String column) throws SQLException {
    ByteBuffer bytes = ByteBuffer.wrap(row.getBytes(column));
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  /** The id in a column of 16 bytes that may be null. */
  static @Nullable UUID uuidOrNull(ResultSet row, String column) throws SQLException {
    return row.getBytes(column) == null ? null : uuid(row, column);
  }

  /** The number in a column that may be null. */
  static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
