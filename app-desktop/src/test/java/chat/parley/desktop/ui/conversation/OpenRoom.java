package chat.parley.desktop.ui.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.replica.RoomSummary;
import chat.parley.desktop.sync.ChatSession;
import chat.parley.desktop.sync.Link;
import chat.parley.desktop.testing.Chatter;
import chat.parley.desktop.testing.HandWindow;
import chat.parley.desktop.testing.OpenSession;
import chat.parley.desktop.ui.Failures;
import chat.parley.desktop.ui.Update;
import chat.parley.desktop.ui.conversation.ConversationViewModel.Older;
import chat.parley.server.Server;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Alice's conversation in the rooms of a real server, by a real session. */
final class OpenRoom implements AutoCloseable {
  final HandWindow window = new HandWindow();
  final List<Throwable> told = new ArrayList<>();
  final Chatter others;
  final ConversationViewModel model;
  private final Path data;
  private final OpenSession alice;
  private final int port;
  private Server server;
  private List<RoomSummary> rooms = List.of();
  private boolean online;

  OpenRoom(Path folder) {
    data = folder.resolve("server");
    server = Chatter.server(data, 0);
    port = server.port();
    others = new Chatter(port);
    alice = new OpenSession(folder, "alice", port, window, this::update);
    model =
        new ConversationViewModel(
            alice.session(),
            window,
            ZoneOffset.UTC,
            () -> LocalDate.of(2026, 3, 2),
            "alice"::equals,
            new Failures(window, told::add));
  }

  /** As the main window does it. */
  private void update(Update update) {
    String room = model.roomProperty().get();
    if (update.startedOver() && !room.isEmpty()) {
      model.open(room, List.of());
    } else if (update.messages().containsKey(room) || update.outbox().containsKey(room)) {
      model.update(update.messages().getOrDefault(room, List.of()), update.outbox().get(room));
    }
    if (update.rooms() != null) {
      rooms = update.rooms();
    }
    if (update.link() != null) {
      boolean before = online;
      online = update.link() instanceof Link.Online;
      if (online && !before) {
        model.reachable();
      }
    }
  }

  ChatSession session() {
    return alice.session();
  }

  void connect() {
    alice.session().start();
    window.until("it is online", () -> online);
  }

  void loseTheServer() {
    server.close();
    window.until("it is offline", () -> !online);
  }

  /** The server is back; nobody has asked for anything yet. */
  void serveAgain() {
    server = Chatter.server(data, port);
  }

  void enter(String room) {
    model.open(room, List.of());
    window.until("the first page", () -> model.olderProperty().get() != Older.LOADING_FIRST);
  }

  /** Bob counts in the kitchen. */
  void say(int from, int to) {
    for (int i = from; i < to; i++) {
      others.say("bob", Integer.toString(i), "kitchen");
    }
  }

  static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  List<String> texts() {
    return model.items().stream().map(TimelineItem::text).toList();
  }

  void untilTexts(List<String> expected) {
    window.until("it reads " + expected, () -> texts().equals(expected));
  }

  void untilUnread(int count) {
    window.until(count + " unread", () -> unread() == count);
  }

  private int unread() {
    return rooms.stream()
        .filter(summary -> summary.room().equals("kitchen"))
        .mapToInt(RoomSummary::unread)
        .sum();
  }

  void attend(boolean now) {
    model.attendingProperty().set(now);
  }

  void expectNew(String text) {
    assertTrue(model.firstFresh() >= 0, "something is new");
    assertEquals(text, model.items().get(model.firstFresh()).text());
  }

  @Override
  public void close() {
    alice.close();
    others.close();
    server.close();
    assertEquals(List.of(), told);
  }
}
