package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What others write does nothing but stand there. */
@Tag("browser")
class HostileTest {
  /** What makes a browser load something, or run it. */
  private static final String FOREIGN =
      ".text :is(script, img, svg, math, iframe, object, embed, link, style, form, input, video,"
          + " audio, source, base, meta, template, table, details, [style], [id], [name],"
          + " a[href]:not([href^='http:']):not([href^='https:']):not([href^='mailto:']))";

  @RegisterExtension final Stage stage = new Stage();

  private static int send(ChatServer server, String room, List<String> texts) {
    int taken = 0;
    for (String text : texts) {
      int status = server.api().trySend(room, "mallory", text);
      assertTrue(status == 200 || status == 422, () -> status + " for " + text);
      taken += status == 200 ? 1 : 0;
    }
    return taken;
  }

  /** What must be so of a page whatever it shows. */
  private static void assertUnharmed(ChatPage page) {
    assertTrue(Complaints.watches(page.page()), "the watch is not there");
    assertEquals(
        List.of(),
        page.page().locator(FOREIGN).evaluateAll("(nodes) => nodes.map((node) => node.outerHTML)"));
    assertTrue(page.viewport().fitsWidth(), "the page is wider than its window");
    assertThat(page.messageBox()).isEditable();
  }

  @Test
  void attacksAreTextLive() {
    ChatServer server = stage.server();
    Trap trap = stage.keep(new Trap());
    ChatPage alice = stage.visitor(server.atLocalhost(), Visitor.Setup.PHONE).join("alice");
    server.api().awaitPolls(1);
    int taken = send(server, ChatPage.GENERAL, Hostile.attacks(trap.address()));
    server.api().send(ChatPage.GENERAL, "bob", "still here");
    alice.awaitMessage("still here");
    assertThat(alice.rows()).hasCount(taken + 1);
    assertUnharmed(alice);
    alice.send("me too");
    alice.awaitMessage("me too");
    assertEquals(List.of(), trap.asked());
  }

  @Test
  void attacksAreTextInHistory() {
    ChatServer server = stage.server();
    Trap trap = stage.keep(new Trap());
    send(server, ChatPage.GENERAL, Hostile.attacks(trap.address()));
    server.api().send(ChatPage.GENERAL, "bob", "still here");
    Visitor visitor = stage.visitor(server.atLocalhost());
    ChatPage alice = visitor.join("alice");
    alice.awaitMessage("still here");
    assertUnharmed(alice);
    for (int times = 0; times < 2; times++) {
      alice.reload();
      alice.awaitMessage("still here");
      assertUnharmed(alice);
    }
    assertEquals(List.of(), trap.asked());
  }

  @Test
  void aLinkInAMessageOpensElsewhereAndTellsNothingOfThePage() {
    ChatServer server = stage.server();
    server
        .api()
        .send(ChatPage.GENERAL, "mallory", "see http://example.org/x and [y](https://e.org)");
    ChatPage alice = stage.visitor(server.atLocalhost()).join("alice");
    Locator links = alice.log().locator(".text a");
    assertThat(links).hasCount(2);
    for (Locator link : links.all()) {
      assertThat(link).hasAttribute("target", "_blank");
      assertThat(link).hasAttribute("rel", Pattern.compile("noopener.*noreferrer"));
    }
  }

  @Test
  void burdensLeaveThePageQuickAndNarrow() {
    ChatServer server = stage.server();
    Trap trap = stage.keep(new Trap());
    send(server, ChatPage.GENERAL, Hostile.burdens(trap.address()));
    server.api().send(ChatPage.GENERAL, "bob", "after all");
    ChatPage alice = stage.visitor(server.atLocalhost(), Visitor.Setup.PHONE).join("alice");
    alice.awaitMessage("after all");
    assertUnharmed(alice);
    alice.reload();
    alice.awaitMessage("after all");
    alice.viewport().scrollToOldest();
    assertUnharmed(alice);
    alice.send("still quick");
    alice.awaitMessage("still quick");
    assertEquals(List.of(), trap.asked());
  }

