package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reading: what is shown, where one is in it, and what counts as read. */
@Tag("browser")
class ReadingTest {
  private static final int ROWS_MAX = 300;

  /** Notes what is added to the log while it is a live region. */
  private static final String LIVE =
      """
      window.told = [];
      new MutationObserver((changes) => {
        for (const change of changes)
          for (const node of change.addedNodes)
            if (node.matches?.('[data-message]')
              && node.closest('[role=log]')?.getAttribute('aria-live') === 'polite')
              window.told.push(node.innerText);
      }).observe(document, { childList: true, subtree: true });
      """;

  @RegisterExtension final Stage stage = new Stage();

  private static List<String> fill(ChatServer server, String room, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(n -> {
          server.api().send(room, "bob", "line " + n);
          return "line " + n;
        })
        .toList();
  }

  @Test
  void anEmptyRoomSaysSo() {
    ChatServer server = stage.server();
    ChatPage alice = stage.visitor(server.atLocalhost()).join("alice");
    assertThat(alice.sayHello()).isVisible();
    alice.makeRoom("garden");
    assertThat(alice.sayHello()).isVisible();
    alice.send("first");
    alice.awaitMessage("first");
    assertThat(alice.sayHello()).isHidden();
  }

  @Test
  void olderPagesComeWithoutMovingWhatIsInView() {
    ChatServer server = stage.server();
    fill(server, ChatPage.GENERAL, 180);
    ChatPage alice = stage.visitor(server.atLocalhost()).join("alice");
    alice.awaitMessage("line 180");
    alice.viewport().scrollTo(0);
    // The page before has come: what was on top then is where it was, and there is more above it.
    assertThat(alice.rows()).not().hasCount(50);
    alice.viewport().settle();
    Locator inView = alice.viewport().firstInView();
    String text = inView.locator(".text").innerText();
    int rows = alice.rows().count();
    BoundingBox before = alice.saying(text).boundingBox();
    alice.viewport().scrollBy(-120);
    alice.viewport().settle();
    assertEquals(before.y + 120, alice.saying(text).boundingBox().y, 2);
    assertTrue(rows >= 100);
    while (alice.saying("line 1").count() == 0) {
      int now = alice.rows().count();
      Locator oldest = alice.viewport().scrollToOldest();
      assertThat(alice.rows()).not().hasCount(now);
      alice.viewport().settle();
      assertThat(oldest).isInViewport();
    }
    alice.viewport().scrollTo(0);
    alice.awaitMessage("line 1");
    assertThat(alice.log()).containsText("This is the beginning of #general");
  }

  @Test
  void whoReadsFurtherUpStaysThereAndCanJumpToTheLatest() {
    ChatServer server = stage.server();
    fill(server, ChatPage.GENERAL, 60);
    ChatPage alice = stage.visitor(server.atLocalhost()).join("alice");
    alice.awaitMessage("line 60");
    assertThat(alice.jump()).isHidden();
    alice.viewport().scrollBy(-900);
    assertThat(alice.jump()).isVisible();
    String text = alice.viewport().firstInView().locator(".text").innerText();
    double y = alice.saying(text).boundingBox().y;
    server.api().send(ChatPage.GENERAL, "bob", "news 1");
    server.api().send(ChatPage.GENERAL, "bob", "news 2");
    assertThat(alice.jump()).containsText("2 new");
    assertEquals(y, alice.saying(text).boundingBox().y, 1);
    assertThat(alice.page()).hasTitle(Pattern.compile("^\\(2\\) "));
    alice.jump().click();
    assertThat(alice.saying("news 2")).isInViewport();
    assertThat(alice.jump()).isHidden();
    assertThat(alice.page()).hasTitle("general – Parley");
    server.api().send(ChatPage.GENERAL, "bob", "news 3");
    assertThat(alice.saying("news 3")).isInViewport();
  }

  @Test
  void noMoreThanAFewHundredRowsAreOnThePageHoweverFarOneScrolls() {
    ChatServer server = stage.server();
    fill(server, ChatPage.GENERAL, 700);
    ChatPage alice = stage.visitor(server.atLocalhost()).join("alice");
    alice.awaitMessage("line 700");
    String oldest = alice.id(alice.rows().first());
    while (alice.saying("line 1").count() == 0) {
      alice.viewport().scrollTo(0);
      assertThat(alice.rows().first()).not().hasAttribute("data-message", oldest);
      assertTrue(alice.rows().count() <= ROWS_MAX);
      oldest = alice.id(alice.rows().first());
    }
    server.api().send(ChatPage.GENERAL, "bob", "meanwhile");
    assertThat(alice.jump()).containsText("1 new");
    String newest = alice.id(alice.rows().last());
    while (alice.saying("meanwhile").count() == 0) {
      alice.viewport().scrollTo(1_000_000);
      assertThat(alice.rows().last()).not().hasAttribute("data-message", newest);
      assertTrue(alice.rows().count() <= ROWS_MAX);
      newest = alice.id(alice.rows().last());
    }
    assertEquals(ROWS_MAX, alice.rows().count());
    alice.viewport().scrollTo(1_000_000);
    assertThat(alice.jump()).isHidden();
  }

