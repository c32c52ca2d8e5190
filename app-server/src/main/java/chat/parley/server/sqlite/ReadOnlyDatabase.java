package chat.parley.server.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads a database that a server may be using. For one thread at a time. */
public final class ReadOnlyDatabase implements AutoCloseable {
  private final Path database;
  private final Session session;

  private ReadOnlyDatabase(Path database, Session session) {
    this.database = database;
    this.session = session;
  }

  /**
   * Opens a database for reading.
   *
   * @throws UnusableDataException if there is none there, it is not ours or newer, or it cannot be
   *     read
   */
  public static ReadOnlyDatabase open(Path database) throws UnusableDataException {
    return open(database, false);
  }

  /**
   * The same without making the files that SQLite needs beside a database to share it with others:
   * for one that no server uses and that was closed as it should be.
   */
  public static ReadOnlyDatabase openUnshared(Path database) throws UnusableDataException {
    return open(database, true);
  }

  private static ReadOnlyDatabase open(Path database, boolean unshared)
      throws UnusableDataException {
    if (!Files.exists(database)) {
      throw nothingAt(database);
    }
    DataFolder.checkHeader(database);
    try {
      Session session =
          unshared ? Connections.unsharedReader(database) : Connections.reader(database);
      ReadOnlyDatabase opened = new ReadOnlyDatabase(database, session);
      boolean usable = false;
      try {
        opened.checkVersion();
        usable = true;
        return opened;
      } finally {
        if (!usable) {
          opened.close();
        }
      }
    } catch (SQLException e) {
      throw unreadable(database, e);
    }
  }

  private void checkVersion() throws SQLException, UnusableDataException {
    int version = Migrations.version(session);
    if (version == 0) {
      throw nothingAt(database); // an empty file, or one that is being made just now
    }
    DataFolder.checkVersion(database, version);
  }

  /** Reads one moment of a database. */
  public static <T extends @Nullable Object> T read(Path database, Database.Read<T> work)
      throws UnusableDataException {
    try (ReadOnlyDatabase opened = open(database)) {
      return opened.read(work);
    }
  }

  /**
   * Reads one moment, on the calling thread.
   *
   * @throws UnusableDataException if it cannot be read
   */
  public <T extends @Nullable Object> T read(Database.Read<T> work) throws UnusableDataException {
    try {
      session.execute("BEGIN");
      try {
        return work.run(session);
      } finally {
        session.execute("COMMIT");
      }
    } catch (SQLException e) {
      throw unreadable(database, e);
    }
  }

  /** SQLite's quick look at the file, within its pages; null if it finds nothing wrong. */
  public @Nullable String fault() throws UnusableDataException {
    String answer = read(reading -> reading.one("PRAGMA quick_check(1)", row -> row.getString(1)));
    return "ok".equals(answer) ? null : String.valueOf(answer).strip();
  }

  private static UnusableDataException nothingAt(Path database) {
    return new UnusableDataException("There is no Parley data at " + database + ".");
  }

  static UnusableDataException unreadable(Path database, SQLException cause) {
    return new UnusableDataException(
        "The database "
            + database
            + (StorageFailure.isDamage(cause)
                ? " is damaged (" + cause.getMessage() + "). Restore a backup."
                : " cannot be read: " + cause.getMessage() + "."),
        cause);
  }

  @Override
  public void close() throws UnusableDataException {
    try {
      session.close();
    } catch (SQLException e) {
      throw unreadable(database, e);
    }
  }
}