  @Test
  void eachBurdenAloneIsDrawnInASecond() {
    ChatServer server = stage.server();
    List<String> burdens = Hostile.burdens("http://127.0.0.1:1");
    ChatPage alice = stage.visitor(server.atLocalhost()).join("alice");
    server.api().awaitPolls(1);
    alice
        .page()
        .evaluate(
            "() => { window.longest = 0; new PerformanceObserver((list) => list.getEntries()"
                + ".forEach((task) => { window.longest = Math.max(window.longest, task.duration);"
                + " })).observe({ type: 'longtask' }); }");
    for (int n = 0; n < burdens.size(); n++) {
      if (server.api().trySend(ChatPage.GENERAL, "mallory", burdens.get(n)) != 200) {
        continue;
      }
      server.api().send(ChatPage.GENERAL, "bob", "after " + n);
      alice.awaitMessage("after " + n);
      alice.viewport().settle();
      double longest = ((Number) alice.page().evaluate("() => window.longest")).doubleValue();
      String what = burdens.get(n).substring(0, Math.min(20, burdens.get(n).length()));
      assertTrue(longest < 1_000, () -> "a task of " + longest + " ms by " + what);
    }
  }

  @Test
  void marksPiledHighDoNotCoverTheNeighbours() {
    ChatServer server = stage.server();
    server.api().send(ChatPage.GENERAL, "bob", "above");
    server.api().send(ChatPage.GENERAL, "mallory", Hostile.zalgo("he comes"));
    server.api().send(ChatPage.GENERAL, "bob", "below");
    ChatPage alice = stage.visitor(server.atLocalhost()).join("alice");
    alice.awaitMessage("below");
    Locator bubble = alice.rows().nth(1).locator(".text");
    Object clips =
        bubble.evaluate(
            """
            (text) => {
              for (let node = text; !node.matches('.row'); node = node.parentElement)
                if (/hidden|clip/.test(getComputedStyle(node).overflowY)
                  || /paint|strict|content/.test(getComputedStyle(node).contain)) return 'clipped';
              return /paint|strict|content/.test(getComputedStyle(text.closest('.row')).contain)
                ? 'clipped' : 'open';
            }
            """);
    assertNotEquals("open", clips);
  }

  @Test
  void namesOfPeopleAndRoomsAreText() {
    ChatServer server = stage.server();
    int taken = 0;
    for (String name : Hostile.names()) {
      taken += server.api().trySend(ChatPage.GENERAL, name, "I am " + taken) == 200 ? 1 : 0;
    }
    assertTrue(taken > 5, "too few names were taken to test anything");
    for (String room : Hostile.rooms()) {
      server.api().send(room, "mallory", "here too");
    }
    ChatPage alice = stage.visitor(server.atLocalhost()).join("alice");
    assertThat(alice.rows()).hasCount(taken);
    for (String room : Hostile.rooms()) {
      alice.openRoom(room);
      alice.awaitMessage("here too");
    }
    server.api().send("__proto__", "bob", "news");
    alice.assertUnread("__proto__", 1);
    alice.reload();
    alice.openRoom("__proto__");
    alice.awaitMessage("news");
    assertUnharmed(alice);
  }

  @Test
  void aHostileAddressOpensNothing() {
    ChatServer server = stage.server();
    Visitor visitor = stage.visitor(server.atLocalhost());
    ChatPage alice = visitor.join("alice");
    for (String hash :
        List.of(
            "#<img src=x onerror=window.__ran=1>",
            "#javascript:window.__ran=1",
            "#%3Cscript%3Ewindow.__ran=1%3C/script%3E",
            "#%",
            "#%ff",
            "#" + "x".repeat(5_000),
            "#../../api/send",
            "#__proto__")) {
      alice.page().navigate(server.atLocalhost() + hash);
      assertThat(alice.heading()).isVisible();
      assertTrue(alice.viewport().fitsWidth());
    }
    alice.page().navigate(server.atLocalhost() + "#general");
    alice.send("all is well");
    alice.awaitMessage("all is well");
  }
}
