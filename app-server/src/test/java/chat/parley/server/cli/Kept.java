package chat.parley.server.cli;

import chat.parley.server.testing.Cast;
import chat.parley.server.testing.TestStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Data folders and files as these tests need them. */
final class Kept {
  private Kept() {}

  /** A data folder with a room and so many messages, which no server uses. */
  static Path data(Path folder, int messages) throws Exception {
    try (TestStorage storage = TestStorage.open(folder)) {
      storage.log().append(Cast.roomCreated(1, Cast.KITCHEN)).get(10, TimeUnit.SECONDS);
      CompletableFuture<?> last = CompletableFuture.completedFuture(null);
      for (int i = 2; i <= messages + 1; i++) {
        last =
            storage
                .log()
                .append(Cast.message(i, Cast.KITCHEN, Cast.ALICE, "text " + i + "x".repeat(200)));
      }
      last.get(10, TimeUnit.SECONDS);
    }
    return folder;
  }

  /** A backup of such a folder. */
  static Path backup(Path folder, int messages) throws Exception {
    Path file = folder.resolve("kept.parley");
    Path data = data(folder.resolve("backed-up"), messages);
    Console.run("backup", file, "--data", data).expect(0);
    return file;
  }

  static void change(Path database, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(TreeSet::new, Set::add, Set::addAll);
    }
  }
}
