package chat.parley.server.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.parley.model.Actor;
import chat.parley.model.Bytes32;
import chat.parley.model.ClientId;
import chat.parley.model.ErrorCode;
import chat.parley.model.Json;
import chat.parley.model.Refusal;
import chat.parley.model.RoomBody;
import chat.parley.model.RoomName;
import chat.parley.model.RoomRole;
import chat.parley.model.SenderName;
import chat.parley.server.command.Commands;
import chat.parley.server.event.ServerBody;
import chat.parley.server.fact.FactMemory;
import chat.parley.server.projection.Queries;
import chat.parley.server.testing.Await;
import chat.parley.server.testing.Cast;
import chat.parley.server.testing.TestStorage;
import chat.parley.server.testing.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody is let out of a room, or into it, in the very moment in which a poll reads. */
class LookTwiceTest {
  private static final Actor ALICE = Actor.owner(SenderName.of(Cast.ALICE));
  private static final Actor BOB = Actor.owner(SenderName.of(Cast.BOB));
  private static final String ROOM = RoomName.newPrivate(new Random(1)).value();

  @TempDir private Path folder;
  private final VirtualTime time = new VirtualTime();
  private final FactMemory facts = new FactMemory();
  private final AtomicReference<@Nullable Runnable> beforeNextTask = new AtomicReference<>();
  private final QueuedLoop loop = new QueuedLoop();
  private ExecutorService workers;
  private TestStorage storage;
  private Commands commands;
  private Poller poller;

  @BeforeEach
  void start() throws Exception {
    workers = Executors.newVirtualThreadPerTaskExecutor();
    storage = TestStorage.open(folder);
    Tail tail = new Tail(storage.log().bounds().last());
    Queries queries = new Queries(storage.database());
    poller = TestPoller.of(storage, tail, facts, time, this::execute);
    storage
        .log()
        .follow(
            0,
            batch -> {
              batch.events().forEach(applied -> facts.apply(applied.outcome()));
              tail.append(batch);
              poller.publish(batch);
            });
    commands = new Commands(storage.log(), facts, queries, time, new Random(2));
    claim(ALICE);
    claim(BOB);
    decide(ROOM, new RoomBody.RoomCreated(true, "Hidden", null, null));
  }

  @AfterEach
  void stop() {
    storage.close();
    workers.close();
  }

  private void execute(Runnable task) {
    Runnable before = beforeNextTask.getAndSet(null);
    if (before != null) {
      before.run();
    }
    workers.execute(task);
  }

  private void claim(Actor actor) {
    String token = Bytes32.sha256(actor.key().getBytes(StandardCharsets.UTF_8)).toString();
    var _ =
        Await.result(
            commands.decide(
                actor, new ServerBody.NameClaimed(false, null, token, Long.MAX_VALUE, null)));
  }

  private void decide(String room, RoomBody body) {
    var _ = Await.result(commands.decide(ALICE, room, body));
  }

  private void give(RoomRole role) {
    decide(ROOM, RoomBody.MemberChanged.of(SenderName.of(Cast.BOB), role));
  }

  private void write(String text) {
    var _ = Await.result(commands.append(ALICE, ROOM, new RoomBody.MessagePosted(text), null));
  }

  /** Bob's poll for all rooms, between whose first look and whose reading something happens. */
  private HeldPoll poll(String cursor, Runnable meanwhile) {
    AtomicBoolean happened = new AtomicBoolean();
    return poller.poll(
        request(
            "bob",
            () -> {
              if (happened.compareAndSet(false, true)) {
                meanwhile.run();
              }
              return null;
            },
            cursor));
  }

  private static PollRequest request(
      String client, Supplier<@Nullable Refusal> noLonger, String cursor) {
    return new PollRequest(
        Owner.of(BOB.key(), ClientId.of(client)),
        noLonger,
        new Rooms.All(),
        Wanted.ALL,
        cursor,
        null,
        25,
        100,
        "127.0.0.1",
        false);
  }

  /** A poll of Bob's for all rooms that a loop looks after. */
  private CompletableFuture<byte[]> pollInLoop(String client, String cursor) {
    return loop.poll(poller, request(client, () -> null, cursor));
  }

  private String cursor() {
    return new CursorCodec(storage.identity()).encode(storage.log().bounds().last());
  }

  @Test
  void whoIsLetOutMeanwhileReadsNothingFromAfterThat() {
    give(RoomRole.MEMBER);
    HeldPoll poll =
        poll(
            cursor(),
            () -> {
              give(RoomRole.NONE);
              write("not for bob");
            });
    CompletionException left = assertThrows(CompletionException.class, () -> poll.reply().join());
    assertEquals(ErrorCode.ROOM_LEFT, assertInstanceOf(Refusal.class, left.getCause()).code());
  }

  @Test
  void whoIsLetInMeanwhileMissesNothingFromThenOn() {
    HeldPoll poll =
        poll(
            cursor(),
            () -> {
              give(RoomRole.MEMBER);
              write("welcome");
            });
    var reply = Json.tree(Await.result(poll.reply()));
    assertEquals("welcome", reply.path("messages").path(0).path("text").asText());
    assertEquals("member", reply.path("events").path(0).path("type").asText());
  }

  /** It waits for the rooms that it saw; only facts tell that there is news for it in another. */
  @Test
  void whoIsLetInJustWhenTheirPollEndsMissesNothingEither() {
    List<CompletableFuture<byte[]>> replies =
        List.of(pollInLoop("first", cursor()), pollInLoop("second", cursor()));
    beforeNextTask.set(() -> { // one of them is about to be looked at again, the other not yet
      time.advance(Duration.ofSeconds(26));
      poller.tick();
      loop.runAll();
    });

    give(RoomRole.MEMBER);

    for (CompletableFuture<byte[]> reply : replies) {
      var told = Json.tree(Await.result(reply));
      assertEquals("member", told.path("events").path(0).path("type").asText(), told.toString());
    }
  }

  @Test
  void whoGetsAnotherRoleIsInAllTheWhile() throws Exception {
    give(RoomRole.MEMBER);
    AtomicBoolean over = new AtomicBoolean();
    AtomicBoolean wasOut = new AtomicBoolean();
    Thread looking =
        Thread.ofPlatform()
            .start(() -> {
              while (!over.get()) {
                if (!facts.roomsOf(BOB.key()).contains(ROOM)) {
                  wasOut.set(true);
                }
              }
            });
    for (int i = 0; i < 100; i++) {
      give(i % 2 == 0 ? RoomRole.MODERATOR : RoomRole.MEMBER);
    }
    over.set(true);
    looking.join();
    assertFalse(wasOut.get());
  }
}
