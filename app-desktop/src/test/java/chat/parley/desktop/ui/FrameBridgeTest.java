package chat.parley.desktop.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.replica.RoomSummary;
import chat.parley.desktop.sync.Link;
import chat.parley.desktop.testing.HandWindow;
import chat.parley.model.Message;
import chat.parley.model.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameBridgeTest {
  private final HandWindow window = new HandWindow();
  private final List<Update> updates = new ArrayList<>();
  private final FrameBridge bridge = new FrameBridge(window, updates::add);

  private static Message said(int number) {
    return new Message(
        new UUID(0, number), "bob", Integer.toString(number), new Timestamp(number), "kitchen");
  }

  private static OutboxEntry written(int number) {
    return new OutboxEntry(
        new UUID(1, number),
        "kitchen",
        "alice",
        Integer.toString(number),
        new Timestamp(number),
        OutboxEntry.State.WAITING,
        null,
        null);
  }

  private static RoomSummary room(String name) {
    return new RoomSummary(name, null, null, 0, 0, 0);
  }

  @Test
  void allThatChangesBetweenTwoFramesIsOneUpdate() {
    bridge.messagesArrived("kitchen", List.of(said(1), said(2)));
    bridge.linkChanged(new Link.Connecting());
    bridge.roomsChanged(List.of(room("kitchen")));
    bridge.messagesArrived("attic", List.of(said(3)));
    bridge.messagesArrived("kitchen", List.of(said(4)));
    bridge.outboxChanged("kitchen", List.of(written(1)));
    bridge.outboxChanged("kitchen", List.of(written(2)));
    bridge.linkChanged(new Link.Online());
    bridge.roomsChanged(List.of(room("attic"), room("kitchen")));
    assertEquals(1, window.waiting());
    assertEquals(List.of(), updates);

    window.run();

    assertEquals(
        List.of(
            new Update(
                false,
                new Link.Online(),
                List.of(room("attic"), room("kitchen")),
                Map.of("kitchen", List.of(said(1), said(2), said(4)), "attic", List.of(said(3))),
                Map.of("kitchen", List.of(written(2))))),
        updates);
  }

  @Test
  void anUpdateSaysOnlyWhatChangedSinceTheOneBefore() {
    bridge.linkChanged(new Link.Online());
    bridge.roomsChanged(List.of(room("kitchen")));
    window.run();

    bridge.messagesArrived("kitchen", List.of(said(1)));
    window.run();

    Update second = updates.get(1);
    assertNull(second.link());
    assertNull(second.rooms());
    assertEquals(Map.of("kitchen", List.of(said(1))), second.messages());
    assertEquals(Map.of(), second.outbox());
  }

  @Test
  void whatTheWindowWasGivenDoesNotChangeAnyMore() {
    bridge.messagesArrived("kitchen", List.of(said(1)));
    window.run();

    bridge.messagesArrived("kitchen", List.of(said(2)));

    assertEquals(Map.of("kitchen", List.of(said(1))), updates.get(0).messages());
  }

  @Test
  void nothingChangedIsNoUpdate() {
    window.run();

    assertEquals(List.of(), updates);
  }

  @Test
  void whatWasSaidBeforeANewStartIsDropped() {
    bridge.messagesArrived("kitchen", List.of(said(1)));
    bridge.startedOver();
    bridge.messagesArrived("kitchen", List.of(said(2)));
    window.run();

    assertTrue(updates.get(0).startedOver());
    assertEquals(Map.of("kitchen", List.of(said(2))), updates.get(0).messages());
    bridge.linkChanged(new Link.Online());
    window.run();
    assertEquals(List.of(true, false), updates.stream().map(Update::startedOver).toList());
  }

  @Test
  void onceItIsClosedTheWindowIsToldNothing() {
    bridge.messagesArrived("kitchen", List.of(said(1)));

    bridge.close();
    window.run();
    bridge.linkChanged(new Link.Online());
    window.run();

    assertEquals(List.of(), updates);
  }

  @Test
  void nothingIsLostWhereManyThreadsTellAndFramesGoOn() {
    int each = 2_000;
    List<Thread> threads =
        IntStream.range(0, 4)
            .mapToObj(thread ->
                Thread.ofVirtual()
                    .start(() -> {
                      for (int i = 0; i < each; i++) {
                        bridge.messagesArrived("room" + thread, List.of(said(thread * each + i)));
                      }
                    }))
            .toList();
    AtomicBoolean ended = new AtomicBoolean();

    window.until(
        "all have told",
        () -> {
          boolean before = ended.getAndSet(threads.stream().noneMatch(Thread::isAlive));
          return before && window.waiting() == 0;
        });

    for (int thread = 0; thread < 4; thread++) {
      String room = "room" + thread;
      List<UUID> got =
          updates.stream()
              .flatMap(update -> update.messages().getOrDefault(room, List.of()).stream())
              .map(Message::id)
              .toList();
      int first = thread * each;
      assertEquals(
          IntStream.range(first, first + each).mapToObj(i -> new UUID(0, i)).toList(), got);
    }
  }

  @Test
  void whatWasTakenAwayAndWhoCameAndWentIsToldWithTheRest() {
    bridge.messagesArrived("kitchen", List.of(said(1)));
    bridge.messagesArrived("attic", List.of(said(2)));
    bridge.messagesDeleted("kitchen", Set.of(new UUID(0, 1)));
    bridge.membersChanged("kitchen");
    bridge.roomForgotten("attic");
    window.run();

    Update update = updates.getFirst();
    assertEquals(Map.of("kitchen", Set.of(new UUID(0, 1))), update.deleted());
    assertEquals(Set.of("kitchen"), update.members());
    assertEquals(Set.of("attic"), update.forgotten());
    assertEquals(Set.of("kitchen"), update.messages().keySet(), "nothing of it is shown again");
    bridge.linkChanged(new Link.Online());
    window.run();
    assertTrue(updates.getLast().deleted().isEmpty() && updates.getLast().forgotten().isEmpty());
  }
}
