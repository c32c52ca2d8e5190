package chat.parley.desktop.ui;

/** Runs tasks at the beginning of the next frame, on the toolkit's thread. Any thread may ask. */
public interface Frames {
  void next(Runnable task);
}
