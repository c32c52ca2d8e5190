package chat.parley.desktop.ui.conversation;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.model.Message;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one room: what everyone has, in the order of the log, and after it what was written
 * here and is on its way. It knows where a day begins, what hangs together and where the new
 * begins; it draws nothing. For one thread.
 */
final class Timeline {
  private static final Duration GROUPED_WITHIN = Duration.ofMinutes(5);

  /** Past this many rows the oldest are let go; they can be loaded again. */
  static final int ROWS_MAX = 100_000;

  private static final int ROWS_KEPT = 90_000;

  private final SplicedList<TimelineItem> items = new SplicedList<>();
  private final Set<UUID> known = new HashSet<>();
  private final ZoneId zone;
  private final Predicate<String> isOwn;
  private int posted;
  private @Nullable UUID lastRead; // the new begins after it; null: nothing is new
  private @Nullable UUID freshId; // and with this message, once it is there

  Timeline(ZoneId zone, Predicate<String> isOwn) {
    this.zone = zone;
    this.isOwn = isOwn;
  }

  ObservableList<TimelineItem> items() {
    return items;
  }

  int postedCount() {
    return posted;
  }

  @Nullable TimelineItem newestPosted() {
    return posted == 0 ? null : items.get(posted - 1);
  }

  @Nullable TimelineItem oldestPosted() {
    return posted == 0 ? null : items.get(0);
  }

  void clear() {
    items.splice(0, items.size(), List.of());
    known.clear();
    posted = 0;
    lastRead = null;
    freshId = null;
  }

  /** Starts with a stretch of messages, the new beginning after {@code read}. */
  void show(List<Message> messages, @Nullable UUID read) {
    clear();
    lastRead = read;
    append(messages);
  }

  /**
   * Adds what has just been said; what is there already is left out.
   *
   * @return how many were added, those written here not counted
   */
  int append(List<Message> messages) {
    boolean afterRead = lastRead != null && known.contains(lastRead);
    List<TimelineItem> fresh = unknown(messages);
    if (fresh.isEmpty()) {
      return 0;
    }
    var _ = lookForFresh(fresh, afterRead);
    List<TimelineItem> tail = new ArrayList<>(fresh);
    tail.addAll(items.subList(posted, items.size()));
    replaceFrom(posted, tail);
    posted += fresh.size();
    letGoOfTheOldest();
    return (int) fresh.stream().filter(item -> !item.own()).count();
  }

  /** Adds what was said before. */
  void prepend(List<Message> messages) {
    List<TimelineItem> older = unknown(messages);
    if (older.isEmpty()) {
      return;
    }
    int count = older.size();
    boolean joins = !items.isEmpty();
    boolean goOn = lookForFresh(older, false);
    if (joins) {
      older.add(items.get(0)); // what stands before it has changed
    }
    List<TimelineItem> marked = marked(null, older);
    items.splice(0, 0, marked.subList(0, count));
    if (joins && !marked.get(count).equals(items.get(count))) {
      items.set(count, marked.get(count));
    }
    posted += count;
    if (goOn && !lookForFresh(items.subList(count, posted), true) && freshId != null) {
      markAgain(firstFresh());
    }
  }

  /** Messages were taken away: their words go, their places stay. */
  void deleted(Set<UUID> ids) {
    for (int i = 0; i < posted; i++) {
      TimelineItem item = items.get(i);
      if (ids.contains(item.id()) && !item.deleted()) {
        items.set(i, item.withoutText());
      }
    }
  }

  /** What was written here and has not come back yet. */
  void pending(List<OutboxEntry> entries) {
    List<TimelineItem> rows = new ArrayList<>();
    entries.stream()
        .filter(entry -> entry.messageId() == null || !known.contains(entry.messageId()))
        .map(TimelineItem::of)
        .forEach(rows::add);
    replaceFrom(posted, rows);
  }

