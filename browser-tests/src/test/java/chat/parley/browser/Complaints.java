package chat.parley.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * All that a browser complains of, and what it should not do: errors on the console, exceptions
 * that nobody caught, breaches of the page's security policy, dialogs of the browser's own,
 * requests to another origin, and a script that came in by a message. What is not allowed fails the
 * test.
 */
final class Complaints {
  /** What hostile messages try to set. */
  static final String CANARY = "__ran";

  private static final String PREFIX = "parley-watch: ";

  /** Runs in every document before its own scripts. */
  private static final String WATCH =
      """
      document.addEventListener('securitypolicyviolation', (e) =>
        console.error('%1$spolicy ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample));
      for (const name of ['%2$s'])
        Object.defineProperty(window, name, {
          get: () => undefined,
          set: (what) => console.error('%1$sa script of a message ran: ' + what),
        });
      """
          .formatted(PREFIX, CANARY);

  private final String origin;
  private final List<String> heard = new ArrayList<>();
  private final List<Pattern> allowed = new ArrayList<>();

  private Complaints(String address) {
    origin = originOf(address);
  }

  /** Listens to all pages of a context that is meant to speak with one origin. */
  static Complaints of(BrowserContext context, String address) {
    Complaints complaints = new Complaints(address);
    context.addInitScript(WATCH);
    context.onConsoleMessage(complaints::hear);
    context.onWebError(error -> complaints.add("exception: " + error.error()));
    context.onRequest(complaints::hear);
    context.onDialog(complaints::hear);
    context.onPage(page -> page.onCrash(crashed -> complaints.add("crash of " + crashed.url())));
    return complaints;
  }

  /** Lets pass what a test brings about on purpose. */
  void allow(String pattern) {
    allowed.add(Pattern.compile(pattern));
  }

  /** What a browser says where a server is away. */
  void allowOutages() {
    allow("Failed to load resource: net::ERR_");
    allow("Failed to load resource: the server responded with a status of 50[0-9]");
  }

  private void hear(ConsoleMessage message) {
    if (message.type().equals("error") || message.type().equals("assert")) {
      add("console: " + message.text() + " at " + message.location());
    }
  }

  private void hear(Request request) {
    String url = request.url();
    if (url.startsWith("data:") || url.startsWith("blob:" + origin)) {
      return;
    }
    if (!originOf(url).equals(origin)) {
      add("request to another origin: " + url);
    }
  }

  private void hear(Dialog dialog) {
    add("dialog: " + dialog.type() + " " + dialog.message());
    dialog.dismiss();
  }

  void add(String complaint) {
    heard.add(complaint);
  }

  /** What was heard and is not allowed. */
  List<String> open() {
    return heard.stream()
        .filter(
            complaint -> allowed.stream().noneMatch(pattern -> pattern.matcher(complaint).find()))
        .toList();
  }

  private static String originOf(String address) {
    URI uri = URI.create(address);
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  /** Whether a page's own canary is untouched, which tells that the watch itself was there. */
  static boolean watches(Page page) {
    return Boolean.TRUE.equals(page.evaluate("() => '%s' in window".formatted(CANARY)));
  }
}
