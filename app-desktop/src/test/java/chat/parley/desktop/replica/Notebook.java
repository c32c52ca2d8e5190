package chat.parley.desktop.replica;

import chat.parley.desktop.testing.Await;
import chat.parley.desktop.testing.Futures;
import chat.parley.desktop.testing.HandClock;
import chat.parley.model.Message;
import chat.parley.model.Replies;
import chat.parley.model.SenderName;
import chat.parley.model.Timestamp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A replica on disk, what it tells, and short ways to say what happens to it. */
final class Notebook implements AutoCloseable {
  static final String KITCHEN = "kitchen";
  static final String ATTIC = "attic";
  static final int LIMIT = 500;

  final Replica replica;
  final ServerReplica server;
  final List<Changes> told = new ArrayList<>();

  private Notebook(Path file, long roomMessagesMax, String key) throws UnusableReplicaException {
    replica = Replica.open(file, new HandClock(), roomMessagesMax);
    server = replica.server(key);
    server.observe(Runnable::run, told::add);
    server.me(SenderName.of("alice"));
  }

  /** Opens it, as alice's, and begins a conversation. */
  static Notebook open(Path file) {
    return open(file, Replica.ROOM_MESSAGES_MAX);
  }

  static Notebook open(Path file, long roomMessagesMax) {
    try {
      Notebook notebook = new Notebook(file, roomMessagesMax, "http://server");
      var _ = Await.result(notebook.server.begin());
      return notebook;
    } catch (UnusableReplicaException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same, of a server that was visited when it was empty. */
  static Notebook visited(Path file) {
    Notebook notebook = open(file);
    notebook.startsOver(new Snapshot("c0", List.of(), List.of()));
    return notebook;
  }

  /** A message that a number stands for; the number is also its time. */
  static Message message(long number, String room, String sender, String text) {
    return new Message(new UUID(0x7000, number), sender, text, new Timestamp(number), room);
  }

  static Message message(long number, String room) {
    return message(number, room, "bob", Long.toString(number));
  }

  static PollReply reply(String cursor, Message... messages) {
    boolean timeout = messages.length == 0;
    return new PollReply(
        List.of(messages), timeout ? "timeout" : "success", timeout, cursor, null, null);
  }

  static Replies.History history(
      String room, String cursor, boolean hasMore, List<Message> messages) {
    return new Replies.History(room, messages, "success", hasMore, cursor);
  }

  void polls(String cursor, Message... messages) {
    var _ = applies(reply(cursor, messages));
  }

  /** Takes a reply in which something happened; whether the list of rooms is wanted after it. */
  boolean hears(String cursor, RoomNews... news) {
    return applies(new PollReply(List.of(), "success", false, cursor, null, null, List.of(news)));
  }

  boolean applies(PollReply reply) {
    return Await.result(server.apply(reply, LIMIT));
  }

  void startsOver(Snapshot snapshot) {
    Futures.done(server.startOver(snapshot, ServerReplica.Because.FIRST_VISIT));
  }

  OutboxEntry writes(String room, String text) {
    return Await.result(
        server.add(
            new OutboxEntry(
                UUID.nameUUIDFromBytes((room + text).getBytes(StandardCharsets.UTF_8)),
                room,
                "alice",
                text,
                new Timestamp(1),
                OutboxEntry.State.WAITING,
                null,
                null)));
  }

  List<OutboxEntry> claims() {
    return Await.result(server.claim(8, Set.of()));
  }

  /** The texts of what was claimed. */
  List<String> claimed() {
    return claims().stream().map(OutboxEntry::text).toList();
  }

  /** The newest messages' texts. */
  List<String> texts(String room) {
    return texts(newest(room, 1_000_000));
  }

  static List<String> texts(Page page) {
    return page.messages().stream().map(Message::text).toList();
  }

  /** The newest messages that are known here. */
  Page newest(String room, int limit) {
    return Await.result(server.newest(room, limit)).orElseThrow();
  }

  /** All rooms, as a program that starts is told. */
  List<Changes.ListedRoom> rooms() {
    var _ = Await.result(server.begin());
    return told.getLast().rooms().stream()
        .sorted((one, other) -> Long.compare(other.activity(), one.activity()))
        .toList();
  }

  RoomSummary room(String name) {
    return rooms().stream()
        .map(Changes.ListedRoom::summary)
        .filter(room -> room.room().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no room " + name));
  }

  /** What is shown of a room's outbox, each as its text and state, as told last. */
  List<String> outbox(String room) {
    return told.reversed().stream()
        .filter(changes -> changes.outbox().containsKey(room))
        .findFirst()
        .map(changes -> changes.outbox().getOrDefault(room, List.of()))
        .orElse(List.of())
        .stream()
        .map(entry -> entry.text() + " " + entry.state())
        .toList();
  }

  @Override
  public void close() {
    replica.close();
  }
}
