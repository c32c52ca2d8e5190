package chat.parley.server.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads a database that a server may be using. */
public final class ReadOnlyDatabase {
  private ReadOnlyDatabase() {}

  /**
   * Reads one moment of a database.
   *
   * @throws UnusableDataException if there is none there, it is not ours or newer, or it cannot be
   *     read
   */
  public static <T extends @Nullable Object> T read(Path database, Database.Read<T> work)
      throws UnusableDataException {
    if (!Files.exists(database)) {
      throw new UnusableDataException("There is no Parley data at " + database + ".");
    }
    DataFolder.checkHeader(database);
    try (Session session = Connections.reader(database)) {
      DataFolder.checkVersion(database, Migrations.version(session));
      session.execute("BEGIN");
      try {
        return work.run(session);
      } finally {
        session.execute("COMMIT");
      }
    } catch (SQLException e) {
      throw new UnusableDataException(
          "The database " + database + " cannot be read: " + e.getMessage(), e);
    }
  }
}
