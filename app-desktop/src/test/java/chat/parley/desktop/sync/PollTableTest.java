package chat.parley.desktop.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.replica.PollReply;
import chat.parley.desktop.replica.RoomNews;
import chat.parley.desktop.sync.PollDecision.Next;
import chat.parley.desktop.testing.Chance;
import chat.parley.desktop.testing.HandClock;
import chat.parley.model.Message;
import chat.parley.model.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The table, row by row, with chance that always takes the longest. */
class PollTableTest {
  private static final Link ONLINE = new Link.Online();
  private static final Duration SOON = Duration.ofMillis(10);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final HandClock clock = new HandClock();
  private final PollTable table = new PollTable(Chance.MOST);
  private PollState state = PollState.first(Patience.FULL);
  private Link shown = ONLINE;

  private Next after(PollOutcome outcome) {
    PollDecision decision = table.decide(state, shown, outcome, clock.instant());
    state = decision.state();
    shown = decision.link();
    return decision.next();
  }

  private static PollOutcome news(Duration held) {
    Message hello = new Message(new UUID(7, 1), "alice", "Hello", new Timestamp(1_000), "kitchen");
    return answered(List.of(hello), null, null, held);
  }

  private static PollOutcome nothing(Duration held) {
    return answered(List.of(), null, null, held);
  }

  private static PollOutcome answered(
      List<Message> messages, @Nullable Boolean reset, @Nullable Long retryAfterMs, Duration held) {
    boolean timeout = messages.isEmpty();
    return new PollOutcome.Answered(
        new PollReply(messages, timeout ? "timeout" : "success", timeout, "c", reset, retryAfterMs),
        25,
        held);
  }

  private static PollOutcome refused(int status, @Nullable String field, @Nullable Duration wait) {
    return new PollOutcome.Refused(status, "code", "A sentence.", field, wait);
  }

  private Duration waits(Next next) {
    Duration wait = assertInstanceOf(Next.Wait.class, next).duration();
    Link.Offline offline = assertInstanceOf(Link.Offline.class, shown);
    assertEquals(clock.instant().plus(wait), offline.nextTry());
    return wait;
  }

  private Link.Why why() {
    return assertInstanceOf(Link.Offline.class, shown).why();
  }

  @Test
  void newsArePolledOnFromAtOnce() {
    for (int i = 0; i < 5; i++) {
      assertEquals(new Next.Again(), after(news(SOON)));
      assertEquals(ONLINE, shown);
    }
  }

  @Test
  void aPollThatWaitedInVainIsFollowedByTheNext() {
    for (int i = 0; i < 5; i++) {
      assertEquals(new Next.Again(), after(nothing(Duration.ofSeconds(25))));
      assertEquals(ONLINE, shown);
    }
  }

  @Test
  void aServerThatAnswersAtOnceWithNothingIsNotAskedInAHotLoop() {
    assertEquals(new Next.Again(), after(nothing(SOON)));
    assertEquals(new Next.Wait(Duration.ofMillis(1_250)), after(nothing(SOON)));
    assertEquals(new Next.Wait(Duration.ofMillis(2_250)), after(nothing(SOON)));
    assertEquals(ONLINE, shown);
    assertEquals(new Next.Again(), after(news(SOON)));
    assertEquals(new Next.Again(), after(nothing(SOON)));
  }

  @Test
  void aServerThatAlwaysStartsOverIsNotAskedInAHotLoop() {
    Message message = new Message(new UUID(7, 1), "alice", "Hi", new Timestamp(1), "kitchen");
    PollOutcome reset = answered(List.of(message), true, null, SOON);
    assertEquals(new Next.Again(), after(reset));
    assertInstanceOf(Next.Wait.class, after(reset));
  }

  @Test
  void aServerThatStopsIsAskedAgainWhenItSaid() {
    assertEquals(Duration.ofMillis(4_321), waits(after(answered(List.of(), null, 3_321L, SOON))));
    assertEquals(Link.Why.BUSY, why());
  }

  @Test
  void anUnreasonableTimeToComeBackIsCapped() {
    assertEquals(
        Duration.ofSeconds(301), waits(after(answered(List.of(), null, Long.MAX_VALUE, SOON))));
    assertTrue(waits(after(answered(List.of(), null, -5L, SOON))).isPositive());
  }

