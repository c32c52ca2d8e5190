package chat.parley.server.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.Message;
import chat.parley.model.RoomRole;
import chat.parley.server.log.Verification;
import chat.parley.server.poll.Rooms;
import chat.parley.server.simulation.SimulatedReader.Way;
import chat.parley.server.sqlite.DataFolder;
import chat.parley.server.testing.Cast;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A private room that people write in while some come and go, on a bad network and a server that
 * stops and crashes, all from one seed. Whoever is in it reads all of it once and in order; whoever
 * is out is told nothing of it.
 */
class MembershipSimulationTest {
  private static final int ACTIONS = 140;

  @TempDir private Path folder;

  static LongStream seeds() {
    return Seeds.upTo(80);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whoIsInReadsAllAndWhoIsOutReadsNothing(long seed) throws Exception {
    Seeds.run(seed, folder, Run::new);
  }

  private static final class Run implements Seeds.Run {
    private final Random random;
    private final World world;
    private final String room;
    private final List<SimulatedSender> senders = new ArrayList<>();
    private final List<SimulatedReader> steady = new ArrayList<>();
    private final List<SimulatedReader> coming = new ArrayList<>();
    private final List<SimulatedReader> readers = new ArrayList<>();
    private final SimulatedReader outsider;
    private final List<Message> written = new ArrayList<>(); // while bob is in, at the end

    Run(Path folder, Random random) throws Exception {
      this.random = random;
      world = new World(folder, random);
      for (String name : List.of(Cast.ALICE, Cast.BOB, Cast.CAROL)) {
        world.claim(name);
      }
      room = world.makePrivate(Cast.ALICE);
      world.give(Cast.ALICE, room, Cast.CAROL, RoomRole.MEMBER);
      for (String name : List.of(Cast.ALICE, Cast.CAROL)) {
        senders.add(new SimulatedSender(name, world, random, List.of(room, Cast.KITCHEN)));
      }
      Rooms named = Rooms.named(List.of(room));
      steady.add(reader(Cast.CAROL, "carol-all", new Rooms.All()));
      steady.add(reader(Cast.CAROL, "carol-named", named));
      coming.add(reader(Cast.BOB, "bob-all", new Rooms.All()));
      coming.add(reader(Cast.BOB, "bob-named", named));
      outsider = new SimulatedReader("outsider", world, random, new Rooms.All(), Way.CURSOR);
      readers.addAll(steady);
      readers.addAll(coming);
      readers.add(outsider);
      begin();
    }

    private SimulatedReader reader(String name, String clientId, Rooms rooms) {
      return new SimulatedReader(name, clientId, world, random, rooms, Way.CURSOR);
    }

    /** Everyone who may read knows a place before the first message. */
    private void begin() {
      world.settle();
      readers.forEach(SimulatedReader::act);
      world.settle();
      world.advance(Duration.ofSeconds(61));
      world.settle();
      readers.forEach(reader -> reader.listen(true));
    }

    @Override
    public void live() throws Exception {
      for (int i = 0; i < ACTIONS; i++) {
        switch (random.nextInt(20)) {
          case 0, 1, 2, 3, 4 -> senders.get(random.nextInt(senders.size())).act();
          case 5, 6, 7, 8, 9, 10 -> readers.get(random.nextInt(readers.size())).act();
          case 11, 12 -> world.step();
          case 13 -> world.advance(Duration.ofMillis(random.nextInt(30_000)));
          case 14, 15 -> comeOrGo();
          case 16 -> accident(random.nextInt(100));
          default -> world.settle();
        }
        boolean answersArrive = random.nextInt(6) > 0;
        senders.forEach(sender -> sender.listen(answersArrive));
        readers.forEach(reader -> reader.listen(answersArrive));
      }
    }

    private void comeOrGo() {
      boolean isIn = world.isMember(Cast.BOB, room);
      RoomRole out = random.nextBoolean() ? RoomRole.NONE : RoomRole.BANNED;
      if (!isIn) {
        world.give(Cast.ALICE, room, Cast.BOB, RoomRole.MEMBER);
      } else if (random.nextInt(4) == 0) {
        world.give(Cast.BOB, room, Cast.BOB, RoomRole.NONE); // it leaves
      } else {
        world.give(Cast.ALICE, room, Cast.BOB, out);
      }
    }

    private void accident(int chance) throws Exception {
      if (chance < 30) {
        world.restart();
      } else if (chance < 60) {
        readers.forEach(reader -> reader.listen(true));
        world.crash();
      } else {
        return;
      }
      senders.forEach(SimulatedSender::cutOff);
      readers.forEach(SimulatedReader::cutOff);
    }

    /** Bob is in from here on, so all that is written from here on reaches him too. */
    @Override
    public void calmDown() {
      world.settle();
      if (!world.isMember(Cast.BOB, room)) {
        world.give(Cast.ALICE, room, Cast.BOB, RoomRole.MEMBER);
      }
      quieten();
      int before = world.history(Cast.ALICE, room).size();
      for (int i = 0; i < 3; i++) {
        senders.forEach(SimulatedSender::act);
        quieten();
      }
      List<Message> history = world.history(Cast.ALICE, room);
      written.addAll(history.subList(before, history.size()));
    }

    private void quieten() {
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
      List<Message> history = world.history(Cast.ALICE, room);
      List<String> acknowledged = new ArrayList<>();
      senders.forEach(sender -> acknowledged.addAll(sender.texts()));
      List<String> stored = new ArrayList<>(history.stream().map(Message::text).toList());
      stored.addAll(world.history(Cast.KITCHEN).stream().map(Message::text).toList());
      assertEquals(acknowledged.stream().sorted().toList(), stored.stream().sorted().toList());
      for (SimulatedReader reader : steady) {
        assertEquals(history, read(reader), reader + " was in all the time");
      }
      for (SimulatedReader reader : coming) {
        List<Message> read = read(reader);
        assertEquals(read.size(), new HashSet<>(read).size(), reader + " read something twice");
        assertEquals(
            history.stream().filter(read::contains).toList(), read, reader + " in another order");
        assertTrue(read.containsAll(written), reader + " missed something while it was in");
      }
      assertEquals(List.of(), read(outsider));
      for (SimulatedReader reader : readers) {
        assertEquals(List.of(), reader.leaked(), reader + " was told of a room it was not in");
      }
      assertEquals(
          List.of(), Verification.of(DataFolder.database(world.folder())).faults(), "it verifies");
    }

    private List<Message> read(SimulatedReader reader) {
      return reader.seen().stream().filter(message -> message.room().equals(room)).toList();
    }

    @Override
    public void close() {
      world.close();
    }
  }
}
