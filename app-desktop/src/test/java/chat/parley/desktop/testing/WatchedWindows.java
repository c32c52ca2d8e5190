package chat.parley.desktop.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For tests in real windows: starts the toolkit, and fails a test in which its thread was held up,
 * or something was thrown on it.
 */
public final class WatchedWindows
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
  private @Nullable Watchdog watchdog;

  @Override
  public void beforeAll(ExtensionContext context) {
    Fx.start();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    watchdog = Watchdog.start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    assertEquals(
        List.of(),
        Objects.requireNonNull(watchdog).stop(),
        "what held up the toolkit's thread, or was thrown on it");
  }
}
