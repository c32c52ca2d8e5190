package chat.parley.desktop.ui.text;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/** The toolkit's thread, which all tests of this JVM share: nobody stops it. */
final class FxThread {
  private static final int PATIENCE_S = 30;

  private FxThread() {}

  static void start() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    try {
      Platform.startup(started::countDown);
    } catch (IllegalStateException _) {
      started.countDown();
    }
    if (!started.await(PATIENCE_S, TimeUnit.SECONDS)) {
      throw new IllegalStateException("The toolkit does not start");
    }
    Platform.setImplicitExit(false);
  }

  static <T> T call(Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    Platform.runLater(task);
    return task.get(PATIENCE_S, TimeUnit.SECONDS);
  }
}
