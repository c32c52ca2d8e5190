package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many tabs of one browser. */
@Tag("browser")
class TabsTest {
  private static final int TABS = 10;

  @RegisterExtension final Stage stage = new Stage();

  static List<String> hosts() {
    return LanAddress.hosts();
  }

  private static List<ChatPage> open(Visitor visitor, int tabs) {
    List<ChatPage> all = new ArrayList<>(List.of(visitor.join("alice")));
    while (all.size() < tabs) {
      ChatPage tab = visitor.tab();
      assertThat(tab.messageBox()).isVisible();
      all.add(tab);
    }
    return all;
  }

  /** Tabs that have no shared worker, and have heard something; the line may go. */
  private List<ChatPage> withoutASharedWorker(ChatServer server, Line line, int count) {
    Visitor visitor = stage.visitor(line.atLocalhost(), Visitor.Setup.DESK.withoutSharedWorkers());
    visitor.complaints().allowOutages();
    List<ChatPage> tabs = open(visitor, count);
    server.api().send(ChatPage.GENERAL, "bob", "for all");
    tabs.forEach(tab -> tab.awaitMessage("for all"));
    return tabs;
  }

  /** Another page is looked at, and then this tab again. */
  private static void lookAwayAndBack(ChatPage tab) {
    tab.page()
        .evaluate(
            """
            () => {
              for (const hidden of [true, false]) {
                Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
                document.dispatchEvent(new Event('visibilitychange'));
              }
            }
            """);
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void tenTabsHoldOnePoll(String host) {
    ChatServer server = stage.server();
    Visitor visitor = stage.visitor(server.at(host));
    List<ChatPage> tabs = open(visitor, TABS);
    server.api().awaitPolls(1);
    assertEquals(1, visitor.sharedWorkers());

    server.api().send(ChatPage.GENERAL, "bob", "for all");
    tabs.forEach(tab -> tab.awaitMessage("for all"));
    tabs.get(TABS - 1).send("from the last");
    tabs.forEach(tab -> tab.awaitMessage("from the last"));
    server.api().awaitPolls(1);
    assertEquals(1, server.api().activeClients());

    tabs.removeFirst().page().close();
    server.api().send(ChatPage.GENERAL, "bob", "after the first was closed");
    tabs.forEach(tab -> tab.awaitMessage("after the first was closed"));
    server.api().awaitPolls(1);
    assertEquals(1, server.api().activeClients());
  }

  @Test
  void whatIsReadInOneTabIsReadInAll() {
    ChatServer server = stage.server();
    server.api().send("attic", "bob", "seen before");
    Visitor visitor = stage.visitor(server.atLocalhost());
    List<ChatPage> tabs = open(visitor, 4);
    tabs.forEach(tab -> tab.awaitRoom("attic"));
    server.api().awaitPolls(1);
    server.api().send("attic", "bob", "attic 1");
    server.api().send("attic", "bob", "attic 2");
    tabs.forEach(tab -> tab.assertUnread("attic", 2));
    tabs.get(2).page().bringToFront();
    tabs.get(2).openRoom("attic");
    tabs.get(2).awaitMessage("attic 2");
    tabs.forEach(tab -> tab.assertNothingUnread("attic"));
    tabs.forEach(tab -> assertThat(tab.page()).not().hasTitle(Pattern.compile("^\\(")));
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 8})
  void tabsWithoutASharedWorkerCanAllSendAndReceive(int count) {
    ChatServer server = stage.server();
    Visitor visitor =
        stage.visitor(server.atLocalhost(), Visitor.Setup.DESK.withoutSharedWorkers());
    List<ChatPage> tabs = open(visitor, count);
    assertEquals(0, visitor.sharedWorkers());
    List<String> said = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      String text = "from tab " + n;
      tabs.get(n).send(text);
      said.add(text);
      tabs.forEach(tab -> tab.awaitMessage(text));
    }
    server.api().send(ChatPage.GENERAL, "bob", "for all");
    said.add("for all");
    tabs.forEach(tab -> tab.awaitTexts(said));
    assertEquals(said, server.api().texts(ChatPage.GENERAL));
  }

  @Test
  void whatOneTabSendsWhileOfflineIsSentOnceHoweverManyTabsThereAre() {
    ChatServer server = stage.server();
    Line line = stage.line(server.port());
    Visitor visitor = stage.visitor(line.atLocalhost());
    visitor.complaints().allowOutages();
    List<ChatPage> tabs = open(visitor, 4);
    line.cut();
    for (int n = 0; n < tabs.size(); n++) {
      tabs.get(n).send("offline " + n);
    }
    line.restore();
    List<String> said = List.of("offline 0", "offline 1", "offline 2", "offline 3");
    server.api().awaitMessages(ChatPage.GENERAL, said.size());
    tabs.forEach(tab -> tab.awaitTexts(said));
    assertEquals(said, server.api().texts(ChatPage.GENERAL));
  }

  /** Whether a tab says goodbye as it goes depends on the moment: so it is tried some times. */
  @RepeatedTest(3)
  void withoutASharedWorkerTheOthersHearOnAtOnceWhenTheTabThatPolledIsClosed() {
    ChatServer server = stage.server();
    Visitor visitor =
        stage.visitor(server.atLocalhost(), Visitor.Setup.DESK.withoutSharedWorkers());
    ChatPage first = visitor.join("alice");
    ChatPage second = visitor.tab();
    assertThat(second.messageBox()).isVisible();
    server.api().send(ChatPage.GENERAL, "bob", "for both");
    first.awaitMessage("for both");
    second.awaitMessage("for both");
    first.page().close();
    server.api().send(ChatPage.GENERAL, "bob", "for the one that is left");
    second.awaitMessage("for the one that is left");
  }

  @Test
  void withoutASharedWorkerTheTabsThatDoNotPollSayTooThatTheServerIsAway() {
    ChatServer server = stage.server();
    Line line = stage.line(server.port());
    List<ChatPage> tabs = withoutASharedWorker(server, line, 3);
    line.cut();
    tabs.forEach(tab -> assertThat(tab.bar()).isVisible());
    line.restore();
    tabs.forEach(tab -> assertThat(tab.bar()).isHidden());
    tabs.getLast().send("back again");
    tabs.forEach(tab -> tab.awaitMessage("back again"));
  }

  @Test
  void withoutASharedWorkerTheTabThatPollsTellsTheOthersThatTheServerIsBack() {
    ChatServer server = stage.server();
    Line line = stage.line(server.port());
    List<ChatPage> tabs = withoutASharedWorker(server, line, 2);
    lookAwayAndBack(tabs.getLast());
    server.api().awaitPolls(2); // it asks for a few seconds whether it missed anything
    tabs.getLast().page().evaluate("Math.random = () => 1e6"); // by itself it would wait for days
    line.cut();
    tabs.forEach(tab -> assertThat(tab.bar()).isVisible());
    line.restore();
    tabs.forEach(tab -> assertThat(tab.bar()).isHidden());
  }
}