  /** The new begins after the newest message that everyone has. */
  void readUpToHere() {
    TimelineItem newest = newestPosted();
    markReadUpTo(newest == null ? null : newest.id());
  }

  /** Whether something is marked as new. */
  boolean hasFresh() {
    return freshId != null;
  }

  /** Nothing is marked as new any more. */
  void nothingIsNew() {
    markReadUpTo(null);
  }

  /** The row where the new begins, -1 if none is marked. */
  int firstFresh() {
    if (freshId != null) {
      for (int i = posted - 1; i >= 0; i--) {
        if (items.get(i).id().equals(freshId)) {
          return i;
        }
      }
    }
    return -1;
  }

  private void markReadUpTo(@Nullable UUID id) {
    int before = firstFresh();
    lastRead = id;
    freshId = null;
    if (before >= 0) {
      markAgain(before);
    }
  }

  private void markAgain(int index) {
    TimelineItem item = items.get(index);
    items.set(index, item.with(mark(index == 0 ? null : items.get(index - 1), item)));
  }

  /**
   * Looks for where the new begins: the first message of someone else after the one read last.
   *
   * @param after whether the one read last stands before these rows
   * @return whether it stands before what follows these rows, and the new has not begun yet
   */
  private boolean lookForFresh(List<TimelineItem> rows, boolean after) {
    if (freshId != null || lastRead == null) {
      return false;
    }
    boolean isAfter = after;
    for (TimelineItem row : rows) {
      if (isAfter && row.posted() && !row.own()) {
        freshId = row.id();
        return false;
      }
      isAfter |= row.id().equals(lastRead);
    }
    return isAfter;
  }

  private List<TimelineItem> unknown(List<Message> messages) {
    List<TimelineItem> fresh = new ArrayList<>(messages.size());
    for (Message message : messages) {
      if (known.add(message.id())) {
        fresh.add(TimelineItem.of(message, isOwn.test(message.sender())));
      }
    }
    return fresh;
  }

  /** Replaces the rows from a place on, touching those only that differ. */
  private void replaceFrom(int from, List<TimelineItem> rows) {
    List<TimelineItem> marked = marked(from == 0 ? null : items.get(from - 1), rows);
    int same = 0;
    while (from + same < items.size()
        && same < marked.size()
        && items.get(from + same).equals(marked.get(same))) {
      same++;
    }
    if (from + same < items.size() || same < marked.size()) {
      items.splice(from + same, items.size(), marked.subList(same, marked.size()));
    }
  }

  private List<TimelineItem> marked(@Nullable TimelineItem before, List<TimelineItem> rows) {
    List<TimelineItem> marked = new ArrayList<>(rows.size());
    TimelineItem previous = before;
    for (TimelineItem row : rows) {
      marked.add(row.with(mark(previous, row)));
      previous = row;
    }
    return marked;
  }

  private TimelineItem.Mark mark(@Nullable TimelineItem previous, TimelineItem row) {
    boolean day = previous == null || !date(previous).equals(date(row));
    boolean fresh = row.id().equals(freshId);
    boolean first =
        previous == null
            || day
            || fresh
            || !previous.sender().equals(row.sender())
            || previous.guest() != row.guest()
            || previous.own() != row.own()
            || previous.failed() != row.failed()
            || Duration.between(previous.time(), row.time()).abs().compareTo(GROUPED_WITHIN) >= 0;
    return new TimelineItem.Mark(day, fresh, first);
  }

  private LocalDate date(TimelineItem row) {
    return row.time().atZone(zone).toLocalDate();
  }

  private void letGoOfTheOldest() {
    if (posted <= ROWS_MAX) {
      return;
    }
    int gone = posted - ROWS_KEPT;
    for (TimelineItem item : items.subList(0, gone)) {
      known.remove(item.id());
    }
    items.splice(0, gone, List.of());
    posted -= gone;
    TimelineItem oldest = items.get(0);
    items.set(0, oldest.with(mark(null, oldest)));
  }
}
