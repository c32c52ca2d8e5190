package chat.parley.desktop.ui.main;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.replica.RoomSummary;
import chat.parley.desktop.replica.Token;
import chat.parley.desktop.sync.ChatSession;
import chat.parley.desktop.ui.Failures;
import chat.parley.desktop.ui.Problems;
import chat.parley.desktop.ui.Texts;
import chat.parley.desktop.ui.Update;
import chat.parley.desktop.ui.composer.ComposerViewModel;
import chat.parley.desktop.ui.conversation.ConversationViewModel;
import chat.parley.desktop.ui.conversation.TimelineItem;
import chat.parley.desktop.ui.room.NewRoomViewModel;
import chat.parley.desktop.ui.room.RoomViewModel;
import chat.parley.model.Refusal;
import chat.parley.model.RoomName;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/**
 * One chat as the main window shows it: its rooms, the one that is open, and the link to the
 * server. For the toolkit's thread; it has no nodes and needs no toolkit.
 */
public final class MainViewModel {
  public static final String FIRST_ROOM = "general";
  private static final int GUESTS_MAX = 50;

  private final ChatSession session;
  private final Texts texts;
  private final Failures failures;
  private final InstantSource clock;
  private final Consumer<String> remember;
  private final RoomList rooms;
  private final LinkViewModel link;
  private final ConversationViewModel conversation;
  private final ComposerViewModel composer;
  private final Map<String, List<OutboxEntry>> outbox = new HashMap<>();
  private final ReadOnlyStringWrapper room = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper shownName = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper prompt = new ReadOnlyStringWrapper("");
  private final RoomViewModel roomPanel;
  private final NewRoomViewModel newRoom;
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

  /**
   * What the model needs.
   *
   * @param window runs tasks on the toolkit's thread
   * @param own whether the server is the one that this app runs
   * @param remember told which room is open
   * @param isOwn whether a name is the one that this person writes under
   * @param token what shows whose name that is, null for a guest
   */
  public record Setting(
      Texts texts,
      Failures failures,
      InstantSource clock,
      Locale locale,
      Executor window,
      boolean own,
      Consumer<String> remember,
      Predicate<String> isOwn,
      Supplier<@Nullable Token> token) {}

  public MainViewModel(ChatSession session, Setting setting) {
    this.session = session;
    texts = setting.texts();
    failures = setting.failures();
    clock = setting.clock();
    remember = setting.remember();
    rooms = new RoomList(setting.locale());
    link = new LinkViewModel(texts, setting.own(), clock.instant());
    conversation =
        new ConversationViewModel(
            session,
            setting.window(),
            texts.zone(),
            () -> clock.instant().atZone(texts.zone()).toLocalDate(),
            setting.isOwn(),
            failures);
    composer = new ComposerViewModel(session, setting.window(), failures);
    Problems problems = new Problems(texts);
    roomPanel =
        new RoomViewModel(
            session.rooms(),
            new RoomViewModel.Setting(
                setting.window(), problems, setting.isOwn(), this::guests, this::open));
    newRoom = new NewRoomViewModel(session.rooms(), setting.window(), problems, this::open);
    conversation.mayDelete(own -> mayDelete(own, setting.token().get()));
    rooms.searchProperty().addListener((property, before, now) -> problem.set(""));
  }

  private boolean mayDelete(boolean own, @Nullable Token token) {
    RoomSummary now = summary();
    boolean runs = token != null && token.administrator() && !now.isPrivate();
    return token != null && (own || runs || now.about().role().moderates());
  }

  /** The names of guests who wrote in the room that is open, as far as they are in sight. */
  private List<String> guests() {
    return conversation.items().stream()
        .filter(TimelineItem::guest)
        .map(TimelineItem::sender)
        .distinct()
        .limit(GUESTS_MAX)
        .toList();
  }

  /** The room that is open, as far as it is known. */
  private RoomSummary summary() {
    return rooms.find(room.get()).orElseGet(() -> new RoomSummary(room.get(), null, null, 0, 0, 0));
  }

  /** The room that is open, beside its messages. */
  public RoomViewModel roomPanel() {
    return roomPanel;
  }

  /** A room to be made. */
  public NewRoomViewModel newRoom() {
    return newRoom;
  }

