package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was written is sent once, and what was said is seen, whatever happens in between. */
@Tag("browser")
class NothingLostTest {
  @RegisterExtension final Stage stage = new Stage();

  static List<String> hosts() {
    return LanAddress.hosts();
  }

  private static List<String> numbered(String what, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(n -> what + " " + n).toList();
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void whatWasWrittenWhileTheServerWasAwayIsSentOnceAndInOrderAfterAReload(String host) {
    ServerProcess server = stage.serverProcess();
    Visitor visitor = stage.visitor(server.at(host));
    visitor.complaints().allowOutages();
    ChatPage alice = visitor.join("alice");
    alice.send("before");
    server.api().awaitMessages(ChatPage.GENERAL, 1);
    alice.awaitAllSent();

    server.kill();
    List<String> waiting = numbered("waiting", 5);
    waiting.forEach(alice::send);
    waiting.forEach(alice::awaitMessage);
    assertThat(alice.bar()).isVisible();
    server.start();

    List<String> all = new ArrayList<>(List.of("before"));
    all.addAll(waiting);
    server.api().awaitMessages(ChatPage.GENERAL, all.size());
    alice.reload();
    alice.awaitTexts(all);
    assertEquals(all, server.api().texts(ChatPage.GENERAL));
    assertThat(alice.bar()).isHidden();
  }

  @Test
  void whatWaitsSurvivesAClosedTab() {
    ServerProcess server = stage.serverProcess();
    Line line = stage.line(server.port());
    Visitor visitor = stage.visitor(line.atLocalhost());
    visitor.complaints().allowOutages();
    ChatPage alice = visitor.join("alice");
    alice.send("first");
    server.api().awaitMessages(ChatPage.GENERAL, 1);
    alice.awaitMessage("first");
    alice.awaitAllSent();
    line.stall();
    numbered("waiting", 3).forEach(alice::send);
    alice.awaitMessage("waiting 3");
    alice.page().close();
    line.drop();
    line.restore();
    ChatPage again = visitor.tab();
    server.api().awaitMessages(ChatPage.GENERAL, 4);
    List<String> all = List.of("first", "waiting 1", "waiting 2", "waiting 3");
    again.awaitTexts(all);
    assertEquals(all, server.api().texts(ChatPage.GENERAL));
  }

  @Test
  void aReloadInTheMomentOfSendingSendsOnce() {
    ChatServer server = stage.server();
    Visitor visitor = stage.visitor(server.atLocalhost());
    visitor.complaints().allow("Failed to load resource");
    ChatPage alice = visitor.join("alice");
    List<String> all = numbered("quick", 6);
    for (String text : all) {
      alice.messageBox().fill(text);
      alice.messageBox().press("Enter");
      alice.page().reload();
      assertThat(alice.messageBox()).isVisible();
    }
    server.api().awaitMessages(ChatPage.GENERAL, all.size());
    alice.awaitTexts(all);
    assertEquals(all, server.api().texts(ChatPage.GENERAL));
  }

  @Test
  void aMessageWhoseReplyWasLostIsSentOnce() {
    ChatServer server = stage.server();
    Line line = stage.line(server.port());
    Visitor visitor = stage.visitor(line.atLocalhost());
    visitor.complaints().allowOutages();
    ChatPage alice = visitor.join("alice");
    line.loseReplies();
    List<String> all = numbered("lost", 3);
    all.forEach(alice::send);
    Await.until("a reply is lost", () -> line.repliesLost() > 0);
    server.api().awaitMessages(ChatPage.GENERAL, 1);
    line.restore();
    server.api().awaitMessages(ChatPage.GENERAL, all.size());
    alice.awaitAllSent();
    alice.awaitTexts(all);
    assertEquals(all, server.api().texts(ChatPage.GENERAL));
  }

  @Test
  void aMessageWhoseReplyWasLostIsSentOnceThoughTheServerDiedAndThePageWasReloaded() {
    ServerProcess server = stage.serverProcess();
    Line line = stage.line(server.port());
    Visitor visitor = stage.visitor(line.atLocalhost());
    visitor.complaints().allowOutages();
    ChatPage alice = visitor.join("alice");
    line.loseReplies();
    alice.send("once");
    Await.until("the reply is lost", () -> line.repliesLost() > 0);
    server.kill();
    alice.send("twice no");
    server.start();
    line.restore();
    alice.reload();
    server.api().awaitMessages(ChatPage.GENERAL, 2);
    alice.awaitTexts(List.of("once", "twice no"));
    alice.awaitAllSent();
    assertEquals(List.of("once", "twice no"), server.api().texts(ChatPage.GENERAL));
  }

  @Test
  void aKilledServerCostsNoUnreadMessage() {
    ServerProcess server = stage.serverProcess();
    Visitor visitor = stage.visitor(server.atLocalhost());
    visitor.complaints().allowOutages();
    ChatPage alice = visitor.join("alice");
    server.api().awaitPolls(1);
    server.api().send("attic", "bob", "attic 1");
    alice.assertUnread("attic", 1);
    server.kill();
    server.start();
    server.api().send("attic", "bob", "attic 2");
    server.api().send(ChatPage.GENERAL, "bob", "general 1");
    alice.awaitMessage("general 1");
    alice.assertUnread("attic", 2);
    alice.openRoom("attic");
    alice.awaitTexts(List.of("attic 1", "attic 2"));
    alice.assertNothingUnread("attic");
  }

  @Test
  void aStoppedServerIsFoundAgain() {
    ServerProcess server = stage.serverProcess();
    Visitor visitor = stage.visitor(server.atLocalhost());
    visitor.complaints().allowOutages();
    ChatPage alice = visitor.join("alice");
    alice.send("before");
    server.api().awaitMessages(ChatPage.GENERAL, 1);
    alice.awaitMessage("before");
    server.stop();
    alice.send("meanwhile");
    assertThat(alice.bar()).isVisible();
    alice.button("Try now").click();
    assertThat(alice.bar()).isVisible();
    server.start();
    server.api().awaitMessages(ChatPage.GENERAL, 2);
    alice.awaitAllSent();
    assertThat(alice.bar()).isHidden();
    assertEquals(List.of("before", "meanwhile"), server.api().texts(ChatPage.GENERAL));
    server.api().send(ChatPage.GENERAL, "bob", "after");
    alice.awaitTexts(List.of("before", "meanwhile", "after"));
  }

  @Test
  void aLaptopThatSleptForHoursShowsWhatItMissedAndSendsWhatWaited() {
    ChatServer server = stage.server();
    Line line = stage.line(server.port());
    Visitor visitor = stage.visitor(line.atLocalhost());
    visitor.complaints().allowOutages();
    ChatPage alice = visitor.join("alice");
    alice.send("good night");
    server.api().awaitMessages(ChatPage.GENERAL, 1);
    alice.awaitMessage("good night");
    alice.awaitAllSent();
    server.api().awaitPolls(1);

    line.stall(); // the old connections hang for ever, as a router's memory of them is gone
    alice.send("half asleep");
    List<String> missed = numbered("missed", 3);
    missed.forEach(text -> server.api().send(ChatPage.GENERAL, "bob", text));
    visitor.sleep(Duration.ofHours(9));
    line.drop();
    line.restore();

    server.api().awaitMessages(ChatPage.GENERAL, 5);
    alice.awaitMessage("missed 3");
    alice.awaitAllSent();
    alice.awaitTexts(server.api().texts(ChatPage.GENERAL));
    assertEquals(1, server.api().counts(ChatPage.GENERAL).get("half asleep"));
  }

  @Test
  void aPollThatHungWhileTheLaptopSleptIsNotWaitedFor() {
    ChatServer server = stage.server();
    Line line = stage.line(server.port());
    Visitor visitor = stage.visitor(line.atLocalhost());
    visitor.complaints().allowOutages();
    ChatPage alice = visitor.join("alice");
    server.api().awaitPolls(1);
    line.stallOpen(); // what is open stays silent and never ends; new connections are well
    server.api().send(ChatPage.GENERAL, "bob", "while you slept");
    visitor.sleep(Duration.ofHours(9));
    alice.awaitMessage("while you slept");
  }

  @Test
  void withoutANetworkTheBarSaysSoAndReadingGoesOn() {
    ChatServer server = stage.server();
    Line line = stage.line(server.port());
    server.api().send("attic", "bob", "to be read");
    server.api().send(ChatPage.GENERAL, "bob", "hello");
    Visitor visitor = stage.visitor(line.atLocalhost());
    visitor.complaints().allowOutages();
    ChatPage alice = visitor.join("alice");
    alice.openRoom("attic");
    alice.awaitMessage("to be read");
    alice.openRoom(ChatPage.GENERAL);
    alice.awaitMessage("hello");
    line.cut();
    assertThat(alice.bar()).isVisible();
    alice.openRoom("attic");
    alice.awaitMessage("to be read");
    alice.send("later");
    line.restore();
    server.api().awaitMessages("attic", 2);
    alice.awaitAllSent();
    assertThat(alice.bar()).isHidden();
    assertTrue(alice.texts().contains("later"));
  }

  @Test
  void aRefusedMessageStaysAndCanBeTriedAgainOrDeleted() {
    ChatServer server = stage.server();
    Line line = stage.line(server.port());
    Visitor visitor = stage.visitor(line.atLocalhost());
    visitor.complaints().allow("status of 422");
    ChatPage alice = visitor.join("alice");
    line.refuseMessages();
    alice.send("not today");
    alice.send("never");
    assertThat(alice.failed("not today")).isVisible();
    assertThat(alice.failed("never")).isVisible();
    alice.reload();
    assertThat(alice.failed("not today")).isVisible();
    line.restore();
    alice.inFailed("never", "Delete").click();
    assertThat(alice.saying("never")).hasCount(0);
    alice.inFailed("not today", "Retry").click();
    server.api().awaitMessages(ChatPage.GENERAL, 1);
    alice.awaitAllSent();
    alice.awaitTexts(List.of("not today"));
    assertEquals(List.of("not today"), server.api().texts(ChatPage.GENERAL));
  }
}
