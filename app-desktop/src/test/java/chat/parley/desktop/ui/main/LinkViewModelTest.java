package chat.parley.desktop.ui.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.sync.Link;
import chat.parley.desktop.testing.TestTexts;
import chat.parley.desktop.ui.Texts;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LinkViewModelTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Texts TEXTS = TestTexts.british();
  private static final String NOT_HOSTING = TEXTS.get("link.not.hosting");

  private final LinkViewModel model = new LinkViewModel(TEXTS, false, NOON);
  private final LinkViewModel own = new LinkViewModel(TEXTS, true, NOON);

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
    assertEquals(TEXTS.get("link.connecting"), text());
    assertEquals(TEXTS.get("link.try.now"), model.actionProperty().get());
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
        Arguments.of(Link.Why.UNREACHABLE, "link.unreachable"),
        Arguments.of(Link.Why.BUSY, "link.busy"),
        Arguments.of(Link.Why.NOT_PARLEY, "link.not.parley"),
        Arguments.of(Link.Why.UNTRUSTED, "link.untrusted"),
        Arguments.of(Link.Why.STORAGE, "link.storage"));
  }

  @ParameterizedTest
  @MethodSource("gaps")
  void aGapIsExplained(Link.Why why, String key) {
    model.link(offline(why), after(60_000));

    assertEquals(TEXTS.get(key, "12:00"), text());
    assertTrue(isShown());
    assertEquals(TEXTS.get("link.try.now"), model.actionProperty().get());
  }

  static Stream<Arguments> ends() {
    return Stream.of(
        Arguments.of(Link.Because.SUPERSEDED, "link.superseded"),
        Arguments.of(Link.Because.DISCONNECTED, "link.disconnected"),
        Arguments.of(Link.Because.REFUSED, "link.refused"));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void anEndIsSaidAtOnce(Link.Because because, String key) {
    model.link(new Link.Stopped(because, null), after(1));

    assertEquals(TEXTS.get(key, "").strip(), text());
    assertTrue(isShown());
    assertEquals(TEXTS.get("link.go.on"), model.actionProperty().get());
  }

  @Test
  void anotherKeyIsSaidAndNotTakenByGoingOn() {
    model.link(new Link.Stopped(Link.Because.OTHER_KEY, "192.168.1.7:8000"), after(1));

    assertEquals(TEXTS.get("link.other.key", "192.168.1.7:8000"), text());
    assertTrue(isShown());
    assertEquals(TEXTS.get("link.try.now"), model.actionProperty().get());
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
    assertEquals(TEXTS.get("link.host.again"), own.actionProperty().get());
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
    assertEquals(TEXTS.get("link.try.now"), own.actionProperty().get());
    assertFalse(own.wantsHosting());
  }

  @Test
  void whoeverJoinedIsNotConcernedByHosting() {
    model.link(new Link.Online(), NOON);

    model.hosting(false, after(60_000));

    assertFalse(isShown());
    assertFalse(model.wantsHosting());
  }

  @Test
  void whoeverIsNoLongerKnownCanSignIn() {
    model.link(new Link.Stopped(Link.Because.SIGNED_OUT, "The server's words."), NOON);

    assertTrue(isShown());
    assertEquals(TEXTS.get("link.signed.out"), text());
    assertEquals(TEXTS.get("link.sign.in"), model.actionProperty().get());
    assertTrue(model.wantsSigningIn());
    model.link(new Link.Stopped(Link.Because.BANNED, null), NOON);
    assertEquals(TEXTS.get("link.banned"), text());
    assertEquals(TEXTS.get("link.go.on"), model.actionProperty().get());
  }
}
