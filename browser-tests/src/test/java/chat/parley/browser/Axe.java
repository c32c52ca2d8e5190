package chat.parley.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What axe-core finds wrong with a page for people who do not see it, or not well. */
final class Axe {
  private static final String SCRIPT = load();

  private Axe() {}

  private static String load() {
    try (InputStream script =
        Objects.requireNonNull(Axe.class.getResourceAsStream("/axe.min.js"), "axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that is serious or critical: the rule, what it says, and where. */
  static List<String> faults(Page page) {
    return run(page, "{}");
  }

  /** The same of the colours alone. */
  static List<String> contrastFaults(Page page) {
    return run(page, "{ runOnly: ['color-contrast'] }");
  }

  private static List<String> run(Page page, String options) {
    page.evaluate(SCRIPT);
    Object found =
        page.evaluate(
            """
            async () => (await axe.run(document, { resultTypes: ['violations'], ...%s })).violations
              .filter((v) => v.impact === 'serious' || v.impact === 'critical')
              .flatMap((v) => v.nodes.map((n) =>
                `${v.id}: ${n.target.join(' ')}: ${n.failureSummary.replace(/\\s+/g, ' ')}`))
            """
                .formatted(options));
    return ((List<?>) found).stream().map(String::valueOf).toList();
  }
}
