package chat.parley.desktop.ui.conversation;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.replica.Page;
import chat.parley.desktop.sync.ChatSession;
import chat.parley.desktop.sync.SessionException;
import chat.parley.desktop.ui.Failures;
import chat.parley.model.Message;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The conversation of the room that is open: its rows, whether older ones can be had, how many came
 * while one was reading further up, and up to where it is read. For the toolkit's thread; it has no
 * nodes and needs no toolkit.
 */
public final class ConversationViewModel {
  private static final int PAGE = 100;

  /** What stands above the oldest row. */
  public enum Older {
    /** Nothing is shown yet. */
    LOADING_FIRST,
    /** There may be more, and it is loaded when one comes near. */
    MORE,
    /** More is being loaded. */
    LOADING,
    /** The beginning of the room. */
    NONE,
    /** There is more, and it cannot be had now. */
    OUT_OF_REACH
  }

  private final ChatSession session;
  private final Executor window;
  private final Supplier<LocalDate> today;
  private final Failures failures;
  private final Timeline timeline;

  private final ReadOnlyStringWrapper room = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Older> older = new ReadOnlyObjectWrapper<>(Older.NONE);
  private final ReadOnlyIntegerWrapper below = new ReadOnlyIntegerWrapper();
  private final BooleanProperty attending = new SimpleBooleanProperty(false);
  private final BooleanProperty atBottom = new SimpleBooleanProperty(true);

  private Predicate<Boolean> mayDelete = own -> false;
  private int visit; // counts the rooms that were opened: what was asked for an earlier one is void
  private @Nullable List<Message> early; // what came while the first page was on its way
  private List<OutboxEntry> pending = List.of();
  private @Nullable UUID readUpTo;
  private boolean refused; // the server does not know what it was asked for
  private boolean anchored = true; // whether what the polls bring comes after what is shown

  /**
   * @param window runs tasks on the toolkit's thread
   * @param today the date, by which days are named
   */
  public ConversationViewModel(
      ChatSession session,
      Executor window,
      ZoneId zone,
      Supplier<LocalDate> today,
      Predicate<String> isOwn,
      Failures failures) {
    this.session = session;
    this.window = window;
    this.today = today;
    this.failures = failures;
    timeline = new Timeline(zone, isOwn);
    attending.addListener((property, before, now) -> attentionChanged());
    atBottom.addListener((property, before, now) -> attentionChanged());
  }

  public ObservableList<TimelineItem> items() {
    return timeline.items();
  }

