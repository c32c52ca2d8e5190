package chat.parley.desktop;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The only test that is run where it fails, see {@link chat.parley.desktop.testing.SystemFilter}.
 */
public class SystemNeedsTest {
  @Test
  void nothingIsMissingThatTheTestsOfWindowsNeed() {
    Optional<String> missing = SystemNeeds.missing(false);
    if (missing.isPresent()) {
      fail(missing.get());
    }
  }
}
