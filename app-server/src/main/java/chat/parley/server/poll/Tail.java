package chat.parley.server.poll;

import chat.parley.model.Message;
import chat.parley.model.RoomBody;
import chat.parley.server.event.Applied;
import chat.parley.server.event.Outcome;
import chat.parley.server.event.Place;
import chat.parley.server.log.LogReader;
import chat.parley.server.logging.Words;
import chat.parley.server.projection.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest events in memory, so that a woken poll reads no disk. It also is the position up to
 * which polls see the log. One thread at a time appends; any reads a {@link View}, which does not
 * change.
 */
public final class Tail {
  /** With so many a poll that was cut off by a restart is answered from memory. */
  private static final int NEWEST = Reader.AT_HAND_MAX_EVENTS;

  private static final Logger log = LoggerFactory.getLogger(Tail.class);
  private static final int SLOTS_KEPT = 2_048;
  private static final long TEXT_KEPT_MAX_CHARS = 4L * 1024 * 1024;

  private volatile View view;

  /** One that has nothing in memory yet. */
  public Tail(Place head) {
    view = new View(new Slot[2 * SLOTS_KEPT], 0, 0, head, head);
  }

  /**
   * One that has the newest of a log, so that whoever comes back need not wait for the disk. If
   * they cannot be read, that is left to whoever asks for them.
   *
   * @param head where the log ends; it stays so meanwhile
   */
  public static Tail of(LogReader reader, Place head) {
    try {
      LogReader.Newest newest = reader.newest(NEWEST);
      Tail tail = new Tail(newest.before());
      newest.events().forEach(tail::take);
      return tail;
    } catch (RuntimeException e) {
      log.warn("The newest events of the log cannot be read ahead", Words.without(e));
      return new Tail(head);
    }
  }

  /** One event's place, and what it brought to the readers of a room, if it did. */
  private record Slot(Place place, @Nullable Entry entry) {
    int chars() {
      return entry == null ? 0 : entry.chars();
    }

    boolean isMessage(UUID id) {
      Message message = entry == null ? null : entry.message();
      return message != null && message.id().equals(id);
    }
  }

  /**
   * The log as it was at one moment: everything up to {@link #head}, of which the newest is in
   * memory.
   */
  public static final class View {
    // Slots before `end` never change, so that views may share one array; the one that appends
    // fills those behind it.
    private final @Nullable Slot[] slots;
    private final int end;
    private final long chars;
    private final Place start;
    private final Place head;

    private View(@Nullable Slot[] slots, int end, long chars, Place start, Place head) {
      this.slots = slots;
      this.end = end;
      this.chars = chars;
      this.start = start;
      this.head = head;
    }

    public Place head() {
      return head;
    }

    /** Whether all events after a place are in memory. */
    public boolean covers(long fromSeq) {
      return fromSeq >= start.seq();
    }

    /** The place after an event, or null if it is not in memory. */
    public @Nullable Place placeAt(long seq) {
      if (seq == head.seq()) {
        return head;
      }
      if (seq == start.seq()) {
        return start;
      }
      return seq > start.seq() && seq < head.seq() ? slot(seq).place() : null;
    }

    /** The oldest entries of a scope after a place that is covered, at most {@code limit}. */
    List<Entry> after(long fromSeq, Scope scope, int limit) {
      List<Entry> entries = new ArrayList<>();
      for (long seq = fromSeq + 1; seq <= head.seq() && entries.size() < limit; seq++) {
        Entry entry = slot(seq).entry();
        if (entry != null && scope.includes(entry)) {
          entries.add(entry);
        }
      }
      return entries;
    }

    private Slot slot(long seq) {
      Slot slot = slots[end - (int) (head.seq() - seq) - 1];
      if (slot == null) {
        throw new IllegalStateException("Event " + seq + " is missing in memory");
      }
      return slot;
    }
  }

  public View view() {
    return view;
  }

  /** Takes the next batch; called in the log's order by one thread at a time. */
  public void append(Applied.Batch batch) {
    batch.events().forEach(this::take);
  }

  private void take(Applied applied) {
    if (applied.outcome() instanceof Outcome.Accepted accepted
        && accepted.event().body() instanceof RoomBody.MessageDeleted(UUID messageId)) {
      takeAway(messageId);
    }
    append(applied);
  }

  /** A message was deleted: its text is in memory no more, but in views that are being read. */
  private void takeAway(UUID messageId) {
    View now = view;
    for (int i = 0; i < now.end; i++) {
      Slot slot = now.slots[i];
      Entry entry = slot == null ? null : slot.entry();
      if (slot != null && entry != null && slot.isMessage(messageId)) {
        @Nullable Slot[] slots = now.slots.clone();
        slots[i] = new Slot(slot.place(), entry.withoutText());
        view = new View(slots, now.end, now.chars - slot.chars(), now.start, now.head);
        return;
      }
    }
  }

  private void append(Applied applied) {
    View now = view;
    if (now.end == now.slots.length || now.chars > 2 * TEXT_KEPT_MAX_CHARS) {
      now = shortened(now);
    }
    Slot slot = new Slot(applied.place(), entry(applied));
    now.slots[now.end] = slot;
    view = new View(now.slots, now.end + 1, now.chars + slot.chars(), now.start, applied.place());
  }

  private static @Nullable Entry entry(Applied applied) {
    return applied.outcome() instanceof Outcome.Accepted accepted
        ? Entry.of(applied.place(), accepted.event())
        : null;
  }

  /** The same with fewer slots in a new array: half of them, or fewer where the texts are long. */
  private static View shortened(View full) {
    int from = full.end;
    long chars = 0;
    while (from > Math.max(1, full.end - SLOTS_KEPT) && chars <= TEXT_KEPT_MAX_CHARS) {
      from--;
      Slot slot = full.slots[from];
      chars += slot == null ? 0 : slot.chars();
    }
    @Nullable Slot[] slots = new Slot[full.slots.length];
    System.arraycopy(full.slots, from, slots, 0, full.end - from);
    Slot before = full.slots[from - 1];
    Place start = before == null ? full.start : before.place();
    return new View(slots, full.end - from, chars, start, full.head);
  }
}
