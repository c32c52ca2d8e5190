package chat.parley.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The one Chromium of a test run: the system's own, found on the path or by {@value #PROPERTY}.
 *
 * <p>One thread uses it.
 */
final class Chromium implements AutoCloseable {
  static final String PROPERTY = "parley.chromium";

  private static final double PATIENCE_MILLIS = 15_000;
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private final Playwright playwright;
  private final Browser browser;
  private final SharedWorkers workers;

  Chromium() {
    Path program = find();
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program)
                    // What a page asks of the world outside is not found: tests stay on this
                    // machine.
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-dev-shm-usage",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE "
                                + LanAddress.find()
                                + ", EXCLUDE 127.0.0.1")));
    workers = new SharedWorkers(browser);
  }

  private static Path find() {
    String given = System.getProperty(PROPERTY, "");
    if (!given.isEmpty()) {
      return Path.of(given);
    }
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(folder -> candidates(folder))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "No Chromium was found on the path. Install it and an emoji font:"
                    + " 'apt-get install chromium fonts-noto-color-emoji'; or say where it is:"
                    + " -D"
                    + PROPERTY
                    + "=FILE"));
  }

  private static Stream<Path> candidates(String folder) {
    return NAMES.stream().map(name -> Path.of(folder, name));
  }

  Browser browser() {
    return browser;
  }

  SharedWorkers workers() {
    return workers;
  }

  static double patienceMillis() {
    return PATIENCE_MILLIS;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
