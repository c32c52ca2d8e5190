package chat.parley.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One person's browser: what its tabs keep and share is nobody else's. */
final class Visitor implements AutoCloseable {
  private final BrowserContext context;
  private final SharedWorkers workers;
  private final Complaints complaints;
  private final String address;

  private Visitor(
      BrowserContext context, SharedWorkers workers, Complaints complaints, String address) {
    this.context = context;
    this.workers = workers;
    this.complaints = complaints;
    this.address = address;
  }

  /**
   * How a browser is set up.
   *
   * @param width of the window, in pixels
   * @param height of the window, in pixels
   * @param dark whether the system is dark
   * @param touch whether it is a phone
   * @param still whether the system asks for less motion
   * @param language of the browser
   * @param sharedWorkers whether the browser has them; some have not
   * @param zone the time zone, or the system's own
   */
  record Setup(
      int width,
      int height,
      boolean dark,
      boolean touch,
      boolean still,
      String language,
      boolean sharedWorkers,
      @Nullable String zone) {
    static final Setup DESK = new Setup(1280, 800, false, false, true, "en-US", true, "UTC");
    static final Setup PHONE = new Setup(390, 844, false, true, true, "en-US", true, "UTC");

    Setup withSize(int newWidth, int newHeight) {
      return new Setup(newWidth, newHeight, dark, touch, still, language, sharedWorkers, zone);
    }

    Setup withDark(boolean newDark) {
      return new Setup(width, height, newDark, touch, still, language, sharedWorkers, zone);
    }

    Setup withMotion() {
      return new Setup(width, height, dark, touch, false, language, sharedWorkers, zone);
    }

    Setup withLanguage(String newLanguage) {
      return new Setup(width, height, dark, touch, still, newLanguage, sharedWorkers, zone);
    }

    Setup withoutSharedWorkers() {
      return new Setup(width, height, dark, touch, still, language, false, zone);
    }
  }

  static Visitor of(Chromium chromium, String address, Setup setup) {
    Browser.NewContextOptions options =
        new Browser.NewContextOptions()
            .setViewportSize(setup.width(), setup.height())
            .setColorScheme(setup.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
            .setReducedMotion(setup.still() ? ReducedMotion.REDUCE : ReducedMotion.NO_PREFERENCE)
            .setHasTouch(setup.touch())
            .setLocale(setup.language())
            .setIgnoreHTTPSErrors(true) // as if the browser's warning had been read and passed
            .setAcceptDownloads(false);
    if (setup.zone() != null) {
      options.setTimezoneId(setup.zone());
    }
    BrowserContext context = chromium.browser().newContext(options);
    context.setDefaultTimeout(Chromium.patienceMillis());
    Complaints complaints = Complaints.of(context, address);
    if (!setup.sharedWorkers()) {
      context.addInitScript("delete window.SharedWorker;");
    }
    return new Visitor(context, chromium.workers(), complaints, address);
  }

  Complaints complaints() {
    return complaints;
  }

  BrowserContext context() {
    return context;
  }

  /** Opens the page in a new tab. */
  ChatPage tab() {
    Page page = context.newPage();
    page.navigate(address);
    return new ChatPage(page);
  }

  /** The first visit: opens the page and says a name. */
  ChatPage join(String name) {
    ChatPage page = tab();
    page.join(name);
    return page;
  }

  void setOffline(boolean offline) {
    context.setOffline(offline);
  }

  /** How many shared workers this browser has. */
  int sharedWorkers() {
    return workers.count(tabs().getFirst());
  }

  /**
   * Lets the clocks of the tabs and of the worker jump, as after a computer slept: the timers did
   * not run meanwhile.
   */
  void sleep(Duration duration) {
    String jump =
        """
        (() => {
          const past = %d;
          const day = Date.now.bind(Date);
          Date.now = () => day() + past;
          const since = performance.now.bind(performance);
          performance.now = () => since() + past;
        })()
        """
            .formatted(duration.toMillis());
    for (Page tab : tabs()) {
      tab.evaluate(jump);
    }
    workers.run(tabs().getFirst(), jump);
    for (Page tab : tabs()) {
      tab.evaluate(
          "() => { document.dispatchEvent(new Event('visibilitychange'));"
              + " window.dispatchEvent(new Event('focus')); }");
    }
  }

  /** Hears what the tabs and the worker have to complain of until now. */
  void listen() {
    for (Page tab : tabs()) {
      tab.title();
    }
    if (!tabs().isEmpty()) {
      workers.complaints(tabs().getFirst()).forEach(complaints::add);
    }
  }

  /** The tabs that are open. */
  List<Page> tabs() {
    return context.pages();
  }

  @Override
  public void close() {
    context.close();
  }
}
