package chat.parley.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chat.parley.server.testing.TestServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  private static final int ANY_PORT = 0;

  @TempDir private Path folder;

  private Path data() {
    return folder.resolve("data");
  }

  private Console doctor(int port, Object... more) {
    Object[] arguments = new Object[7 + more.length];
    Object[] first = {"doctor", "--data", data(), "--max-polls", "100", "--port", port};
    System.arraycopy(first, 0, arguments, 0, first.length);
    System.arraycopy(more, 0, arguments, first.length, more.length);
    return Console.run(arguments);
  }

  @Test
  void isContentWhereThereIsNoDataYetAndMakesNone() {
    Console told =
        doctor(ANY_PORT)
            .expect(
                0,
                "ok    port       Any port",
                "ok    addresses  http://localhost:0, for this machine only",
                "ok    files      Enough can be open for 100 polls.",
                "can be written;",
                "ok    database   There is no data yet in " + data(),
                "ok    clock",
                "ok    java       25");
    assertEquals(7, told.out().lines().count(), "one line each");
    assertFalse(Files.exists(data()));
  }

  @Test
  void knowsARunningServerAndItsData() {
    try (TestServer server = TestServer.on(data())) {
      server.send("alice", "one", "kitchen");
      doctor(server.port()).expect(0, "is taken by Parley", "1 messages; a running server uses it");
      server.send("alice", "two", "kitchen");
    }
  }

  @Test
  void looksAtDataThatNoServerUsesWithoutLeavingATrace() throws Exception {
    Kept.data(data(), 3);
    Set<String> before = Kept.names(data());
    doctor(ANY_PORT).expect(0, "layout 2", "3 messages; no server uses it");
    assertEquals(before, Kept.names(data()));
  }

  @Test
  void knowsABackupThatWasCopiedByHand() throws Exception {
    Path file = Kept.backup(folder, 2);
    Files.createDirectory(data());
    Files.copy(file, data().resolve("parley.db"));
    doctor(ANY_PORT).expect(0, "It is a backup");
    assertEquals(Set.of("parley.db"), Kept.names(data()));
  }

  @Test
  void saysThatAnotherProgramHasThePort() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answering =
          Thread.ofVirtual()
              .start(() -> {
                try (var connection = other.accept()) {
                  connection
                      .getOutputStream()
                      .write("SSH-2.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      doctor(other.getLocalPort()).expect(1, "bad   port", "is taken by another program", "--port");
      answering.join();
    }
  }

  @Test
  void saysThatAnAddressIsNotOfThisMachine() {
    doctor(8_000, "--host", "203.0.113.9")
        .expect(1, "bad   port", "is no address of this machine", "--host");
    doctor(8_000, "--host", "no-such-name.invalid").expect(1, "There is no address");
  }

  @Test
  void saysThatMorePollsAreAskedForThanFilesMayBeOpen() {
    doctor(ANY_PORT, "--max-polls", "2000000000").expect(2, "should be specified only once");
    Console.run("doctor", "--data", data(), "--port", 0, "--max-polls", 2_000_000_000)
        .expect(0, "look  files", "ulimit -n");
  }

  @Test
  void saysThatTheDataCannotBeUsed() throws Exception {
    Files.createDirectory(data());
    Files.writeString(data().resolve("parley.db"), "my notes\n".repeat(50));
    doctor(ANY_PORT).expect(1, "bad   database", "is not a Parley database");

    Path file = Files.writeString(folder.resolve("a-file"), "mine");
    Console.run("doctor", "--port", 0, "--data", file)
        .expect(1, "bad   disk", "is a file, not a folder");
  }

  @Test
  void saysThatTheDatabaseIsDamaged() throws Exception {
    Kept.data(data(), 300);
    Path database = data().resolve("parley.db");
    try (var broken = new RandomAccessFile(database.toFile(), "rw")) {
      broken.setLength(broken.length() / 2 / 4096 * 4096);
    }
    doctor(ANY_PORT).expect(1, "bad   database", "damaged", "Restore a backup");
  }

  @Test
  void isAskedWrongly() {
    doctor(70_000).expect(2, "--port must be from 0 to 65535");
    Console.run("doctor", "--data", data(), "--max-polls", 0)
        .expect(2, "--max-polls must be at least 1");
    Console.run("doctor", "--port", "abc").expect(2, "is not an int");
  }
}
