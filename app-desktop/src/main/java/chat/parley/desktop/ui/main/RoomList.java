package chat.parley.desktop.ui.main;

import chat.parley.desktop.replica.RoomSummary;
import java.text.CollationKey;
import java.text.Collator;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The rooms in the order of their names, and those of them that a search leaves. For the toolkit's
 * thread; it needs no toolkit.
 */
public final class RoomList {
  private final Collator collator;
  private final Comparator<RoomSummary> byName =
      Comparator.comparing((RoomSummary summary) -> keyOf(summary.shownName()))
          .thenComparing(RoomSummary::room);
  private final ObservableList<RoomSummary> shown = FXCollections.observableArrayList();
  private final StringProperty search = new SimpleStringProperty("");
  private List<RoomSummary> all = List.of();

  /** What the names are ordered by: dear to find out, and the same in each frame. */
  private final Map<String, CollationKey> keys = new HashMap<>();

  RoomList(Locale locale) {
    collator = Collator.getInstance(locale);
    search.addListener((property, before, now) -> show());
  }

  /** Those that the search leaves. */
  public ObservableList<RoomSummary> shown() {
    return shown;
  }

  public StringProperty searchProperty() {
    return search;
  }

  /** The name that is typed into the search, which may be written as {@code #kitchen}. */
  String typed() {
    String typed = search.get().strip();
    return typed.startsWith("#") ? typed.substring(1).strip() : typed;
  }

  public List<RoomSummary> all() {
    return all;
  }

  void set(List<RoomSummary> rooms) {
    all = rooms.stream().sorted(byName).toList();
    keys.keySet().retainAll(rooms.stream().map(RoomSummary::shownName).collect(Collectors.toSet()));
    show();
  }

  private CollationKey keyOf(String name) {
    return keys.computeIfAbsent(name, collator::getCollationKey);
  }

  Optional<RoomSummary> find(String room) {
    return all.stream().filter(summary -> summary.room().equals(room)).findFirst();
  }

  int unread() {
    return all.stream().mapToInt(RoomSummary::unread).sum();
  }

  /** How many messages are on their way, in all rooms. */
  public int waiting() {
    return all.stream().mapToInt(RoomSummary::waiting).sum();
  }

  /**
   * The room so many places further on, beginning again at the end.
   *
   * @param unreadOnly whether rooms with nothing unread are passed over
   */
  Optional<String> from(String room, int step, boolean unreadOnly) {
    int size = all.size();
    int at = step > 0 ? -1 : 0; // of one that is not in the list: before the first
    for (int i = 0; i < size; i++) {
      if (all.get(i).room().equals(room)) {
        at = i;
      }
    }
    for (int i = 1; i <= size; i++) {
      RoomSummary candidate = all.get(Math.floorMod(at + i * step, size));
      if (!candidate.room().equals(room) && (!unreadOnly || candidate.unread() > 0)) {
        return Optional.of(candidate.room());
      }
    }
    return Optional.empty();
  }

  private void show() {
    String wanted = typed().toLowerCase(Locale.ROOT);
    List<RoomSummary> now =
        wanted.isEmpty()
            ? all
            : all.stream()
                .filter(summary -> summary.shownName().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
    if (now.size() == shown.size()
        && java.util.stream.IntStream.range(0, now.size())
            .allMatch(i -> now.get(i).room().equals(shown.get(i).room()))) {
      for (int i = 0; i < now.size(); i++) { // the same rooms: only what differs is touched
        if (!now.get(i).equals(shown.get(i))) {
          shown.set(i, now.get(i));
        }
      }
    } else {
      shown.setAll(now);
    }
  }
}