  @Test
  void fromFarUpOneJumpLeadsToTheNewest() {
    ChatServer server = stage.server();
    fill(server, ChatPage.GENERAL, 420);
    ChatPage alice = stage.visitor(server.atLocalhost()).join("alice");
    alice.awaitMessage("line 420");
    String oldest = alice.id(alice.rows().first());
    while (alice.saying("line 420").count() > 0) {
      alice.viewport().scrollTo(0);
      assertThat(alice.rows().first()).not().hasAttribute("data-message", oldest);
      oldest = alice.id(alice.rows().first());
    }
    alice.jump().click();
    assertThat(alice.saying("line 420")).isInViewport();
    assertThat(alice.jump()).isHidden();
  }

  @Test
  void aLineStandsAboveWhatIsNew() {
    ChatServer server = stage.server();
    server.api().send("attic", "bob", "old");
    server.api().send(ChatPage.GENERAL, "bob", "hello");
    Visitor visitor = stage.visitor(server.atLocalhost());
    ChatPage alice = visitor.join("alice");
    alice.openRoom("attic");
    alice.awaitMessage("old");
    alice.openRoom(ChatPage.GENERAL);
    alice.awaitMessage("hello");
    for (int n = 1; n <= 3; n++) {
      server.api().send("attic", "bob", "new " + n);
    }
    alice.assertUnread("attic", 3);
    assertThat(alice.page()).hasTitle("(3) general – Parley");
    alice.openRoom("attic");
    assertThat(alice.divider()).isVisible();
    assertThat(alice.divider()).containsText("New");
    assertEquals(
        "new 1",
        alice
            .divider()
            .locator("xpath=following-sibling::*[@data-message][1]")
            .locator(".text")
            .innerText());
    alice.assertNothingUnread("attic");
    assertThat(alice.page()).hasTitle("attic – Parley");
    server.api().send("attic", "bob", "seen as it comes");
    alice.awaitMessage("seen as it comes");
    alice.assertNothingUnread("attic");
    assertThat(alice.divider()).hasCount(1);
  }

  @Test
  void messagesOfOnePersonWithinFiveMinutesAreOneGroup() {
    // At noon: a new day would begin a new group.
    LocalDateTime noon = LocalDate.now(ZoneId.systemDefault()).minusDays(3).atTime(LocalTime.NOON);
    HandClock clock = new HandClock(noon.atZone(ZoneId.systemDefault()).toInstant());
    ChatServer server = stage.server(clock);
    List<String> heads = new ArrayList<>();
    say(server, clock, "bob", "b1", Duration.ZERO);
    heads.add("b1");
    say(server, clock, "bob", "b2", Duration.ofMinutes(4));
    say(server, clock, "bob", "b3", Duration.ofMinutes(6));
    heads.add("b3");
    say(server, clock, "carol", "c1", Duration.ZERO);
    heads.add("c1");
    say(server, clock, "bob", "b4", Duration.ZERO);
    heads.add("b4");
    say(server, clock, "bob", "b5", Duration.ofDays(1));
    heads.add("b5");
    ChatPage alice = stage.visitor(server.atLocalhost()).join("alice");
    alice.awaitMessage("b5");
    List<String> seen = new ArrayList<>();
    for (Locator row : alice.rows().all()) {
      if (row.locator(".meta").boundingBox().height > 2) {
        seen.add(row.locator(".text").innerText());
      }
    }
    assertEquals(heads, seen);
    assertThat(alice.separators()).hasCount(2);
  }

  private static void say(
      ChatServer server, HandClock clock, String sender, String text, Duration later) {
    clock.advance(later);
    server.api().send(ChatPage.GENERAL, sender, text);
  }

  @Test
  void theIconAndTheTitleCountWhatIsUnread() {
    ChatServer server = stage.server();
    server.api().send("attic", "bob", "old");
    ChatPage alice = stage.visitor(server.atLocalhost()).join("alice");
    alice.awaitRoom("attic");
    assertThat(alice.page()).hasTitle("general – Parley");
    Locator icon = alice.page().locator("link[rel~='icon']");
    String plain = icon.getAttribute("href");
    server.api().send("attic", "bob", "new");
    assertThat(alice.page()).hasTitle("(1) general – Parley");
    assertThat(icon).not().hasAttribute("href", plain);
    alice.openRoom("attic");
    assertThat(alice.page()).hasTitle("attic – Parley");
    assertThat(icon).hasAttribute("href", plain);
  }

