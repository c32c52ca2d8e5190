package chat.parley.desktop.testing;

import chat.parley.desktop.ui.Frames;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Stands for the toolkit's thread: what is handed to it waits until the test, whose own thread it
 * is, lets it run.
 */
public final class HandWindow implements Executor, Frames {
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public void next(Runnable task) {
    tasks.add(task);
  }

  /** How many tasks wait. */
  public int waiting() {
    return tasks.size();
  }

  /** Runs what has been handed over. */
  public void run() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /** Runs what is handed over until a condition holds. */
  public void until(String what, BooleanSupplier condition) {
    Await.until(
        what,
        () -> {
          run();
          return condition.getAsBoolean();
        });
  }

  /** Waits until something is handed over, and leaves it waiting. */
  public void untilHanded() {
    Await.until("something is handed to the window", () -> !tasks.isEmpty());
  }
}
