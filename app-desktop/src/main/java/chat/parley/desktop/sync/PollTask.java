package chat.parley.desktop.sync;

import javafx.concurrent.Task;
import org.jspecify.annotations.Nullable;

/** The poll loop as JavaFX runs and shows it; cancelling it ends the poll that is held. */
public final class PollTask extends Task<@Nullable Void> {
  private final SyncLoop loop;

  public PollTask(SyncLoop loop) {
    this.loop = loop;
  }

  @Override
  protected @Nullable Void call() {
    loop.run();
    return null;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning); // first, or it would have succeeded
    loop.cancel();
    return cancelled;
  }
}
