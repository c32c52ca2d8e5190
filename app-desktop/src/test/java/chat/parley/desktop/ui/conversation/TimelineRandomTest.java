package chat.parley.desktop.ui.conversation;

import static chat.parley.desktop.ui.conversation.Lines.said;
import static chat.parley.desktop.ui.conversation.Lines.written;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.testing.Replay;
import chat.parley.model.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every state that is come to by small steps is the one that is built at once from all there is.
 */
class TimelineRandomTest {
  private static final int SAID = 400;
  private static final int STEPS = 300;
  private static final String[] PEOPLE = {"alice", "bob", "carol"};
  private static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");

  private final Timeline timeline = new Timeline(ZONE, "alice"::equals);
  private final Replay<TimelineItem> replay = new Replay<>(timeline.items());
  private final List<Message> log = new ArrayList<>();
  private final List<OutboxEntry> pending = new ArrayList<>();
  private int from; // the stretch of the log that is shown
  private int to;
  private @Nullable UUID read;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void smallStepsLeadWhereALeapDoes(long seed) {
    Random random = new Random(seed);
    talk(random);
    open(random);
    for (int step = 0; step < STEPS; step++) {
      change(random);

      assertIterableEquals(leap(), timeline.items(), "seed " + seed + ", step " + step);
      assertEquals(to - from, timeline.postedCount());
      replay.expectSame();
    }
  }

  private void talk(Random random) {
    Instant at = Lines.NOON;
    for (int i = 0; i < SAID; i++) {
      boolean pause = random.nextInt(12) == 0;
      at = at.plus(pause ? Duration.ofHours(9) : Duration.ofSeconds(random.nextInt(400)));
      log.add(said(PEOPLE[random.nextInt(PEOPLE.length)], "m" + i, at));
    }
  }

  private void open(Random random) {
    from = random.nextInt(SAID);
    to = Math.min(SAID, from + random.nextInt(20));
    read = random.nextInt(5) == 0 ? null : log.get(random.nextInt(SAID)).id();
    timeline.show(log.subList(from, to), read);
    timeline.pending(pending);
  }

  private void change(Random random) {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> append(random);
      case 3, 4, 5 -> prepend(random);
      case 6, 7, 8 -> onItsWay(random);
      case 9 -> {
        timeline.readUpToHere();
        read = from == to ? null : log.get(to - 1).id();
      }
      case 10 -> {
        timeline.nothingIsNew();
        read = null;
      }
      default -> {
        if (random.nextInt(4) == 0 || to - from > SAID / 2) {
          open(random);
        }
      }
    }
  }

  private void append(Random random) {
    int again = Math.max(from, to - random.nextInt(4));
    to = Math.min(SAID, to + random.nextInt(6));
    timeline.append(log.subList(again, to));
    timeline.pending(pending);
  }

  private void prepend(Random random) {
    int again = Math.min(to, from + random.nextInt(4));
    from = Math.max(0, from - random.nextInt(6));
    timeline.prepend(log.subList(from, again));
    timeline.pending(pending);
  }

  private void onItsWay(Random random) {
    if (!pending.isEmpty() && random.nextBoolean()) {
      pending.remove(random.nextInt(pending.size()));
    }
    int id = random.nextInt(1_000);
    OutboxEntry.State[] states = OutboxEntry.State.values();
    Message sent = log.get(random.nextInt(SAID));
    if (pending.size() < 6) {
      pending.add(
          written("p" + id, states[random.nextInt(states.length)], id < 300 ? sent.id() : null));
    }
    timeline.pending(pending);
  }

  /** All rows, by the rules as one would tell them. */
  private List<TimelineItem> leap() {
    List<TimelineItem> rows = new ArrayList<>();
    List<Message> shown = log.subList(from, to);
    shown.forEach(message -> rows.add(TimelineItem.of(message, message.sender().equals("alice"))));
    int fresh = fresh(shown);
    pending.stream()
        .filter(entry -> shown.stream().noneMatch(one -> one.id().equals(entry.messageId())))
        .forEach(entry -> rows.add(TimelineItem.of(entry)));
    List<TimelineItem> marked = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      TimelineItem row = rows.get(i);
      boolean day = i == 0 || !date(rows.get(i - 1)).equals(date(row));
      boolean first = i == 0 || day || i == fresh || isApart(rows.get(i - 1), row);
      marked.add(row.with(new TimelineItem.Mark(day, i == fresh, first)));
    }
    return marked;
  }

  private int fresh(List<Message> shown) {
    boolean after = false;
    for (int i = 0; i < shown.size(); i++) {
      if (after && !shown.get(i).sender().equals("alice")) {
        return i;
      }
      after |= shown.get(i).id().equals(read);
    }
    return -1;
  }

  private static boolean isApart(TimelineItem above, TimelineItem row) {
    long seconds = Math.abs(Duration.between(above.time(), row.time()).toSeconds());
    return !above.sender().equals(row.sender()) || above.failed() != row.failed() || seconds >= 300;
  }

  private static LocalDate date(TimelineItem row) {
    return row.time().atZone(ZONE).toLocalDate();
  }
}
