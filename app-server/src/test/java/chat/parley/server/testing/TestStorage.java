package chat.parley.server.testing;

import chat.parley.server.log.LogIdentity;
import chat.parley.server.log.SqliteEventLog;
import chat.parley.server.metrics.Metrics;
import chat.parley.server.sqlite.DataFolder;
import chat.parley.server.sqlite.Database;
import chat.parley.server.sqlite.UnusableDataException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Consumer;

/** A real log in a folder, without a server around it. Closing it closes everything. */
public record TestStorage(Database database, LogIdentity identity, SqliteEventLog log)
    implements AutoCloseable {
  /** Opens the log in a folder, made there if need be. */
  public static TestStorage open(Path folder) throws UnusableDataException {
    return open(folder, Database.Options.ofMaxPages(0));
  }

  /** Opens the log; a fatal failure of its storage is one of the test. */
  public static TestStorage open(Path folder, Database.Options options)
      throws UnusableDataException {
    return open(
        folder,
        options,
        failure -> {
          throw new AssertionError(failure);
        });
  }

  public static TestStorage open(Path folder, Database.Options options, Consumer<String> onFatal)
      throws UnusableDataException {
    Database database =
        Database.open(
            DataFolder.open(folder),
            options,
            task -> Thread.ofVirtual().start(task),
            onFatal,
            new Metrics());
    LogIdentity identity = database.setUp(session -> LogIdentity.of(session, new SecureRandom()));
    return new TestStorage(database, identity, SqliteEventLog.open(database, identity.epoch()));
  }

  @Override
  public void close() {
    log.close();
  }
}
