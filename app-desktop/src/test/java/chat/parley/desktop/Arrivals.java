package chat.parley.desktop;

import chat.parley.desktop.testing.Crowd;
import chat.parley.desktop.testing.Figures;
import chat.parley.desktop.testing.Sayings;
import chat.parley.desktop.ui.conversation.TimelineItem;
import java.util.HashMap;
import java.util.Map;
import javafx.collections.ListChangeListener;

/** When the messages known by a word came into a timeline. For the toolkit's thread. */
final class Arrivals implements ListChangeListener<TimelineItem> {
  private final String word;
  private final Map<String, Long> seen = new HashMap<>();

  Arrivals(String word) {
    this.word = word;
  }

  @Override
  public void onChanged(Change<? extends TimelineItem> change) {
    long now = System.nanoTime();
    while (change.next()) {
      change.getAddedSubList().stream()
          .map(item -> Sayings.word(item.text()))
          .filter(known -> known.startsWith(word))
          .forEach(known -> seen.putIfAbsent(known, now));
    }
  }

  int count() {
    return seen.size();
  }

  /** How long they took since the server said that it has them; some come before it says so. */
  Figures since(Crowd crowd) {
    Figures delay = new Figures("  from the server's word to the row");
    seen.forEach((known, at) -> delay.add(at - crowd.acknowledgedNanos(known)));
    return delay;
  }
}
