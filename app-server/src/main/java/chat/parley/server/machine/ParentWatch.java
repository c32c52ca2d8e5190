package chat.parley.server.machine;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Notices when the process that started this one has ended, so that this one does not outlive a
 * build tool that was killed.
 *
 * <p>On Linux Java looks for a process in files below {@code /proc}. While no file can be opened,
 * every process looks as if it had ended; who the parent is can be asked without a file, and tells
 * the truth.
 */
public final class ParentWatch {
  private static final long LOOK_AGAIN_MILLIS = 1_000;
  private static final long NONE = -1; // elsewhere, whoever's parent has ended has none

  private final long parent;
  private final Parents parents;
  private final Executor later;
  private final Runnable end;

  /** Who the parent of this process is now. */
  interface Parents {
    /** Its number, empty where it cannot be found out. */
    Optional<Long> current();

    /** Done when that process has ended, or looks so. */
    CompletableFuture<?> ended(long parent);
  }

  ParentWatch(long parent, Parents parents, Executor later, Runnable end) {
    this.parent = parent;
    this.parents = parents;
    this.later = later;
    this.end = end;
  }

  /** Runs something once, on a thread of its own, when the parent of this process has ended. */
  public static void onEnd(Runnable end) {
    Parents parents = new RealParents();
    Executor later = CompletableFuture.delayedExecutor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    parents
        .current()
        .filter(parent -> parent != NONE)
        .ifPresent(parent -> new ParentWatch(parent, parents, later, end).watch());
  }

  void watch() {
    var _ = parents.ended(parent).thenRun(this::look);
  }

  /** It looks as if the parent had ended: it has if this process has another one. */
  private void look() {
    Optional<Long> now = parents.current();
    if (now.isPresent() && now.get() != parent) {
      end.run();
    } else {
      later.execute(this::watch); // not so, or not to be found out just now
    }
  }

  private static final class RealParents implements Parents {
    private static final boolean LINUX = System.getProperty("os.name", "").contains("Linux");

    @Override
    public Optional<Long> current() {
      Optional<Long> parent = ProcessHandle.current().parent().map(ProcessHandle::pid);
      return parent.isEmpty() && !LINUX ? Optional.of(NONE) : parent;
    }

    @Override
    public CompletableFuture<?> ended(long parent) {
      return ProcessHandle.of(parent)
          .<CompletableFuture<?>>map(ProcessHandle::onExit)
          .orElseGet(() -> CompletableFuture.completedFuture(parent));
    }
  }
}