  @Test
  void whoeverIsSupersededStops() {
    assertEquals(new Next.Stop(), after(refused(409, null, null)));
    assertEquals(new Link.Stopped(Link.Because.SUPERSEDED, "A sentence."), shown);
  }

  @Test
  void whoeverIsDisconnectedStops() {
    assertEquals(new Next.Stop(), after(refused(410, null, null)));
    assertEquals(new Link.Stopped(Link.Because.DISCONNECTED, "A sentence."), shown);
  }

  @Test
  void aRefusalThatWillNotPassStops() {
    for (int status : List.of(400, 401, 403, 404, 405, 421, 422)) {
      shown = ONLINE;
      assertEquals(new Next.Stop(), after(refused(status, "client_id", null)), "" + status);
      assertEquals(new Link.Stopped(Link.Because.REFUSED, "A sentence."), shown, "" + status);
    }
  }

  private static PollOutcome refused(int status, String code) {
    return new PollOutcome.Refused(status, code, "A sentence.", null, null);
  }

  @Test
  void aRoomThatWasLeftMeansToReadWhichThereAreAndToGoOnButNotInAHotLoop() {
    assertEquals(new Next.ReadRooms(Duration.ZERO), after(refused(410, "room_left")));
    assertEquals(ONLINE, shown);
    assertEquals(new Next.ReadRooms(Duration.ofMillis(1_250)), after(refused(410, "room_left")));
    after(news(SOON));
    assertEquals(new Next.ReadRooms(Duration.ZERO), after(refused(410, "room_left")));
    assertEquals(0, state.failures());
  }

  @Test
  void whoeverIsNoLongerKnownStopsUntilTheySignIn() {
    for (String code : List.of("token_invalid", "token_missing")) {
      shown = ONLINE;
      assertEquals(new Next.Stop(), after(refused(401, code)));
      assertEquals(new Link.Stopped(Link.Because.SIGNED_OUT, "A sentence."), shown);
    }
  }

  @Test
  void whoeverIsBannedStops() {
    assertEquals(new Next.Stop(), after(refused(403, "banned")));
    assertEquals(new Link.Stopped(Link.Because.BANNED, "A sentence."), shown);
  }

  @Test
  void whatElseHappenedIsNewsToo() {
    PollOutcome event =
        new PollOutcome.Answered(
            new PollReply(
                List.of(),
                "success",
                false,
                "c",
                null,
                null,
                List.of(new RoomNews("room", "kitchen", null, null, null, null, null))),
            25,
            SOON);
    assertEquals(new Next.Again(), after(event));
    assertEquals(new Next.Again(), after(event));
  }

  @Test
  void aCursorThatIsRefusedIsGivenUpButNotInAHotLoop() {
    assertEquals(new Next.StartOver(Duration.ZERO), after(refused(422, "cursor", null)));
    assertEquals(new Next.StartOver(Duration.ofMillis(1_250)), after(refused(422, "cursor", null)));
    assertEquals(ONLINE, shown);
    after(news(SOON));
    assertEquals(new Next.StartOver(Duration.ZERO), after(refused(422, "cursor", null)));
  }

  @Test
  void aRefusalThatPassesIsWaitedFor() {
    for (int status : List.of(408, 425, 429, 500, 503)) {
      state = PollState.first(Patience.FULL);
      assertEquals(Duration.ofMillis(750), waits(after(refused(status, null, null))));
      assertEquals(Link.Why.BUSY, why());
      assertEquals("A sentence.", ((Link.Offline) shown).detail());
    }
  }

  @Test
  void retryAfterIsObeyed() {
    for (int status : List.of(429, 503)) {
      assertEquals(
          Duration.ofSeconds(11), waits(after(refused(status, null, Duration.ofSeconds(10)))));
    }
  }

  @Test
  void aCutWhileHeldMeansShorterPollsAndIsNotShown() {
    assertEquals(new Next.Again(), after(new PollOutcome.Cut(LONG)));
    assertEquals(ONLINE, shown);
    assertEquals(12, state.patience().seconds());
    for (int status : List.of(502, 504)) {
      state = PollState.first(Patience.FULL);
      assertEquals(new Next.Again(), after(new PollOutcome.GatewayError(status, null, LONG)));
      assertEquals(12, state.patience().seconds());
    }
  }

