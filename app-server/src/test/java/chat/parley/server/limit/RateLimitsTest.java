package chat.parley.server.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.server.testing.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How often what is let through, by hand-moved time. */
class RateLimitsTest {
  private static final String HERE = "192.0.2.1";
  private static final String THERE = "192.0.2.2";

  private final VirtualTime time = new VirtualTime();
  private final RateLimits limits = new RateLimits(LimitLevel.NORMAL, time);

  private void admit(int times, Limited what, @Nullable String name, @Nullable String address) {
    for (int i = 0; i < times; i++) {
      limits.admit(what, name, address);
    }
  }

  private Refusal refused(Limited what, @Nullable String name, @Nullable String address) {
    Refusal refusal =
        assertThrows(Refusal.class, () -> limits.admit(what, name, address), what + " is refused");
    assertEquals(ErrorCode.SLOW_DOWN, refusal.code());
    assertTrue(refusal.retryAfterSeconds().isPresent(), "it says when to come back");
    return refusal;
  }

  @ParameterizedTest
  @EnumSource(names = {"SEND", "JOIN", "ROOM", "POLL"})
  void aNameAndAnAddressEachHaveTheirBurst(Limited what) {
    admit(what.perName().burst(), what, "alice", null);
    refused(what, "alice", null);
    admit(what.perAddress().burst(), what, null, HERE);
    refused(what, null, HERE);

    limits.admit(what, "bob", THERE);
  }

  @ParameterizedTest
  @EnumSource(Limited.class)
  void whoWaitsAsToldIsAdmitted(Limited what) {
    admit(what.perAddress().burst(), what, null, HERE);
    OptionalInt wait = refused(what, null, HERE).retryAfterSeconds();
    time.advance(Duration.ofSeconds(wait.orElseThrow()));

    limits.admit(what, null, HERE);
  }

  @Test
  void theWaitIsTheBucketsOwn() {
    admit(30, Limited.ROOM, "alice", HERE);

    assertEquals(OptionalInt.of(2), refused(Limited.ROOM, "alice", HERE).retryAfterSeconds());
    time.advance(Duration.ofMillis(1_500));
    assertEquals(OptionalInt.of(1), refused(Limited.ROOM, "alice", HERE).retryAfterSeconds());
  }

  @Test
  void aSteadyRateGoesOnForEver() {
    admit(Limited.SEND.perName().burst(), Limited.SEND, "alice", HERE);
    for (int second = 0; second < 60; second++) {
      time.advance(Duration.ofSeconds(1));
      admit(20, Limited.SEND, "alice", HERE);
      refused(Limited.SEND, "alice", HERE);
    }
  }

  @Test
  void whatIsRefusedCountsNowhere() {
    admit(Limited.SEND.perName().burst(), Limited.SEND, "alice", HERE);
    for (int i = 0; i < 2_000; i++) {
      refused(Limited.SEND, "alice", HERE);
    }
    // The address has what alice left of it, all of it.
    admit(
        Limited.SEND.perAddress().burst() - Limited.SEND.perName().burst(),
        Limited.SEND,
        null,
        HERE);
    refused(Limited.SEND, null, HERE);
  }

  @Test
  void ofTwoThingsAtOnceBothCountOrNeither() {
    List<Limited> both = List.of(Limited.SEND, Limited.ROOM);
    for (int i = 0; i < 30; i++) {
      limits.admit(both, "alice", null);
    }
    for (int i = 0; i < 100; i++) {
      assertThrows(Refusal.class, () -> limits.admit(both, "alice", null));
    }

    admit(70, Limited.SEND, "alice", null);
    refused(Limited.SEND, "alice", null);
  }

  @Test
  void whoTypesTheNameOfAnotherSilencesNobodyElsewhere() {
    String impostor = RateLimits.guest("alice", THERE);
    admit(Limited.SEND.perName().burst(), Limited.SEND, impostor, THERE);
    refused(Limited.SEND, impostor, THERE);

    limits.admit(Limited.SEND, RateLimits.guest("alice", HERE), HERE);
    limits.admit(Limited.SEND, "alice", HERE);
  }

  @Test
  void aRightLogInDoesNotCount() {
    for (int i = 0; i < 1_000; i++) {
      limits.admit(Limited.LOG_IN, "alice", HERE);
      limits.loggedIn("alice", HERE);
    }
  }

