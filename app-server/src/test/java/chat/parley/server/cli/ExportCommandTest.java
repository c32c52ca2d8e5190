package chat.parley.server.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chat.parley.server.testing.Cast;
import chat.parley.server.testing.TestServer;
import chat.parley.server.testing.TestStorage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String HEADING = "{\"format\":\"parley-export\",\"version\":1}";

  @TempDir private Path folder;
  private int exports;

  private Path data() {
    return folder.resolve("data");
  }

  /** The lines of an export of a folder. */
  private List<String> export(Path data, Object... more) throws IOException {
    Path file = folder.resolve("export-" + exports++ + ".jsonl");
    List<Object> arguments = new ArrayList<>(List.of("export", "--output", file, "--data", data));
    arguments.addAll(List.of(more));
    Console.run(arguments.toArray()).expect(0, "Wrote " + file);
    String text = Files.readString(file);
    assertEquals('\n', text.charAt(text.length() - 1), "the last line is whole too");
    return List.of(text.substring(0, text.length() - 1).split("\n", -1));
  }

  private static JsonNode message(String line) throws IOException {
    return JSON.readTree(line);
  }

  @Test
  void hasALineForEachMessageInTheOrderOfTheLog() throws Exception {
    try (TestStorage storage = TestStorage.open(data())) {
      storage.log().append(Cast.roomCreated(1, Cast.KITCHEN)).get(10, TimeUnit.SECONDS);
      storage.log().append(Cast.roomCreated(2, Cast.ATTIC)).get(10, TimeUnit.SECONDS);
      var _ = storage.log().append(Cast.message(3, Cast.ATTIC, Cast.BOB, "line\nand \"line\" ☺"));
      var _ = storage.log().append(Cast.roomCreated(4, Cast.ATTIC)); // refused
      storage
          .log()
          .append(Cast.message(5, Cast.KITCHEN, Cast.ALICE, "two", new UUID(7, 9)))
          .get(10, TimeUnit.SECONDS);
    }

    assertEquals(
        List.of(
            HEADING,
            "{\"seq\":3,\"room\":\"attic\",\"number\":2,"
                + "\"id\":\"00000000-0000-7000-0000-000000000003\",\"timestamp\":1795000000.003,"
                + "\"sender\":\"bob\",\"guest\":true,\"text\":\"line\\nand \\\"line\\\" ☺\"}",
            "{\"seq\":5,\"room\":\"kitchen\",\"number\":2,"
                + "\"id\":\"00000000-0000-7000-0000-000000000005\",\"timestamp\":1795000000.005,"
                + "\"sender\":\"alice\",\"guest\":true,\"text\":\"two\","
                + "\"client_message_id\":\"00000000-0000-0007-0000-000000000009\"}"),
        export(data()));
  }

  @Test
  void readsManyPagesWithoutAGap() throws Exception {
    Kept.data(data(), 1_234);
    List<String> lines = export(data());

    assertEquals(1_235, lines.size());
    List<Integer> numbers = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      numbers.add(message(line).path("number").intValue());
    }
    assertEquals(IntStream.rangeClosed(2, 1_235).boxed().toList(), numbers);
  }

  @Test
  void isTheSameBytesEachTimeAndAfterABackup() throws Exception {
    Kept.data(data(), 20);
    Path file = folder.resolve("kept.parley");
    Path restored = folder.resolve("restored");
    Console.run("backup", file, "--data", data()).expect(0);
    Console.run("restore", file, "--data", restored).expect(0);

    List<String> first = export(data());
    assertEquals(first, export(data()));
    assertEquals(first, export(restored));
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("export-0.jsonl")),
        Files.readAllBytes(folder.resolve("export-2.jsonl")));
  }

  @Test
  void hasOnlyTheRoomsAskedFor() throws Exception {
    try (TestServer server = TestServer.on(data())) {
      server.send("alice", "in the kitchen", "kitchen");
      server.send("alice", "in the attic", "attic");
      server.send("alice", "in the cellar", "cellar");

      List<String> lines = export(data(), "--room", "kitchen", "--room", "attic", "--room=attic");

      assertEquals(
          "{\"format\":\"parley-export\",\"version\":1,\"rooms\":[\"attic\",\"kitchen\"]}",
          lines.getFirst());
      assertEquals("in the kitchen", message(lines.get(1)).path("text").textValue());
      assertEquals("in the attic", message(lines.get(2)).path("text").textValue());
      assertEquals(3, lines.size());
    }
  }

  @Test
  void saysWhichMessagesWereErased() throws Exception {
    Kept.data(data(), 2);
    Kept.change(
        data().resolve("parley.db"), "UPDATE log SET body = NULL, salt = NULL WHERE seq = 2");
    Kept.change(data().resolve("parley.db"), "UPDATE messages SET text = '' WHERE seq = 2");

    List<String> lines = export(data());
    assertEquals(true, message(lines.get(1)).path("erased").booleanValue());
    assertEquals("", message(lines.get(1)).path("text").textValue());
    assertFalse(message(lines.get(2)).has("erased"), lines.get(2));
  }

  @Test
  void aLogWithoutMessagesHasTheFirstLineOnly() throws Exception {
    Kept.data(data(), 0);
    assertEquals(List.of(HEADING), export(data()));
  }

  @Test
  void refusesWhatItCannotExportAndLeavesNothing() throws Exception {
    Path away = Files.createDirectory(folder.resolve("away"));
    Path file = away.resolve("all.jsonl");
    Console.run("export", "--data", data(), "--output", file)
        .expect(2, "There is no Parley data at");
    assertFalse(Files.exists(data()));
    Kept.data(data(), 2);
    Console.run("export", "--data", data(), "--output", file, "--room", "attic")
        .expect(2, "There is no room 'attic'");
    Console.run("export", "--data", data(), "--output", file, "--room", "no such")
        .expect(2, "--room: A room's name has letters");
    Console.run("export", "--data", data(), "--output", away).expect(2, "is a folder");
    assertEquals(Set.of(), Kept.names(away));

    Files.writeString(file, "mine");
    Console.run("export", "--data", data(), "--output", file).expect(2, "exists already");
    assertEquals("mine", Files.readString(file));
  }
}
