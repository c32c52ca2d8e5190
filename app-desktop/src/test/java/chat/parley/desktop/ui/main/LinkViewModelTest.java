package chat.parley.desktop.ui.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.sync.Link;
import chat.parley.desktop.testing.TestTexts;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LinkViewModelTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final String NOT_HOSTING =
      "You are not hosting this chat now, so others cannot reach it.";

  private final LinkViewModel model = new LinkViewModel(TestTexts.british(), false, NOON);
  private final LinkViewModel own = new LinkViewModel(TestTexts.british(), true, NOON);

  private static Instant after(long millis) {
    return NOON.plusMillis(millis);
  }

  private static Link offline(Link.Why why) {
    return new Link.Offline(NOON, NOON.plusSeconds(1), why, null);
  }

  private String text() {
    return model.textProperty().get();
  }

  private boolean isShown() {
    return model.shownProperty().get();
  }

  @Test
  void connectingIsSaidAfterThreeSeconds() {
    model.show(after(2_999));
    assertFalse(isShown());

    model.show(after(3_000));

    assertTrue(isShown());
    assertEquals("Connecting…", text());
    assertEquals("Try now", model.actionProperty().get());
    assertFalse(model.onlineProperty().get());
  }

  @Test
  void nothingIsSaidWhileTheServerAnswers() {
    model.show(after(5_000));

    model.link(new Link.Online(), after(5_001));

    assertFalse(isShown());
    assertEquals("", text());
    assertTrue(model.onlineProperty().get());
  }

  @Test
  void aShortGapIsNotSeen() {
    model.link(new Link.Online(), NOON);

    model.link(offline(Link.Why.UNREACHABLE), after(1));
    model.show(after(2_999));
    assertFalse(isShown());
    assertFalse(model.onlineProperty().get());
    model.link(new Link.Online(), after(2_999));
    model.show(after(10_000));

    assertFalse(isShown());
  }

  @Test
  void theGapIsCountedFromItsBeginningHoweverOftenItIsTried() {
    model.link(offline(Link.Why.UNREACHABLE), after(1_000));
    model.link(offline(Link.Why.BUSY), after(2_000));

    model.link(offline(Link.Why.UNREACHABLE), after(3_000));

    assertTrue(isShown());
  }

  static Stream<Arguments> gaps() {
    return Stream.of(
        Arguments.of(
            Link.Why.UNREACHABLE,
            "No connection since 12:00. Reading and writing go on; Parley keeps trying."),
        Arguments.of(Link.Why.BUSY, "The server is busy since 12:00. Parley keeps trying."),
        Arguments.of(
            Link.Why.NOT_PARLEY,
            "Since 12:00 something else than Parley answers at this address. Parley keeps"
                + " trying."),
        Arguments.of(
            Link.Why.STORAGE,
            "Since 12:00 this computer cannot store what comes in; its disk may be full. Parley"
                + " keeps trying."));
  }

  @ParameterizedTest
  @MethodSource("gaps")
  void aGapIsExplained(Link.Why why, String sentence) {
    model.link(offline(why), after(60_000));

    assertEquals(sentence, text());
    assertTrue(isShown());
    assertEquals("Try now", model.actionProperty().get());
  }

  static Stream<Arguments> ends() {
    return Stream.of(
        Arguments.of(
            Link.Because.SUPERSEDED,
            "This chat was opened a second time with the same identity, so this window has"
                + " stopped."),
        Arguments.of(Link.Because.DISCONNECTED, "This app was disconnected from the chat."),
        Arguments.of(Link.Because.REFUSED, "The server refuses this app."));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void anEndIsSaidAtOnce(Link.Because because, String sentence) {
    model.link(new Link.Stopped(because, null), after(1));

    assertEquals(sentence, text());
    assertTrue(isShown());
    assertEquals("Go on here", model.actionProperty().get());
  }

  @Test
  void aRefusalIsToldInTheServersWords() {
    model.link(new Link.Stopped(Link.Because.REFUSED, "The name {0} isn't good."), after(1));
    model.waiting(2, after(1));

    assertEquals(
        "The server refuses this app. The name {0} isn't good. 2 messages are waiting.", text());
  }

  @Test
  void whatWaitsIsCounted() {
    model.link(offline(Link.Why.BUSY), after(60_000));

    model.waiting(1, after(60_000));
    assertTrue(text().endsWith("trying. 1 message is waiting."), text());
    model.waiting(1_234, after(60_000));
    assertTrue(text().endsWith("trying. 1,234 messages are waiting."), text());
    model.waiting(0, after(60_000));

    assertTrue(text().endsWith("trying."), text());
  }

  @Test
  void whoeverHostsIsOfferedToHostAgain() {
    own.link(new Link.Online(), NOON);

    own.hosting(false, after(1));

    assertEquals(NOT_HOSTING, own.textProperty().get());
    assertEquals("Host again", own.actionProperty().get());
    assertTrue(own.shownProperty().get());
    assertTrue(own.wantsHosting());
  }

  @Test
  void notHostingIsSaidBeforeAnythingElse() {
    own.hosting(false, NOON);
    own.waiting(1, NOON);

    own.link(offline(Link.Why.UNREACHABLE), after(60_000));

    assertEquals(NOT_HOSTING + " 1 message is waiting.", own.textProperty().get());
    own.hosting(true, after(60_000));
    assertEquals("Try now", own.actionProperty().get());
    assertFalse(own.wantsHosting());
  }

  @Test
  void whoeverJoinedIsNotConcernedByHosting() {
    model.link(new Link.Online(), NOON);

    model.hosting(false, after(60_000));

    assertFalse(isShown());
    assertFalse(model.wantsHosting());
  }
}
