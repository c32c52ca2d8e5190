package chat.parley.desktop.sync;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.replica.RoomSummary;
import chat.parley.desktop.testing.Await;
import chat.parley.model.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** A listener that shows what a window would: rooms, messages, what is on its way, the link. */
final class Reader implements ChatListener {
  private final Map<String, List<Message>> messages = new HashMap<>();
  private final Map<String, List<OutboxEntry>> outbox = new HashMap<>();
  private final List<Link> links = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private List<RoomSummary> rooms = List.of();
  private int startedOver;

  @Override
  public synchronized void linkChanged(Link link) {
    links.add(link);
    calls.add("link " + link.getClass().getSimpleName());
  }

  @Override
  public synchronized void roomsChanged(List<RoomSummary> now) {
    rooms = now;
    calls.add("rooms");
  }

  @Override
  public synchronized void messagesArrived(String room, List<Message> arrived) {
    messages.computeIfAbsent(room, _ -> new ArrayList<>()).addAll(arrived);
    calls.add("messages " + room);
  }

  @Override
  public synchronized void outboxChanged(String room, List<OutboxEntry> entries) {
    outbox.put(room, entries);
    calls.add("outbox " + room);
  }

  @Override
  public synchronized void messagesDeleted(String room, Set<UUID> ids) {
    messages
        .computeIfAbsent(room, _ -> new ArrayList<>())
        .replaceAll(message ->
            ids.contains(message.id())
                ? new Message(
                    message.id(),
                    message.sender(),
                    "",
                    message.timestamp(),
                    room,
                    message.guest(),
                    true)
                : message);
    calls.add("deleted " + room);
  }

  @Override
  public synchronized void membersChanged(String room) {
    calls.add("members " + room);
  }

  @Override
  public synchronized void roomForgotten(String room) {
    messages.remove(room);
    calls.add("forgotten " + room);
  }

  @Override
  public synchronized void startedOver() {
    startedOver++;
    messages.clear();
    calls.add("startedOver");
  }

  synchronized List<String> texts(String room) {
    return messages.getOrDefault(room, List.of()).stream().map(Message::text).toList();
  }

  synchronized List<Message> messages(String room) {
    return List.copyOf(messages.getOrDefault(room, List.of()));
  }

  synchronized List<OutboxEntry> outbox(String room) {
    return outbox.getOrDefault(room, List.of());
  }

  synchronized List<RoomSummary> rooms() {
    return rooms;
  }

  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  synchronized int timesStartedOver() {
    return startedOver;
  }

  synchronized Link link() {
    return links.isEmpty() ? new Link.Connecting() : links.getLast();
  }

  synchronized List<Link> links() {
    return List.copyOf(links);
  }

  RoomSummary room(String name) {
    return rooms().stream()
        .filter(room -> room.room().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no room " + name + " in " + rooms()));
  }

  void awaitTexts(String room, List<String> expected) {
    Await.until(
        room + " to read " + expected + ", not " + texts(room), () -> texts(room).equals(expected));
  }

  void awaitOnline() {
    awaitLink("online", link -> link instanceof Link.Online);
  }

  void awaitLink(String what, Predicate<Link> condition) {
    Await.until("the link to be " + what, () -> condition.test(link()));
  }

  void awaitOutbox(String room, Predicate<List<OutboxEntry>> condition) {
    Await.until("the outbox of " + room, () -> condition.test(outbox(room)));
  }
}
