package chat.parley.desktop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.Await;
import chat.parley.desktop.testing.Fx;
import chat.parley.desktop.testing.Watchdog;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** That the watchdog of the other tests barks. */
class WatchdogTest {
  @BeforeAll
  static void toolkit() {
    Fx.start();
  }

  @Test
  void whoWaitsOnTheToolkitsThreadIsNamed() {
    Watchdog watchdog = Watchdog.start();
    CountDownLatch named = new CountDownLatch(1);
    Platform.runLater(() -> waitFor(named));

    Await.until("it is named", () -> !watchdog.named().isEmpty());
    named.countDown();

    List<String> offenders = watchdog.stop();
    assertTrue(offenders.getFirst().contains("WatchdogTest.waitFor"), offenders::getFirst);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
