package chat.parley.server.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import chat.parley.model.ClientId;
import chat.parley.model.Json;
import chat.parley.server.fact.FactMemory;
import chat.parley.server.presence.Presence;
import chat.parley.server.testing.StepExecutor;
import chat.parley.server.testing.TestStorage;
import chat.parley.server.testing.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose polls are open, and that nobody is remembered for ever. */
class OpenPollsTest {
  private static final int THREADS = 4;
  private static final int TURNS = 20_000;

  @TempDir private Path folder;
  private final VirtualTime time = new VirtualTime();
  private final StepExecutor steps = new StepExecutor();
  private final OpenPolls open = new OpenPolls();
  private TestStorage storage;
  private Poller poller;

  @BeforeEach
  void start() throws Exception {
    storage = TestStorage.open(folder);
    poller =
        TestPoller.of(
            storage, new Tail(storage.log().bounds().last()), new FactMemory(), time, steps);
  }

  @AfterEach
  void stop() {
    storage.close();
  }

  private static Owner owner(@Nullable String name, String client) {
    return Owner.of(name, new ClientId(client));
  }

  private OpenPoll poll(Owner owner, String room) {
    return poll(owner, room, null);
  }

  private OpenPoll poll(Owner owner, String room, @Nullable PollClient known) {
    Rooms rooms = Rooms.named(List.of(room));
    PollRequest request =
        new PollRequest(
            owner,
            () -> null,
            rooms,
            Wanted.MESSAGES,
            null,
            null,
            25,
            100,
            "192.0.2." + room.length(),
            true);
    return new OpenPoll(
        poller,
        request,
        new FutureReply(),
        new Scopes.Look(new Scope(rooms, Set.of(), Wanted.MESSAGES), 0),
        open.client(owner, known),
        new Presence<Owner>(time).opened(owner, null, request.address(), 0),
        0,
        false);
  }

  @Test
  void oneForEachClientAndRooms() {
    Owner alice = owner("alice", "phone");
    OpenPoll first = poll(alice, "kitchen");
    OpenPoll second = poll(alice, "kitchen");
    OpenPoll elsewhere = poll(alice, "garage");

    assertNull(open.put(first));
    assertNull(open.put(elsewhere));
    assertSame(first, open.put(second));
    open.remove(first);
    assertEquals(Set.of(second, elsewhere), Set.copyOf(open.removeAll(alice)));
    assertEquals(List.of(), open.removeAll(alice));
    assertNull(open.put(first), "they were taken out");
  }

  @Test
  void foundByNameByAddressAndByClient() {
    OpenPoll phone = poll(owner("alice", "phone"), "kitchen");
    OpenPoll laptop = poll(owner("alice", "laptop"), "kitchen");
    OpenPoll guest = poll(owner(null, "phone"), "garage");
    List.of(phone, laptop, guest).forEach(open::put);

    assertEquals(Set.of(phone, laptop), Set.copyOf(open.ofName("alice")));
    assertEquals(Set.of(guest), Set.copyOf(open.from("192.0.2.6")));
    assertEquals(
        Set.of(phone.request().owner(), guest.request().owner()),
        Set.copyOf(open.owners(new ClientId("phone"))));
    List.of(phone, guest).forEach(open::remove);
    assertEquals(List.of(laptop), open.ofName("alice"));
    assertEquals(List.of(), open.from("192.0.2.6"));
    assertEquals(List.of(), open.owners(new ClientId("phone")));
    open.remove(laptop);
    assertEquals(List.of(), open.ofName("alice"));
  }

  @Test
  void whoHasNothingOpenIsForgottenNowAndThen() {
    OpenPoll alices = poll(owner("alice", "phone"), "kitchen");
    OpenPoll bobs = poll(owner("bob", "phone"), "kitchen");
    open.put(alices);
    open.put(bobs);
    open.remove(alices);
    assertEquals(2, open.clients());
    open.tidy();
    assertEquals(1, open.clients());
    assertEquals(List.of(bobs), open.ofName("bob"));
    open.put(alices);
    assertEquals(List.of(alices), open.ofName("alice"));
  }

  @Test
  void clientsThatAreInventedAreNotRemembered() {
    for (int i = 0; i < OpenPolls.KEPT_MAX + 1_000; i++) {
      OpenPoll poll = poll(owner(null, "c" + i), "kitchen");
      open.put(poll);
      open.remove(poll);
    }
    assertEquals(OpenPolls.KEPT_MAX, open.clients());
  }

  @Test
  void whoComesWhileOthersAreForgottenIsNotLost() throws Exception {
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 1; i < THREADS; i++) {
        Owner owner = owner("alice", "c" + i);
        all.add(
            threads.submit(() -> {
              PollClient known = null;
              for (int turn = 0; turn < TURNS; turn++) {
                OpenPoll poll = poll(owner, "kitchen", known);
                assertNull(open.put(poll));
                assertEquals(List.of(owner), open.owners(owner.clientId()));
                open.remove(poll);
                known = poll.client();
              }
            }));
      }
      while (!all.stream().allMatch(Future::isDone)) {
        open.tidy();
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    open.tidy();
    assertEquals(0, open.clients());
    assertEquals(List.of(), open.ofName("alice"));
  }

  @Test
  void twoPollsOfAClientMayEndAtOnce() throws Exception {
    Owner alice = owner("alice", "phone");
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (int turn = 0; turn < TURNS; turn++) {
        OpenPoll kitchen = poll(alice, "kitchen");
        OpenPoll garage = poll(alice, "garage");
        open.put(kitchen);
        open.put(garage);
        CyclicBarrier together = new CyclicBarrier(2);
        List<Future<?>> ending = new ArrayList<>();
        for (OpenPoll poll : List.of(kitchen, garage)) {
          ending.add(
              threads.submit(() -> {
                together.await();
                open.remove(poll);
                return null;
              }));
        }
        for (Future<?> one : ending) {
          one.get();
        }
        assertEquals(List.of(), open.ofName("alice"));
      }
    }
    open.tidy();
    assertEquals(0, open.clients());
  }

  @Test
  void whoIsForgottenIsAnotherWhenTheyComeAgain() {
    Owner alice = owner("alice", "phone");
    OpenPoll first = poll(alice, "kitchen");
    open.put(first);
    assertSame(first.client(), poll(alice, "garage", first.client()).client());
    assertNotSame(
        first.client(), poll(owner("alice", "laptop"), "kitchen", first.client()).client());
    open.remove(first);

    OpenPoll second = poll(alice, "kitchen", first.client());
    open.tidy(); // before it was put
    assertNull(open.put(second));
    assertNotSame(first.client(), second.client());
    assertEquals(List.of(second), open.ofName("alice"));
    assertSame(second, open.put(poll(alice, "kitchen", first.client())), "found by who is late");
  }

  @Test
  void thePollerForgetsThem() {
    String cursor = new CursorCodec(storage.identity()).encode(storage.log().bounds().last());
    PollRequest request = poll(owner(null, "phone"), "kitchen").request().at(cursor);
    HeldPoll held = poller.poll(request);
    time.advance(Duration.ofSeconds(26));
    poller.tick();
    steps.runAll();
    assertEquals("timeout", Json.tree(held.reply().join()).path("status").asText());
    assertEquals(1, poller.clientsRemembered());
    time.advance(Duration.ofSeconds(5));
    poller.tick();
    assertEquals(0, poller.clientsRemembered());
  }
}
