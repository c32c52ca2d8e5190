package chat.parley.desktop.ui.conversation;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.ModifiableObservableListBase;

/** An observable list in which a stretch is replaced as one change. For one thread. */
final class SplicedList<T> extends ModifiableObservableListBase<T> {
  private final ArrayList<T> elements = new ArrayList<>();

  /** Puts other elements in the place of those from {@code from} to before {@code to}. */
  void splice(int from, int to, List<? extends T> others) {
    beginChange();
    try {
      removeRange(from, to);
      addAll(from, others);
    } finally {
      endChange();
    }
  }

  @Override
  protected void removeRange(int from, int to) {
    if (to <= from) {
      return;
    }
    beginChange();
    try {
      List<T> gone = List.copyOf(elements.subList(from, to));
      elements.subList(from, to).clear();
      modCount++;
      nextRemove(from, gone);
    } finally {
      endChange();
    }
  }

  @Override
  public boolean addAll(int index, java.util.Collection<? extends T> others) {
    if (others.isEmpty()) {
      return false;
    }
    beginChange();
    try {
      elements.addAll(index, others);
      modCount++;
      nextAdd(index, index + others.size());
      return true;
    } finally {
      endChange();
    }
  }

  @Override
  public T get(int index) {
    return elements.get(index);
  }

  @Override
  public int size() {
    return elements.size();
  }

  @Override
  protected void doAdd(int index, T element) {
    elements.add(index, element);
  }

  @Override
  protected T doSet(int index, T element) {
    return elements.set(index, element);
  }

  @Override
  protected T doRemove(int index) {
    return elements.remove(index);
  }
}
