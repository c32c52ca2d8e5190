package chat.parley.desktop.testing;

import chat.parley.desktop.SystemNeeds;
import chat.parley.desktop.SystemNeedsTest;
import java.util.Optional;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Where the system lacks what JavaFX needs, no test is run but the one that says so: one line with
 * what to install, in place of a failure of every test that has a window. JUnit finds it by itself.
 */
public final class SystemFilter implements PostDiscoveryFilter, LauncherSessionListener {
  private static final String THE_ONE = SystemNeedsTest.class.getName();

  private final Optional<String> missing = SystemNeeds.missing(false);

  /** Says it at once, too: the one test may not be among those that were asked for. */
  @Override
  public void launcherSessionOpened(LauncherSession session) {
    missing.ifPresent(System.err::println);
  }

  @Override
  public FilterResult apply(TestDescriptor descriptor) {
    return FilterResult.includedIf(
        missing.isEmpty() || descriptor.getSource().map(SystemFilter::isTheOne).orElse(true));
  }

  private static boolean isTheOne(TestSource source) {
    return switch (source) {
      case ClassSource type -> type.getClassName().equals(THE_ONE);
      case MethodSource method -> method.getClassName().equals(THE_ONE);
      default -> false;
    };
  }
}
