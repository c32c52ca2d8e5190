package chat.parley.server.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/**
 * Runs what it was given when it is told to, in order, on the thread that tells it. Safe for use by
 * any thread.
 */
public final class StepExecutor implements Executor {
  private final Deque<Runnable> tasks = new ArrayDeque<>();

  @Override
  public void execute(Runnable task) {
    synchronized (tasks) {
      tasks.addLast(task);
    }
  }

  /** Runs one task; false if there is none. */
  public boolean step() {
    Runnable task;
    synchronized (tasks) {
      task = tasks.pollFirst();
    }
    if (task != null) {
      task.run();
    }
    return task != null;
  }

  /** Runs all tasks, those that come meanwhile too. */
  public void runAll() {
    boolean more = true;
    while (more) {
      more = step();
    }
  }
}