  @Test
  void aScreenReaderIsToldWhatIsNewAndNotTheHistory() {
    ChatServer server = stage.server();
    fill(server, ChatPage.GENERAL, 120);
    ChatPage alice = stage.visitor(server.atLocalhost()).join("alice");
    alice.page().addInitScript(LIVE);
    alice.reload();
    alice.awaitMessage("line 120");
    assertThat(alice.log()).hasAttribute("aria-live", "polite");
    assertEquals(List.of(), alice.page().evaluate("() => window.told"));
    server.api().send(ChatPage.GENERAL, "bob", "news");
    alice.awaitMessage("news");
    assertEquals(1, ((List<?>) alice.page().evaluate("() => window.told")).size());
    alice.viewport().scrollTo(0);
    assertThat(alice.rows()).not().hasCount(51);
    alice.viewport().settle();
    assertEquals(1, ((List<?>) alice.page().evaluate("() => window.told")).size());
  }

  /** Alice, in the general room, after she read what there was in the attic. */
  private static ChatPage whoHasReadTheAttic(ChatServer server, Visitor visitor) {
    server.api().send(ChatPage.GENERAL, "bob", "hello");
    server.api().send("attic", "bob", "old");
    ChatPage alice = visitor.join("alice");
    alice.openRoom("attic");
    alice.awaitMessage("old");
    alice.openRoom(ChatPage.GENERAL);
    return alice;
  }

  @Test
  void whatIsUnreadIsStillSoAfterAReload() {
    ChatServer server = stage.server();
    Visitor visitor = stage.visitor(server.atLocalhost());
    ChatPage alice = whoHasReadTheAttic(server, visitor);
    server.api().send("attic", "bob", "new 1");
    server.api().send("attic", "bob", "new 2");
    alice.assertUnread("attic", 2);
    alice.reload();
    alice.assertUnread("attic", 2);
    alice.openRoom("attic");
    assertThat(alice.divider()).isVisible();
    alice.reload();
    alice.awaitMessage("new 2");
    alice.assertNothingUnread("attic");
  }

  @Test
  void whatCameWhileNoTabWasOpenIsUnread() {
    ChatServer server = stage.server();
    Visitor visitor = stage.visitor(server.atLocalhost());
    ChatPage alice = whoHasReadTheAttic(server, visitor);
    alice.page().close();
    server.api().send("attic", "bob", "new");
    ChatPage again = visitor.tab();
    again.assertUnread("attic", 1);
  }

  @Test
  void aRoomThatWasMadeWhileNoTabWasOpenIsUnreadButNotOnAFirstVisit() {
    ChatServer server = stage.server();
    Visitor visitor = stage.visitor(server.atLocalhost());
    ChatPage alice = whoHasReadTheAttic(server, visitor);
    alice.page().close();
    server.api().send("cellar", "bob", "new 1");
    server.api().send("cellar", "bob", "new 2");
    ChatPage again = visitor.tab();
    again.assertUnread("cellar", 2);
    ChatPage carol = stage.visitor(server.atLocalhost()).join("carol");
    carol.awaitRoom("cellar");
    carol.assertNothingUnread("cellar");
  }

  @Test
  void whatIsUnreadInARoomThatWasMadeMeanwhileIsStillSoAfterAReload() {
    ChatServer server = stage.server();
    server.api().send(ChatPage.GENERAL, "bob", "hello");
    ChatPage alice = stage.visitor(server.atLocalhost()).join("alice");
    alice.awaitMessage("hello");
    server.api().awaitPolls(1);
    server.api().send("attic", "bob", "new 1");
    server.api().send("attic", "bob", "new 2");
    alice.assertUnread("attic", 2);
    alice.reload();
    alice.assertUnread("attic", 2);
  }

  @Test
  void theFirstRoomIsInTheListThoughNobodyWroteThere() {
    ChatServer server = stage.server();
    server.api().send("attic", "bob", "hello");
    ChatPage alice = stage.visitor(server.atLocalhost()).join("alice");
    alice.openRoom("attic");
    alice.awaitMessage("hello");
    alice.openRoom(ChatPage.GENERAL);
  }

  @Test
  void theNewestStaysInViewWhileTheMessageBoxGrowsAndTheWindowShrinks() {
    ChatServer server = stage.server();
    for (int n = 1; n <= 40; n++) {
      server.api().send(ChatPage.GENERAL, "bob", "line " + n);
    }
    ChatPage alice = stage.visitor(server.atLocalhost(), Visitor.Setup.PHONE).join("alice");
    alice.awaitMessage("line 40");
    assertTrue(alice.viewport().isAtBottom());
    for (int lines = 1; lines < 7; lines++) {
      alice.messageBox().press("Shift+Enter");
      alice.viewport().settle();
      assertTrue(
          alice.viewport().isAtBottom(), "the view is not at its end after " + lines + " lines");
    }
    alice.page().setViewportSize(390, 500);
    alice.viewport().settle();
    assertTrue(alice.viewport().isAtBottom());
  }
}
