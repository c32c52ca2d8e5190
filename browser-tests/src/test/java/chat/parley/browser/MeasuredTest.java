package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How quick the page is. It prints figures and judges none: they are the machine's as much. Run
 * alone, with {@code -Dtest.groups=measured}.
 */
@Tag("measured")
class MeasuredTest {
  private static final int MESSAGES = 5_000;
  private static final int AT_ONCE = 50;
  private static final int LOADS = 7;
  private static final int ARRIVALS = 40;

  /** Notes when the newest row is there and drawn, when messages come, and what takes long. */
  private static final String NOTES =
      """
      window.notes = { newest: 0, drawn: [], long: [] };
      new PerformanceObserver((list) => {
        for (const task of list.getEntries()) notes.long.push(task.duration);
      }).observe({ type: 'longtask', buffered: true });
      const awaitNewest = () => {
        if (document.querySelector('[data-message]')) {
          requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => { notes.newest = performance.now(); };
            channel.port2.postMessage(0);
          });
        } else requestAnimationFrame(awaitNewest);
      };
      awaitNewest();
      new PerformanceObserver((list) => {
        for (const mark of list.getEntries())
          if (mark.name === 'parley:arrived') requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => notes.drawn.push(performance.now() - mark.startTime);
            channel.port2.postMessage(0);
          });
      }).observe({ type: 'mark' });
      """;

  @RegisterExtension final Stage stage = new Stage();

  private static void fill(ChatServer server) {
    List<CompletableFuture<String>> sending = new ArrayList<>();
    for (int n = 1; n <= MESSAGES; n++) {
      sending.add(
          server
              .api()
              .sending(
                  ChatPage.GENERAL,
                  n % 3 == 0 ? "bob" : "carol",
                  "Message " + n + " with **some** words, `code` and https://example.org/" + n));
      if (sending.size() == AT_ONCE) {
        sending.forEach(CompletableFuture::join);
        sending.clear();
      }
    }
    sending.forEach(CompletableFuture::join);
  }

  @Test
  void aLargeRoomOpensAndAMessageAppears() {
    ChatServer server = stage.server();
    fill(server);
    Visitor visitor = stage.visitor(server.atLocalhost());
    visitor.context().addInitScript(NOTES);
    ChatPage page = visitor.join("alice");
    List<Double> loads = new ArrayList<>();
    for (int n = 0; n < LOADS; n++) {
      page.reload();
      page.page().waitForFunction("() => notes.newest > 0");
      loads.add(number(page, "() => notes.newest"));
      assertThat(page.rows().last()).isInViewport();
    }
    report("from navigation to the newest row", loads);
    server.api().awaitPolls(1);
    for (int n = 0; n < ARRIVALS; n++) {
      server.api().send(ChatPage.GENERAL, "bob", "Arrival " + n);
      page.awaitMessage("Arrival " + n);
    }
    page.page().waitForFunction("(count) => notes.drawn.length >= count", ARRIVALS);
    report("from a message's arrival to its frame", numbers(page, "() => notes.drawn"));
    report("long tasks", numbers(page, "() => notes.long"));
    print("rows on the page", Integer.toString(page.rows().count()));
    print("nodes on the page", "%.0f".formatted(number(page, NODES)));
    assertTrue(page.rows().count() < MESSAGES);
  }

  private static final String NODES = "() => document.querySelectorAll('*').length";

  private static void print(String what, String figures) {
    System.out.println(what + ": " + figures);
  }

  private static double number(ChatPage page, String script) {
    return ((Number) page.page().evaluate(script)).doubleValue();
  }

  private static List<Double> numbers(ChatPage page, String script) {
    return ((List<?>) page.page().evaluate(script))
        .stream().map(one -> ((Number) one).doubleValue()).toList();
  }

  private static void report(String what, List<Double> millis) {
    List<Double> sorted = millis.stream().sorted().toList();
    String figures =
        sorted.isEmpty()
            ? "none"
            : String.format(
                Locale.ROOT,
                "median %.1f ms, 95%% %.1f ms, most %.1f ms, of %d",
                sorted.get(sorted.size() / 2),
                sorted.get((int) (sorted.size() * 0.95)),
                sorted.getLast(),
                sorted.size());
    print(what, figures);
  }
}
