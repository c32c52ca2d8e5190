package chat.parley.server.log;

import chat.parley.server.sqlite.UnusableDataException;
import chat.parley.server.testing.TestStorage;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteEventLogTest extends EventLogContract {
  @TempDir private Path folder;

  @Override
  EventLog open() throws UnusableDataException {
    return TestStorage.open(folder).log();
  }
}
