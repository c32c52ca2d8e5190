package chat.parley.server.sqlite;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong nanos = new AtomicLong();
  private final Progress progress = new Progress(nanos::get);

  @Test
  void isStuckWhoGetsNowhereForMoreThanASecond() {
    assertFalse(progress.isStuck());
    progress.made();
    nanos.addAndGet(SECOND);
    assertFalse(progress.isStuck());
    nanos.addAndGet(2);
    assertTrue(progress.isStuck());
    progress.made();
    assertFalse(progress.isStuck());
  }

  @Test
  void whoHasNothingToDoIsNotStuck() {
    progress.made();
    progress.over();
    nanos.addAndGet(2 * SECOND);
    assertFalse(progress.isStuck());
  }
}