  @Test
  void whoGuessesAPasswordIsSlowedDown() {
    admit(5, Limited.LOG_IN, "alice", HERE);
    refused(Limited.LOG_IN, "alice", HERE);
    int guesses = 5;
    for (int second = 0; second < 3_600; second++) {
      time.advance(Duration.ofSeconds(1));
      try {
        limits.admit(Limited.LOG_IN, "alice", HERE);
        guesses++;
      } catch (Refusal e) {
        assertEquals(ErrorCode.SLOW_DOWN, e.code());
      }
    }

    assertTrue(guesses <= 370, "in an hour: " + guesses);
  }

  @Test
  void whoGuessesAtOneNameDoesNotLockItsOwnerOut() {
    admit(5, Limited.LOG_IN, "alice", THERE);
    refused(Limited.LOG_IN, "alice", THERE);

    admit(5, Limited.LOG_IN, "alice", HERE);
  }

  @Test
  void whoGuessesFromManyAddressesIsSlowedDownAndStillLetsTheOwnerIn() {
    limits.admit(Limited.LOG_IN, "alice", HERE);
    limits.loggedIn("alice", HERE);
    int guesses = 0;
    for (int i = 0; i < 1_000; i++) {
      try {
        limits.admit(Limited.LOG_IN, "alice", "attacker " + i);
        guesses++;
      } catch (Refusal e) {
        assertEquals(ErrorCode.SLOW_DOWN, e.code());
      }
    }
    assertEquals(100, guesses);

    limits.admit(Limited.LOG_IN, "alice", HERE); // where she was before
    refused(Limited.LOG_IN, "alice", THERE);
    time.advance(Duration.ofSeconds(3));
    limits.admit(Limited.LOG_IN, "alice", THERE); // anywhere, every few seconds
  }

  @Test
  void whoGuessesBesideSomebodyDoesNotLockThemOut() {
    limits.admit(Limited.LOG_IN, "alice", HERE);
    limits.loggedIn("alice", HERE);
    for (int i = 0; i < 30; i++) {
      limits.admit(Limited.LOG_IN, "name " + i, HERE);
    }
    refused(Limited.LOG_IN, "bob", HERE);

    admit(5, Limited.LOG_IN, "alice", HERE);
    refused(Limited.LOG_IN, "alice", HERE);
  }

  @Test
  void offLimitsOnlyLogIns() {
    RateLimits off = new RateLimits(LimitLevel.OFF, time);
    for (int i = 0; i < 10_000; i++) {
      off.admit(Limited.SEND, "alice", HERE);
      off.admit(Limited.POLL, "alice", HERE);
      off.admit(Limited.JOIN, null, HERE);
      off.admit(Limited.ROOM, "alice", HERE);
    }
    for (int i = 0; i < 5; i++) {
      off.admit(Limited.LOG_IN, "alice", HERE);
    }

    assertThrows(Refusal.class, () -> off.admit(Limited.LOG_IN, "alice", HERE));
  }

  @Test
  void strictIsAQuarter() {
    RateLimits strict = new RateLimits(LimitLevel.STRICT, time);
    for (int i = 0; i < 25; i++) {
      strict.admit(Limited.SEND, "alice", HERE);
    }
    assertThrows(Refusal.class, () -> strict.admit(Limited.SEND, "alice", HERE));
    time.advance(Duration.ofSeconds(1));
    for (int i = 0; i < 5; i++) {
      strict.admit(Limited.SEND, "alice", HERE);
    }

    assertThrows(Refusal.class, () -> strict.admit(Limited.SEND, "alice", HERE));
  }

  @Test
  void howeverManyComeItRemembersABoundedNumber() {
    for (int i = 0; i < 3 * Buckets.KEYS_MAX; i++) {
      limits.admit(Limited.SEND, "name " + i, "address " + i);
    }
    assertTrue(limits.size() <= 2 * Buckets.KEYS_MAX, "keys: " + limits.size());

    time.advance(Duration.ofHours(1));
    assertEquals(0, limits.size(), "who has been quiet is as good as new");
  }

  @Test
  void whoComesOftenIsNotForgottenForTheManyWhoComeOnce() {
    admit(Limited.SEND.perAddress().burst(), Limited.SEND, null, HERE);
    for (int i = 0; i < 3 * Buckets.KEYS_MAX; i++) {
      limits.admit(Limited.SEND, null, "address " + i);
      if (i % 10 == 0) {
        refused(Limited.SEND, null, HERE);
      }
    }
  }
}
