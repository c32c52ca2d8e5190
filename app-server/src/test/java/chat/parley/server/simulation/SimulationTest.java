package chat.parley.server.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.Message;
import chat.parley.server.log.Verification;
import chat.parley.server.poll.Rooms;
import chat.parley.server.sqlite.DataFolder;
import chat.parley.server.testing.Cast;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Senders and readers on a bad network and a server that stops and crashes, all from one seed.
 * Whatever happens, in the end every acknowledged message was read by every reader once, and all
 * read one order: that of the history.
 */
class SimulationTest {
  private static final List<String> ROOMS = List.of(Cast.KITCHEN, Cast.ATTIC);
  private static final int ACTIONS = 120;

  @TempDir private Path folder;

  static LongStream seeds() {
    return Seeds.upTo(250);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyAcknowledgedMessageIsReadOnceAndInOneOrder(long seed) throws Exception {
    Seeds.run(seed, folder, Run::new);
  }

  private static final class Run implements Seeds.Run {
    private final Random random;
    private final World world;
    private final List<SimulatedSender> senders = new ArrayList<>();
    private final List<SimulatedReader> readers = new ArrayList<>();
    private boolean crashed;

    Run(Path folder, Random random) throws Exception {
      this.random = random;
      world = new World(folder, random);
      for (String name : List.of(Cast.ALICE, Cast.BOB, Cast.CAROL)) {
        senders.add(new SimulatedSender(name, world, random, ROOMS));
      }
      Rooms kitchen = Rooms.named(List.of(Cast.KITCHEN));
      Rooms both = Rooms.named(ROOMS);
      readers.add(reader("all", new Rooms.All(), SimulatedReader.Way.CURSOR));
      readers.add(reader("kitchen", kitchen, SimulatedReader.Way.CURSOR));
      readers.add(reader("both", both, SimulatedReader.Way.CURSOR));
      readers.add(reader("by-id", both, SimulatedReader.Way.LAST_MESSAGE_ID));
      readers.add(reader("by-place", kitchen, SimulatedReader.Way.PLACE));
      readers.add(reader("by-places", both, SimulatedReader.Way.PLACE));
      begin();
    }

    private SimulatedReader reader(String name, Rooms rooms, SimulatedReader.Way way) {
      return new SimulatedReader(name, world, random, rooms, way);
    }

    /**
     * Everyone reads from the beginning: the first polls are open, or have begun, before the first
     * message.
     */
    private void begin() throws Exception {
      var opening = world.send("opener", Cast.KITCHEN, "opening", new UUID(1, 1));
      world.settle();
      opening.join();
      for (SimulatedReader reader : readers) {
        reader.act();
      }
      world.settle();
      world.advance(Duration.ofSeconds(61)); // a first reply, so that everyone knows its place
      world.settle();
      readers.forEach(reader -> reader.listen(true));
      var first = world.send("opener", Cast.KITCHEN, "first", new UUID(1, 2));
      world.settle();
      first.join();
      for (SimulatedReader reader : readers) {
        reader.act();
      }
      world.settle();
      readers.forEach(reader -> reader.listen(true));
    }

    @Override
    public void live() throws Exception {
      for (int i = 0; i < ACTIONS; i++) {
        switch (random.nextInt(20)) {
          case 0, 1, 2, 3, 4, 5 -> senders.get(random.nextInt(senders.size())).act();
          case 6, 7, 8, 9, 10, 11 -> readers.get(random.nextInt(readers.size())).act();
          case 12, 13 -> world.step();
          case 14 -> world.advance(Duration.ofMillis(random.nextInt(30_000)));
          case 15 -> world.flushPlaces();
          case 16 -> rarely(40, this::restart);
          case 17 -> rarely(40, this::crash);
          default -> world.settle();
        }
        boolean answersArrive = random.nextInt(6) > 0;
        senders.forEach(sender -> sender.listen(answersArrive));
        readers.forEach(reader -> reader.listen(answersArrive));
      }
    }

    private interface Accident {
      void happen() throws Exception;
    }

    private void rarely(int percent, Accident accident) throws Exception {
      if (random.nextInt(100) < percent) {
        accident.happen();
      }
    }

    private void restart() throws Exception {
      world.restart();
      senders.forEach(sender -> sender.listen(true));
      readers.forEach(reader -> reader.listen(true));
      cutOff();
    }

    private void crash() throws Exception {
      crashed = true;
      // Who keeps no place of its own has received its replies or has lost them with the server.
      readers.forEach(reader -> reader.listen(true));
      world.crash();
      cutOff();
    }

    private void cutOff() {
      senders.forEach(SimulatedSender::cutOff);
      readers.forEach(SimulatedReader::cutOff);
    }

    /**
     * The network is good and the server stays up: senders get their answers, readers read to the
     * end.
     */
    @Override
    public void calmDown() {
      int rounds = 0;
      while (!senders.stream().allMatch(SimulatedSender::isIdle)
          || !readers.stream().allMatch(SimulatedReader::isWaiting)) {
        senders.stream().filter(sender -> !sender.isIdle()).forEach(SimulatedSender::act);
        readers.forEach(SimulatedReader::act);
        world.settle();
        senders.forEach(sender -> sender.listen(true));
        readers.forEach(reader -> reader.listen(true));
        rounds++;
        assertTrue(rounds < 2_000, "it does not calm down");
      }
    }

    @Override
    public void judge() throws Exception {
      Map<String, UUID> acknowledged = new LinkedHashMap<>();
      senders.forEach(sender -> acknowledged.putAll(sender.acknowledged()));
      assertFalse(acknowledged.isEmpty(), "a run that acknowledges nothing proves nothing");
      Map<String, List<Message>> histories = new HashMap<>();
      for (String room : ROOMS) {
        histories.put(room, world.history(room));
      }
      Map<String, UUID> stored = new LinkedHashMap<>();
      histories
          .values()
          .forEach(messages ->
              messages.forEach(message ->
                  assertEquals(null, stored.put(message.text(), message.id()), message.text())));
      stored.remove("opening");
      stored.remove("first");
      assertEquals(acknowledged, new HashMap<>(stored), "what is acknowledged is what is stored");
      histories.values().forEach(this::assertInTheOrderOfEachSender);
      readers.forEach(reader -> assertReadAll(reader, histories));
      assertEquals(
          List.of(),
          Verification.of(DataFolder.database(world.folder())).faults(),
          "the log verifies");
    }

    private void assertInTheOrderOfEachSender(List<Message> history) {
      for (SimulatedSender sender : senders) {
        List<String> texts = sender.texts();
        List<Integer> order =
            history.stream()
                .map(Message::text)
                .filter(texts::contains)
                .map(texts::indexOf)
                .toList();
        assertEquals(order.stream().sorted().toList(), order, "one in flight, so in order");
      }
    }

    private void assertReadAll(SimulatedReader reader, Map<String, List<Message>> histories) {
      for (String room : ROOMS) {
        List<Message> expected =
            reader.follows(room)
                ? histories.getOrDefault(room, List.of()).stream()
                    .filter(message -> !message.text().equals("opening"))
                    .toList()
                : List.of();
        List<Message> read =
            reader.seen().stream().filter(message -> message.room().equals(room)).toList();
        if (reader.way() == SimulatedReader.Way.PLACE && crashed) {
          assertTrue(read.containsAll(expected), () -> reader + " missed something of " + room);
        } else {
          assertEquals(expected, read, () -> reader + " in " + room);
        }
      }
    }

    @Override
    public void close() {
      world.close();
    }
  }
}
