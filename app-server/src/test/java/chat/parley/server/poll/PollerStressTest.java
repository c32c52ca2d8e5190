package chat.parley.server.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import chat.parley.model.ClientId;
import chat.parley.model.Refusal;
import chat.parley.server.fact.FactMemory;
import chat.parley.server.fact.Visibility;
import chat.parley.server.metrics.Metrics;
import chat.parley.server.presence.Presence;
import chat.parley.server.projection.Queries;
import chat.parley.server.testing.Cast;
import chat.parley.server.testing.TestStorage;
import chat.parley.server.testing.VirtualTime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Polls that come, are taken over, ended, given up and woken by real threads, all at once. */
class PollerStressTest {
  private static final int THREADS = 12;
  private static final int POLLS = 150;

  // Nobody writes in the last one: a poll there ends at its deadline.
  private static final List<String> ROOMS =
      Stream.concat(
              Collections.nCopies(12, List.of(Cast.KITCHEN, Cast.ATTIC)).stream()
                  .flatMap(List::stream),
              Stream.of("cellar"))
          .toList();

  @TempDir Path folder;

  private final AtomicLong leapMillis = new AtomicLong();
  private final Presence<Owner> presence = new Presence<>(this::millis);
  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  void everyPollEndsInTimeAndNothingIsKeptOfIt() throws Exception {
    try (TestStorage storage = TestStorage.open(folder);
        ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS + 2)) {
      Poller poller = poller(storage, workers);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random random = new Random(i);
        running.add(threads.submit(() -> pollAndPoll(poller, random)));
      }
      Future<?> writer = threads.submit(() -> write(storage));
      Future<?> ticker = threads.submit(() -> tick(poller));
      for (Future<?> thread : running) {
        thread.get(60, TimeUnit.SECONDS);
      }
      over.set(true);
      writer.get(30, TimeUnit.SECONDS);
      ticker.get(10, TimeUnit.SECONDS);

      assertEquals(0, poller.waiting(), "no poll is counted that is over");
      leapMillis.addAndGet(TimeUnit.MINUTES.toMillis(2));
      assertEquals(0, presence.count(), "no client is kept as one with an open poll");
      poller.tick();
      assertEquals(0, poller.clientsRemembered(), "nor for a poll that is over");
    }
  }

  private long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime()) + leapMillis.get();
  }

  private Poller poller(TestStorage storage, ExecutorService workers) {
    Tail tail = new Tail(storage.log().bounds().last());
    Poller poller =
        new Poller(
            new Poller.Sources(
                tail,
                new Queries(storage.database()),
                new CursorCodec(storage.identity()),
                Places.load(storage.database(), new VirtualTime()),
                new Visibility(new FactMemory())),
            presence,
            new Poller.Capacity(10_000, 10_000),
            new Poller.Ground(workers, this::millis, new Random(0), new Metrics()));
    storage
        .log()
        .follow(
            0,
            batch -> {
              tail.append(batch);
              poller.publish(batch);
            });
    return poller;
  }

  private Void write(TestStorage storage) throws Exception {
    var _ = storage.log().append(Cast.roomCreated(1, Cast.KITCHEN)).get(10, TimeUnit.SECONDS);
    var _ = storage.log().append(Cast.roomCreated(2, Cast.ATTIC)).get(10, TimeUnit.SECONDS);
    for (int i = 0; !over.get(); i++) {
      String room = i % 3 == 0 ? Cast.ATTIC : Cast.KITCHEN;
      var _ =
          storage
              .log()
              .append(Cast.message(10 + i, room, Cast.ALICE, "x"))
              .get(10, TimeUnit.SECONDS);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
    return null;
  }

  private void tick(Poller poller) {
    while (!over.get()) {
      poller.tick();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  private static Void pollAndPoll(Poller poller, Random random) throws Exception {
    Map<Owner, PollClient> known = new HashMap<>(); // as far as this connection knows
    for (int i = 0; i < POLLS; i++) {
      Owner owner = Owner.guest(new ClientId("client" + random.nextInt(6)));
      Rooms rooms =
          random.nextInt(4) == 0
              ? new Rooms.All()
              : Rooms.named(List.of(ROOMS.get(random.nextInt(ROOMS.size()))));
      FutureReply reply = new FutureReply();
      OpenPoll open = poller.poll(request(owner, rooms, random), reply, known.get(owner));
      known.put(owner, open.client());
      HeldPoll poll = new HeldPoll(open, reply.body());
      switch (random.nextInt(5)) {
        case 0 -> poll.abandon();
        case 1 -> {
          poller.disconnect(owner);
          answered(poll);
        }
        default -> answered(poll);
      }
    }
    return null;
  }

  private static PollRequest request(Owner owner, Rooms rooms, Random random) {
    @Nullable String cursor = random.nextInt(10) == 0 ? "unknown" : null;
    return new PollRequest(
        owner,
        () -> null,
        rooms,
        Wanted.MESSAGES,
        cursor,
        null,
        random.nextInt(2),
        50,
        "127.0.0.1",
        false);
  }

  private static void answered(HeldPoll poll) throws Exception {
    try {
      var _ = poll.reply().get(6, TimeUnit.SECONDS); // a second, two held back, and patience
    } catch (ExecutionException e) {
      assertInstanceOf(Refusal.class, e.getCause());
    }
  }
}
