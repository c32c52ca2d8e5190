package chat.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** People in browsers and people with curl are in one chat. */
@Tag("browser")
class TalkTest {
  private static final int ROUNDS = 5;

  @RegisterExtension final Stage stage = new Stage();

  static List<String> hosts() {
    return LanAddress.hosts();
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void twoBrowsersAndCurlSeeAllInOneOrder(String host) throws Exception {
    ChatServer server = stage.server();
    ChatPage alice = stage.visitor(server.at(host)).join("alice");
    ChatPage bob = stage.visitor(server.at(host), Visitor.Setup.PHONE).join("bob");
    List<String> said = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      alice.send("alice " + round);
      bob.awaitMessage("alice " + round);
      bob.send("bob " + round);
      alice.awaitMessage("bob " + round);
      curl(
          "-d",
          Api.body(ChatPage.GENERAL, "carol", "carol " + round),
          server.at(host) + "api/send");
      alice.awaitMessage("carol " + round);
      bob.awaitMessage("carol " + round);
      said.addAll(List.of("alice " + round, "bob " + round, "carol " + round));
    }
    alice.awaitTexts(said);
    bob.awaitTexts(said);
    assertEquals(said, server.api().texts(ChatPage.GENERAL));
    String heardByCurl = curl(server.at(host) + "api/history?limit=100");
    int from = 0;
    for (String text : said) {
      from = heardByCurl.indexOf("\"" + text + "\"", from);
      assertEquals(true, from >= 0, () -> text + " is not in its place: " + heardByCurl);
    }
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void whatIsSaidAtTheSameTimeHasOneOrderForAll(String host) {
    ChatServer server = stage.server();
    ChatPage alice = stage.visitor(server.at(host)).join("alice");
    ChatPage bob = stage.visitor(server.at(host)).join("bob");
    server.api().awaitPolls(2);
    List<String> expected = new ArrayList<>();
    for (int n = 0; n < 20; n++) {
      var _ = server.api().sending(ChatPage.GENERAL, "carol", "carol " + n);
      alice.send("alice " + n);
      bob.send("bob " + n);
    }
    server.api().awaitMessages(ChatPage.GENERAL, 60);
    expected.addAll(server.api().texts(ChatPage.GENERAL));
    alice.awaitTexts(expected);
    bob.awaitTexts(expected);
  }

  /** Runs curl, which must be satisfied; what it says. */
  private static String curl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--fail"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }
}
