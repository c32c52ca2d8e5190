package chat.parley.server.testing;

import chat.parley.server.log.LogIdentity;
import chat.parley.server.log.SqliteEventLog;
import chat.parley.server.sqlite.DataFolder;
import chat.parley.server.sqlite.Database;
import chat.parley.server.sqlite.UnusableDataException;
import java.nio.file.Path;
import java.security.SecureRandom;

/** A real log in a folder, without a server around it. Closing it closes everything. */
public record TestStorage(Database database, LogIdentity identity, SqliteEventLog log) implements AutoCloseable {
  /** Opens the log in a folder, made there if need be. */
  public static TestStorage open(Path folder) throws UnusableDataException {
    return open(folder, 0);
  }

  /**
   * Opens the log with a limit to its size.
   *
   * @param maxPages the most pages of 4 KiB, 0 for no limit
   */
  public static TestStorage open(Path folder, long maxPages) throws UnusableDataException {
    Database database =
        Database.open(
            DataFolder.open(folder),
            new Database.Options(maxPages),
            task -> Thread.ofVirtual().start(task),
            failure -> {
              throw new AssertionError(failure);
            });
    LogIdentity identity = database.setUp(session -> LogIdentity.of(session, new SecureRandom()));
    return new TestStorage(database, identity, SqliteEventLog.open(database, identity.epoch()));
  }

  @Override
  public void close() {
    log.close();
  }
}