  @Test
  void aCutAtOnceIsALostServer() {
    assertEquals(Duration.ofMillis(750), waits(after(new PollOutcome.Cut(SOON))));
    assertEquals(Link.Why.UNREACHABLE, why());
    assertEquals(Patience.FULL, state.patience());
  }

  @Test
  void aGatewayWithoutAServerBehindItIsALostServer() {
    for (int status : List.of(500, 502, 503, 504)) {
      state = PollState.first(Patience.FULL);
      PollOutcome error = new PollOutcome.GatewayError(status, null, SOON);
      assertEquals(Duration.ofMillis(750), waits(after(error)));
      assertEquals(Link.Why.UNREACHABLE, why());
    }
    PollOutcome later = new PollOutcome.GatewayError(503, Duration.ofSeconds(10), SOON);
    assertEquals(Duration.ofSeconds(11), waits(after(later)));
  }

  @Test
  void theWaitForAServerThatIsGoneGrows() {
    PollOutcome unreachable = new PollOutcome.Unreachable("Nothing listens at that address.");
    List<Long> waits = List.of(750L, 1_250L, 2_250L, 4_250L, 8_250L, 8_250L, 8_250L, 8_250L);
    for (long millis : waits) {
      assertEquals(millis, waits(after(unreachable)).toMillis());
      assertEquals(Link.Why.UNREACHABLE, why());
    }
    after(news(SOON));
    assertEquals(750, waits(after(unreachable)).toMillis());
  }

  @Test
  void sinceWhenTheServerIsLostStaysTheSameWhileItIs() {
    Instant lost = clock.instant();
    for (PollOutcome outcome :
        List.of(
            new PollOutcome.Cut(SOON),
            new PollOutcome.Unreachable("x"),
            refused(503, null, null),
            new PollOutcome.NotParley("x"))) {
      after(outcome);
      assertEquals(lost, assertInstanceOf(Link.Offline.class, shown).since());
      clock.advance(Duration.ofSeconds(5));
    }
    after(news(SOON));
    after(new PollOutcome.Cut(SOON));
    assertEquals(clock.instant(), assertInstanceOf(Link.Offline.class, shown).since());
  }

  @Test
  void aServerThatWasReachedAgainIsLostAnew() {
    after(new PollOutcome.Cut(SOON));
    clock.advance(Duration.ofSeconds(5));
    state = state.reached();
    assertEquals(1_250, waits(after(new PollOutcome.Cut(SOON))).toMillis());
    assertEquals(clock.instant(), assertInstanceOf(Link.Offline.class, shown).since());
  }

  @Test
  void whatIsNotParleyIsSaidToBe() {
    assertEquals(Duration.ofMillis(750), waits(after(new PollOutcome.NotParley("A portal."))));
    assertEquals(Link.Why.NOT_PARLEY, why());
  }

  @Test
  void aReplyThatCannotBeStoredIsAskedForAgain() {
    assertEquals(
        Duration.ofMillis(750), waits(after(new PollOutcome.NotKept("The disk is full."))));
    assertEquals(Link.Why.STORAGE, why());
  }

  @Test
  void afterSleepThePollBeginsAtOnceAndNothingIsShown() {
    after(new PollOutcome.Unreachable("x"));
    Link before = shown;
    assertEquals(new Next.Again(), after(new PollOutcome.Slept()));
    assertEquals(before, shown);
    assertEquals(0, state.failures());
  }

  @Test
  void patienceGrowsOnlyByPollsServedInFull() {
    state = PollState.first(Patience.of(10));
    after(news(LONG));
    after(nothing(SOON));
    assertEquals(10, state.patience().seconds());
    after(nothing(Duration.ofMillis(24_100)));
    assertEquals(11, state.patience().seconds());
  }

  @Test
  void anotherKeyStopsItAndSaysWhose() {
    assertEquals(new Next.Stop(), after(new PollOutcome.OtherKey("192.168.1.7:8000")));
    assertEquals(new Link.Stopped(Link.Because.OTHER_KEY, "192.168.1.7:8000"), shown);
  }

  @Test
  void aCertificateThatNobodyVouchesForIsWaitedOut() {
    assertEquals(Duration.ofMillis(750), waits(after(new PollOutcome.Untrusted())));
    assertEquals(Link.Why.UNTRUSTED, why());
  }
}
