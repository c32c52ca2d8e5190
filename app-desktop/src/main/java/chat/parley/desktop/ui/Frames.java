package chat.parley.desktop.ui;

/** Runs tasks at the beginning of the next frame, on the toolkit's thread. Any thread may ask. */
public interface Frames {
  void next(Runnable task);

  /**
   * Runs a task when what is shown now has been drawn: while one frame is drawn the next is laid
   * out, and waits.
   */
  default void whenDrawn(Runnable task) {
    next(() -> next(() -> next(task)));
  }
}