  /** The room that is open, empty for none. */
  public ReadOnlyStringProperty roomProperty() {
    return room.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Older> olderProperty() {
    return older.getReadOnlyProperty();
  }

  /** How many messages of others came while the newest were out of sight. */
  public ReadOnlyIntegerProperty belowProperty() {
    return below.getReadOnlyProperty();
  }

  /** Whether someone has this room before their eyes; the window says so. */
  public BooleanProperty attendingProperty() {
    return attending;
  }

  /** Whether the newest row is in sight; the list says so. */
  public BooleanProperty atBottomProperty() {
    return atBottom;
  }

  public LocalDate today() {
    return today.get();
  }

  /** The row at which reading begins: where the new begins, else -1 for the bottom. */
  public int firstFresh() {
    return timeline.firstFresh();
  }

  /** Opens a room with its newest messages. */
  public void open(String name, List<OutboxEntry> onTheWay) {
    visit++;
    room.set(name);
    timeline.clear();
    pending = onTheWay;
    readUpTo = null;
    refused = false;
    below.set(0);
    loadFirst();
  }

  private void loadFirst() {
    early = new ArrayList<>();
    older.set(Older.LOADING_FIRST);
    onWindow(
        session.newest(room.get(), PAGE),
        visit,
        this::show,
        failure -> show(new Page(List.of(), true, null)));
  }

  private void show(Page page) {
    anchored = page.kept();
    timeline.show(page.messages(), page.lastRead());
    if (early != null) {
      timeline.append(early);
      early = null;
    }
    timeline.pending(pending);
    shown.run();
    older.set(page.messages().isEmpty() && page.more() ? Older.OUT_OF_REACH : above(page));
    attentionChanged();
  }

  private static Older above(Page page) {
    return page.more() ? Older.MORE : Older.NONE;
  }

  private Runnable shown = () -> {};

  /** Has the list told when a room's first page is there. */
  public void setOnShown(Runnable listener) {
    shown = listener;
  }

  /** Loads older messages, if there are any and none are on their way. */
  public void loadOlder() {
    TimelineItem oldest = timeline.oldestPosted();
    boolean can = older.get() == Older.MORE || older.get() == Older.OUT_OF_REACH;
    if (!can) {
      return;
    }
    if (oldest == null) {
      loadFirst(); // what comes meanwhile belongs after it
      return;
    }
    older.set(Older.LOADING);
    onWindow(
        session.before(room.get(), oldest.id(), PAGE),
        visit,
        page -> {
          if (oldest.id().equals(oldestId())) {
            timeline.prepend(page.messages());
            timeline.pending(pending);
            older.set(above(page));
          } else {
            older.set(Older.MORE); // its place was let go meanwhile
          }
        },
        failure -> {
          refused =
              Failures.cause(failure) instanceof SessionException e
                  && e.kind() == SessionException.Kind.UNKNOWN;
          older.set(Older.OUT_OF_REACH);
        });
  }

  private @Nullable UUID oldestId() {
    TimelineItem oldest = timeline.oldestPosted();
    return oldest == null ? null : oldest.id();
  }

  /** The server is back: what was out of reach may be had. */
  public void reachable() {
    if (older.get() == Older.OUT_OF_REACH) {
      loadOlder();
    }
  }

  /**
   * Time has passed and the server is there: what was out of reach is asked for again, as one
   * request may fail where the next does not. What the server refused it refuses again.
   */
  public void stillReachable() {
    if (!refused) {
      reachable();
    }
  }

  /** New messages and the state of one's own, as of one frame; null: unchanged. */
  public void update(List<Message> messages, @Nullable List<OutboxEntry> onTheWay) {
    if (onTheWay != null) {
      boolean wrote = onTheWay.size() > pending.size();
      pending = onTheWay;
      if (wrote) {
        timeline.nothingIsNew();
      }
    }
    if (early != null) {
      early.addAll(messages);
      return;
    }
    if (!anchored && !messages.isEmpty()) {
      readUpTo = null; // what was shown was not stored, and so not marked as read either
      loadFirst(); // the polls have come to this room, and may bring what belongs before it
      return;
    }
    boolean unseen = !(attending.get() && atBottom.get());
    TimelineItem newest = timeline.newestPosted();
    if (newest != null && newest.id().equals(readUpTo)) {
      if (unseen) {
        timeline.readUpToHere();
      } else if (!timeline.hasFresh()) {
        timeline.nothingIsNew(); // what comes is seen as it comes
      }
    }
    UUID oldest = oldestId();
    int others = timeline.append(messages);
    timeline.pending(pending);
    if (oldest != null && !oldest.equals(oldestId()) && older.get() == Older.NONE) {
      older.set(Older.MORE); // the oldest were let go
    }
    if (!atBottom.get()) {
      below.set(below.get() + others);
    }
    attentionChanged();
  }

  private void attentionChanged() {
    if (atBottom.get()) {
      below.set(0);
    }
    TimelineItem newest = timeline.newestPosted();
    if (attending.get() && atBottom.get() && newest != null && !newest.id().equals(readUpTo)) {
      readUpTo = newest.id();
      failures.watch(session.markRead(room.get(), newest.id()));
    }
  }

  /** Escape: all is read. */
  public void markAllRead() {
    timeline.nothingIsNew();
    TimelineItem newest = timeline.newestPosted();
    if (newest != null && !newest.id().equals(readUpTo)) {
      readUpTo = newest.id();
      failures.watch(session.markRead(room.get(), newest.id()));
    }
  }

  /** Messages of this room were taken away. */
  public void deleted(Set<UUID> ids) {
    if (early != null) {
      early.replaceAll(message -> ids.contains(message.id()) ? message.withoutText() : message);
    }
    timeline.deleted(ids);
  }

  /** Whether this person may take a message away. */
  public boolean canDelete(TimelineItem item) {
    return item.posted() && !item.deleted() && mayDelete.test(item.own());
  }

  /** Says who may take messages away in this room: told whether the message is one's own. */
  public void mayDelete(Predicate<Boolean> rule) {
    mayDelete = rule;
  }

  /** Takes a message away, for everyone. */
  public void delete(UUID id) {
    failures.watch(session.rooms().deleteMessage(id));
  }

  /** Sends a failed message once more. */
  public void retry(UUID id) {
    failures.watch(session.retry(id));
  }

  /** Deletes a failed message. */
  public void discard(UUID id) {
    failures.watch(session.discard(id));
  }

  private void onWindow(
      CompletableFuture<Page> asked,
      int ofVisit,
      java.util.function.Consumer<Page> then,
      java.util.function.Consumer<Throwable> otherwise) {
    var _ =
        asked.whenCompleteAsync(
            (page, failure) -> {
              if (ofVisit != visit) {
                return;
              }
              if (failure == null) {
                then.accept(page);
              } else {
                otherwise.accept(failure);
              }
            },
            window);
  }
}
