package chat.parley.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.sqlite.DataFolder;
import chat.parley.server.sqlite.UnusableDataException;
import chat.parley.server.testing.Cast;
import chat.parley.server.testing.TestStorage;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerificationTest {
  @TempDir private Path folder;

  @BeforeEach
  void fill() throws Exception {
    try (TestStorage storage = TestStorage.open(folder)) {
      storage.log().append(Cast.roomCreated(1, Cast.KITCHEN)).get(10, TimeUnit.SECONDS);
      storage.log().append(Cast.roomCreated(2, Cast.KITCHEN)).get(10, TimeUnit.SECONDS);
      for (int i = 3; i <= 30; i++) {
        storage
            .log()
            .append(Cast.message(i, Cast.KITCHEN, Cast.ALICE, "text " + i))
            .get(10, TimeUnit.SECONDS);
      }
    }
  }

  private void tamper(String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + DataFolder.database(folder));
        var statement = connection.createStatement()) {
      assertTrue(statement.executeUpdate(sql) > 0, sql);
    }
  }

  private Verification.Report verify() throws UnusableDataException {
    return Verification.of(DataFolder.database(folder));
  }

  @Test
  void findsNothingInALogThatIsWhole() throws Exception {
    Verification.Report report = verify();
    assertEquals(List.of(), report.faults());
    assertTrue(
        report.summary().startsWith("All is well: 30 events, 28 messages, 1 rooms, 1 refused"),
        report.summary());
  }

  @Test
  void mayRunWhileAServerDoes() throws Exception {
    try (TestStorage storage = TestStorage.open(folder)) {
      storage
          .log()
          .append(Cast.message(100, Cast.KITCHEN, Cast.BOB, "meanwhile"))
          .get(10, TimeUnit.SECONDS);
      assertEquals(List.of(), verify().faults());
    }
  }

  @Test
  void takesAnErasedContent() throws Exception {
    tamper("UPDATE log SET body = NULL, salt = NULL WHERE seq = 7");
    tamper("UPDATE messages SET text = '', deleted = 1 WHERE seq = 7");
    Verification.Report report = verify();
    assertEquals(List.of(), report.faults());
    assertTrue(report.summary().contains("1 erased"), report.summary());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE log SET body = CAST('{\"text\":\"forged\"}' AS BLOB) WHERE seq = 7 | Event 7: its content",
        "UPDATE log SET actor = 'mallory' WHERE seq = 7 | Event 7: the chain",
        "UPDATE log SET time = time + 1 WHERE seq = 30 | Event 30: the chain",
        "UPDATE log SET room = 'attic' WHERE seq = 30 | Event 30: the chain",
        "UPDATE log SET client_message_id = x'00112233445566778899aabbccddeeff' WHERE seq = 9 | Event 9: the chain",
        "UPDATE log SET commitment = zeroblob(32) WHERE seq = 8 | Event 8: its content",
        "UPDATE log SET salt = zeroblob(32) WHERE seq = 8 | Event 8: its content",
        "DELETE FROM log WHERE seq = 12 | Event 12 is missing",
        "UPDATE messages SET text = 'forged' WHERE seq = 7 | (event 7) reads differently",
        "UPDATE messages SET sender = 'mallory' WHERE seq = 7 | (event 7) reads differently",
        "DELETE FROM messages WHERE seq = 7 | (event 7) reads differently",
        "INSERT INTO messages SELECT 99, room, 99, id, sender, text, time, guest, deleted FROM messages LIMIT 1 | 29 messages, the log 28",
        "UPDATE rooms SET digest = zeroblob(32) | Room kitchen: its digest",
        "UPDATE rooms SET message_count = 5 | Room kitchen reads differently",
        "UPDATE rooms SET room = 'attic' | Room kitchen is missing",
        "DELETE FROM refused | has to be refused",
        "UPDATE log SET version = 9 WHERE seq = 5 | newer one wrote it"
      })
  void findsWhatWasChanged(String sql, String words) throws Exception {
    tamper(sql);

    Verification.Report report = verify();

    assertFalse(report.faults().isEmpty(), "this should have been found: " + sql);
    assertTrue(
        report.faults().stream().anyMatch(fault -> fault.contains(words)),
        () -> report.faults().toString());
    assertTrue(report.summary().startsWith("Something is wrong"), report.summary());
  }

  @Test
  void saysThatThereIsNothingToCheck() {
    assertThrows(UnusableDataException.class, () -> Verification.of(folder.resolve("none.db")));
  }
}
