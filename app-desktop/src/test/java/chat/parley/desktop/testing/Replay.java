package chat.parley.desktop.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

/** A copy of a list, kept only by what the list tells of its changes, as every view of it is. */
public final class Replay<T> {
  private final ObservableList<T> list;
  private final List<T> copy;
  private int changes;

  public Replay(ObservableList<T> list) {
    this.list = list;
    copy = new ArrayList<>(list);
    list.addListener(this::changed);
  }

  private void changed(ListChangeListener.Change<? extends T> change) {
    changes++;
    while (change.next()) {
      if (change.wasPermutated() || change.wasUpdated()) {
        throw new AssertionError("Nobody here expects " + change);
      }
      List<T> gone = copy.subList(change.getFrom(), change.getFrom() + change.getRemovedSize());
      assertEquals(gone, change.getRemoved(), "what is said to be gone stood there");
      gone.clear();
      copy.addAll(change.getFrom(), change.getAddedSubList());
    }
  }

  /** What was told must lead to what is there. */
  public void expectSame() {
    assertEquals(List.copyOf(list), copy, "what was told of the changes");
  }

  /** How often the list told of a change. */
  public int changes() {
    return changes;
  }
}
