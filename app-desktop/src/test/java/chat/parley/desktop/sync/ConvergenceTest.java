package chat.parley.desktop.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.replica.Changes;
import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.replica.Page;
import chat.parley.desktop.replica.PollReply;
import chat.parley.desktop.replica.Replica;
import chat.parley.desktop.replica.RoomFacts;
import chat.parley.desktop.replica.ServerReplica;
import chat.parley.desktop.testing.Await;
import chat.parley.model.ClientId;
import chat.parley.model.Message;
import chat.parley.model.Replies;
import chat.parley.model.Timestamp;
import chat.parley.server.Server;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whenever a replica begins, and in however many polls it goes on: in the end it reads as the
 * server does to one who comes then.
 */
class ConvergenceTest {
  private static final List<String> ROOMS = List.of("kitchen", "attic", "cellar");
  private static final ClientId CLIENT = ClientId.of("reader");

  @TempDir private Path folder;
  private Server server;
  private ServerApi api;
  private Replica replica;
  private SnapshotReader snapshots;

  @BeforeEach
  void open() throws Exception {
    server = Servers.start(folder.resolve("server"), 0);
    api = new ServerApi(URI.create("http://127.0.0.1:" + server.port()), System::nanoTime);
    replica = Replica.open(folder.resolve("replica.db"), Clock.systemUTC());
    snapshots = new SnapshotReader(api, new Lookout(Person.AROUND));
  }

  @AfterEach
  void close() {
    replica.close();
    api.close();
    server.close();
  }

  /** One who began at some time: what is known, and the list of rooms as told. */
  private final class Follower {
    final ServerReplica known;
    final Map<String, Changes.ListedRoom> rooms = new HashMap<>();
    String cursor;

    Follower(String name) throws Exception {
      known = replica.server(name);
      known.observe(Runnable::run, this::take);
      var snapshot = snapshots.read();
      known.startOver(snapshot, ServerReplica.Because.FIRST_VISIT).get();
      cursor = snapshot.cursor();
    }

    private void take(Changes changes) {
      changes.rooms().forEach(room -> rooms.put(room.summary().room(), room));
    }

    /** Polls, so many messages at a time, until there is nothing more. */
    void catchUp(String end, Random random) throws Exception {
      while (!cursor.equals(end)) {
        int limit = 1 + random.nextInt(30);
        PollReply reply = Await.result(api.poll(CLIENT, cursor, 5, limit));
        known.apply(reply, limit).get();
        cursor = reply.cursor();
      }
    }

    List<RoomFacts> list() {
      return rooms.values().stream()
          .sorted(Comparator.comparingLong(Changes.ListedRoom::activity).reversed())
          .map(room -> {
            var reading = Objects.requireNonNull(room.reading());
            return new RoomFacts(
                room.summary().room(), reading.messageCount(), reading.lastActivity());
          })
          .toList();
    }

    /** What is known is the end of what there is, without gaps. */
    void assertReadsAs(Map<String, List<Message>> rooms) {
      rooms.forEach((room, all) -> {
        Page page = Await.result(known.newest(room, 1_000_000)).orElseThrow();
        int size = page.messages().size();
        assertTrue(size >= Math.min(all.size(), 100), "only " + size);
        assertEquals(all.subList(all.size() - size, all.size()), page.messages());
        assertTrue(page.more() || size == all.size(), "more is there than it says");
      });
    }
  }

  private Replies.Sent send(String room, String sender, String text) {
    return Await.result(
        api.send(
            new OutboxEntry(
                UUID.randomUUID(),
                room,
                sender,
                text,
                new Timestamp(0),
                OutboxEntry.State.SENDING,
                null,
                null)));
  }

  /** All of a room's messages, as one who comes now reads them. */
  private List<Message> fresh(String room) {
    Replies.History page = Await.result(api.newest(room, 100));
    List<Message> all = new ArrayList<>(page.messages());
    while (page.hasMore()) {
      page = Await.result(api.before(room, all.getFirst().id(), 100));
      all.addAll(0, page.messages());
    }
    return all;
  }

  private Map<String, List<Message>> fresh() {
    Map<String, List<Message>> rooms = new HashMap<>();
    ROOMS.forEach(room -> rooms.put(room, fresh(room)));
    return rooms;
  }

  private String end() {
    return Await.result(api.newest("kitchen", 1)).cursor();
  }

  @Test
  void aSnapshotAndWhatCameAfterItIsWhatIsThereInTheEnd() throws Exception {
    Random random = new Random(20_261_123);
    List<Follower> followers = new ArrayList<>();
    followers.add(new Follower("from the beginning"));
    for (int k = 1; k <= 120; k++) {
      // One room has more than a page in the end.
      String room = ROOMS.get(Math.max(0, random.nextInt(9) - 6));
      var _ = send(room, "alice", "message " + k + " 😀\n" + random.nextLong());
      followers.add(new Follower("from " + k));
    }
    String end = end();
    Map<String, List<Message>> fresh = fresh();
    List<RoomFacts> list = Await.result(api.rooms()).rooms();
    for (Follower follower : followers) {
      follower.catchUp(end, random);
      assertEquals(list, follower.list());
      follower.assertReadsAs(fresh);
    }
  }

  @Test
  void aSnapshotThatIsReadWhileManyWriteHasNoGapAndNoDoubles() throws Exception {
    Random random = new Random(8);
    AtomicBoolean writing = new AtomicBoolean(true);
    ROOMS.forEach(room -> send(room, "alice", "first"));
    List<CompletableFuture<Void>> writers =
        ROOMS.stream()
            .map(room ->
                CompletableFuture.runAsync(
                    () -> {
                      for (int i = 0; writing.get() && i < 3_000; i++) {
                        var _ = send(room, room, "message " + i);
                      }
                    },
                    Await.THREADS))
            .toList();
    List<Follower> followers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      followers.add(new Follower("number " + i));
    }
    writing.set(false);
    writers.forEach(CompletableFuture::join);
    String end = end();
    Map<String, List<Message>> fresh = fresh();
    List<String> order = Await.result(api.rooms()).rooms().stream().map(RoomFacts::room).toList();
    for (Follower follower : followers) {
      follower.catchUp(end, random);
      assertEquals(order, follower.list().stream().map(RoomFacts::room).toList());
      follower.assertReadsAs(fresh);
    }
  }
}
