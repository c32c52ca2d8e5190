package chat.parley.desktop.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/** The frames of JavaFX: between two of its pulses each task runs once, in the order they came. */
public final class FxFrames implements Frames {
  private final List<Runnable> tasks = new ArrayList<>();
  private final AnimationTimer timer =
      new AnimationTimer() {
        @Override
        public void handle(long nanos) {
          run();
        }
      };

  @Override
  public void next(Runnable task) {
    boolean first;
    synchronized (tasks) {
      first = tasks.isEmpty();
      tasks.add(task);
    }
    if (first) {
      Platform.runLater(timer::start);
    }
  }

  private void run() {
    List<Runnable> due;
    synchronized (tasks) {
      due = List.copyOf(tasks);
      tasks.clear();
      timer.stop(); // under the lock, so that the next first task starts it after this
    }
    due.forEach(Runnable::run);
  }
}
