package chat.parley.server.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** Opens connections to a database file, each with the settings its work needs. */
final class Connections {
  private static final int BUSY_TIMEOUT_MILLIS = 5_000;
  private static final long CHECKED_AT_START_MAX_BYTES = 64L * 1024 * 1024;

  private Connections() {}

  /** Loads the driver and its native library, which takes longer than to open a database. */
  static void prepare() throws SQLException {
    try (Session session = new Session(config().createConnection("jdbc:sqlite::memory:"))) {
      session.execute("PRAGMA user_version");
    }
  }

  /** The one connection that writes: what it commits is on the disk when the commit returns. */
  static Session writer(Path database, Database.Options options) throws SQLException {
    SQLiteConfig config = config();
    config.setBusyTimeout(Math.toIntExact(options.busyTimeout().toMillis()));
    config.setSynchronous(SynchronousMode.FULL);
    Connection connection = config.createConnection("jdbc:sqlite:" + database);
    Session session = new Session(connection);
    // Laid out before it is switched to a write-ahead log, so that the file itself says at once
    // whose it is.
    Migrations.run(session);
    session.execute("PRAGMA journal_mode = WAL");
    session.execute("PRAGMA wal_autocheckpoint = 0"); // the writer checkpoints by itself
    session.execute("PRAGMA secure_delete = ON");
    if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac")) {
      // There a plain fsync leaves the data in the drive's cache.
      session.execute("PRAGMA fullfsync = ON");
      session.execute("PRAGMA checkpoint_fullfsync = ON");
    }
    if (options.maxPages() > 0) {
      session.execute("PRAGMA max_page_count = " + options.maxPages());
    }
    // Transactions are begun and ended by ourselves. Else the driver tries to begin one behind each
    // statement, to see whether it is in one; the one that it begins now ends here.
    connection.setAutoCommit(false);
    session.execute("COMMIT");
    return session;
  }

  static Session reader(Path database) throws SQLException {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    return new Session(config.createConnection("jdbc:sqlite:" + database));
  }

  /**
   * A reader of a database that nobody writes to: SQLite then needs no files beside it to share it.
   */
  static Session unsharedReader(Path database) throws SQLException {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    return new Session(config.createConnection("jdbc:sqlite:" + uri(database, "immutable=1")));
  }

  /** A file that is there, for SQLite, which is not to make it anew if it is gone meanwhile. */
  static String existing(Path file) {
    return uri(file, "mode=rw");
  }

  /** A share of a network goes into the path: SQLite knows no other computer. */
  private static String uri(Path file, String query) {
    String uri = file.toUri().toString();
    boolean isHere = uri.startsWith("file:///");
    return (isHere ? uri : "file://" + uri.substring("file:".length())) + '?' + query;
  }

  /**
   * Writes to a database that is there, that nobody else uses and that becomes one file without
   * anything beside it: what a kill leaves of it is not used.
   */
  static Session detached(Path database) throws SQLException {
    SQLiteConfig config = config();
    config.setSynchronous(SynchronousMode.FULL);
    Session session = new Session(config.createConnection("jdbc:sqlite:" + existing(database)));
    session.execute("PRAGMA locking_mode = EXCLUSIVE"); // else a file to share it is made beside it
    session.execute("PRAGMA journal_mode = MEMORY");
    session.execute("PRAGMA secure_delete = ON");
    return session;
  }

  /**
   * Looks at an existing database through a connection that cannot change it.
   *
   * @throws UnusableDataException if it is damaged or newer; then nothing was changed
   */
  static void check(Path database) throws UnusableDataException {
    DataFolder.checkHeader(database);
    if (!Files.exists(database) || database.toFile().length() == 0) {
      return;
    }
    @Nullable String answer;
    try (Session session = reader(database)) {
      DataFolder.checkVersion(database, Migrations.version(session));
      // A large file is not read whole at each start; reading it later finds what is broken, and so
      // does `verify`.
      boolean small = database.toFile().length() <= CHECKED_AT_START_MAX_BYTES;
      answer =
          session.one(
              small ? "PRAGMA quick_check(1)" : "SELECT 'ok' FROM sqlite_schema",
              row -> row.getString(1));
    } catch (SQLException e) {
      answer = e.getMessage();
    }
    if (!"ok".equals(answer)) {
      throw new UnusableDataException(
          "The database "
              + database
              + " is damaged ("
              + String.valueOf(answer).strip()
              + "). Nothing was changed. Restore a backup, or move the file away to begin anew.");
    }
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.setGetGeneratedKeys(false); // else each INSERT is followed by a query for its row
    return config;
  }
}