  /** What the room that is open is called. */
  public ReadOnlyStringProperty shownNameProperty() {
    return shownName.getReadOnlyProperty();
  }

  /** What an empty composer says. */
  public ReadOnlyStringProperty promptProperty() {
    return prompt.getReadOnlyProperty();
  }

  public RoomList rooms() {
    return rooms;
  }

  public LinkViewModel link() {
    return link;
  }

  public ConversationViewModel conversation() {
    return conversation;
  }

  public ComposerViewModel composer() {
    return composer;
  }

  /** The room that is open. */
  public ReadOnlyStringProperty roomProperty() {
    return room.getReadOnlyProperty();
  }

  /** The window's title: how many are unread, the room, the app. */
  public ReadOnlyStringProperty titleProperty() {
    return title.getReadOnlyProperty();
  }

  /** Why no room of the name that was typed can be made, empty for nothing. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** What has changed since the frame before. */
  public void update(Update update) {
    if (update.startedOver()) {
      outbox.clear();
    }
    outbox.putAll(update.outbox());
    if (update.startedOver() && !room.get().isEmpty()) {
      conversation.open(room.get(), outbox.getOrDefault(room.get(), List.of()));
    } else if (update.messages().containsKey(room.get())
        || update.outbox().containsKey(room.get())) {
      conversation.update(
          update.messages().getOrDefault(room.get(), List.of()), update.outbox().get(room.get()));
    }
    if (update.deleted().containsKey(room.get())) {
      conversation.deleted(update.deleted().getOrDefault(room.get(), Set.of()));
    }
    String name = shownName.get();
    if (update.rooms() != null) {
      rooms.set(update.rooms());
      link.waiting(rooms.waiting(), clock.instant());
    }
    if (update.forgotten().contains(room.get())) {
      gone(name);
    }
    if (update.members().contains(room.get())) {
      roomPanel.membersChanged();
    }
    if (update.link() != null) {
      boolean wasOnline = link.onlineProperty().get();
      link.link(update.link(), clock.instant());
      if (!wasOnline && link.onlineProperty().get()) {
        conversation.reachable();
      }
    }
    title();
  }

  /** This person is no longer in the room that is open. */
  private void gone(String name) {
    if (rooms.find(room.get()).isPresent()) { // something waits to be sent there, and can be seen
      conversation.open(room.get(), outbox.getOrDefault(room.get(), List.of()));
    } else {
      open(FIRST_ROOM);
    }
    failures.tell(new Problems.Told("room.gone", name));
  }

  /** Time has passed. */
  public void tick() {
    link.show(clock.instant());
    if (link.onlineProperty().get()) {
      conversation.stillReachable();
    }
  }

  /** Opens a room; it is kept in the list even if nobody has written in it. */
  public void open(String name) {
    if (name.equals(room.get())) {
      return;
    }
    room.set(name);
    failures.watch(session.openRoom(name));
    remember.accept(name);
    conversation.open(name, outbox.getOrDefault(name, List.of()));
    composer.open(name);
    title();
  }

  /** Opens the room whose name is typed into the search; what has none yet becomes one. */
  public boolean openTyped() {
    String typed = rooms.typed();
    if (typed.isEmpty()) {
      return false;
    }
    if (RoomName.isPrivate(typed)) {
      problem.set(texts.get("rooms.private.typed"));
      return false;
    }
    try {
      open(RoomName.of(typed).value());
      rooms.searchProperty().set("");
      return true;
    } catch (Refusal refusal) {
      problem.set(refusal.detail());
      return false;
    }
  }

  /** Goes so many rooms further down the list. */
  public void move(int step, boolean unreadOnly) {
    rooms.from(room.get(), step, unreadOnly).ifPresent(this::open);
  }

  public void tryNow() {
    session.tryNow();
  }

  private void title() {
    int unread = rooms.unread();
    RoomSummary now = summary();
    shownName.set(now.shownName());
    prompt.set(
        texts.get(
            now.isPrivate() ? "composer.prompt.private" : "composer.prompt", now.shownName()));
    if (!room.get().isEmpty()) {
      roomPanel.show(now);
    }
    String name = room.get().isEmpty() ? texts.get("app") : texts.get("title", now.shownName());
    title.set(unread == 0 ? name : texts.get("title.unread", unread, name));
  }
}
