package chat.parley.desktop.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.sync.Lookout.EndedException;
import chat.parley.desktop.sync.Lookout.SleptException;
import chat.parley.desktop.testing.Await;
import chat.parley.desktop.testing.Chance;
import chat.parley.desktop.testing.HandClock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Waiting, with clocks that are moved by hand and looked at every millisecond. */
class LookoutTest {
  private final HandClock clock = new HandClock();
  private final AtomicInteger looks = new AtomicInteger();
  private final Lookout lookout =
      new Lookout(
          new Surroundings(
              clock,
              () -> {
                looks.incrementAndGet();
                return clock.getAsLong();
              },
              Chance.LEAST,
              Duration.ofMillis(1),
              loop -> loop::run));

  private static <T> CompletableFuture<T> inBackground(Callable<T> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return work.call();
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        },
        Await.THREADS);
  }

  private void awaitLooks() {
    int seen = looks.get();
    Await.until("the clocks are looked at", () -> looks.get() > seen + 4);
  }

  private static Throwable failure(CompletableFuture<?> future) {
    Await.until("it ends", future::isDone);
    return Objects.requireNonNull(assertThrows(CompletionException.class, future::join).getCause());
  }

  @Test
  void aReplyThatComesIsTheValue() throws Exception {
    assertEquals("reply", lookout.await(CompletableFuture.completedFuture("reply")));
  }

  @Test
  void aFailureIsHandedOn() {
    IllegalStateException broken = new IllegalStateException("broken");
    var thrown =
        assertThrows(
            ExecutionException.class, () -> lookout.await(CompletableFuture.failedFuture(broken)));
    assertEquals(broken, thrown.getCause());
  }

  @Test
  void aHeldPollIsGivenUpWhenTheComputerSlept() {
    CompletableFuture<String> poll = new CompletableFuture<>();
    CompletableFuture<String> waiting = inBackground(() -> lookout.await(poll));
    awaitLooks();
    clock.sleep(Duration.ofSeconds(11));

    assertInstanceOf(SleptException.class, failure(waiting));
    assertTrue(poll.isCancelled());
  }

  @Test
  void aProgramThatStoodStillCountsAsAsleepWhateverItsClockDid() {
    CompletableFuture<String> waiting =
        inBackground(() -> lookout.await(new CompletableFuture<>()));
    awaitLooks();
    clock.advance(Duration.ofMinutes(3));

    assertInstanceOf(SleptException.class, failure(waiting));
  }

  @Test
  void timeThatPassesAndAClockSetBackAreNoSleep() {
    CompletableFuture<String> poll = new CompletableFuture<>();
    CompletableFuture<String> waiting = inBackground(() -> lookout.await(poll));
    for (int i = 0; i < 5; i++) {
      awaitLooks();
      clock.advance(Duration.ofSeconds(9));
      awaitLooks();
      clock.sleep(Duration.ofHours(-1));
    }
    awaitLooks();
    assertFalse(waiting.isDone());
    poll.complete("reply");

    assertEquals("reply", Await.result(waiting));
  }

  @Test
  void aSleepBeforeTheWaitIsNotItsOwn() throws Exception {
    clock.sleep(Duration.ofHours(8));
    assertEquals("reply", lookout.await(CompletableFuture.completedFuture("reply")));
  }

  @Test
  void aPauseTakesItsTime() {
    CompletableFuture<Boolean> pause = inBackground(() -> lookout.pause(Duration.ofSeconds(20)));
    for (int i = 0; i < 4; i++) {
      awaitLooks();
      assertFalse(pause.isDone());
      clock.advance(Duration.ofSeconds(5));
    }
    assertFalse(Await.result(pause));
  }

  @Test
  void aPauseEndsWithSleep() {
    CompletableFuture<Boolean> pause = inBackground(() -> lookout.pause(Duration.ofSeconds(20)));
    awaitLooks();
    clock.sleep(Duration.ofMinutes(1));
    assertFalse(Await.result(pause));
  }

  @Test
  void aNudgeEndsThePauseAndOnlyThat() {
    CompletableFuture<Boolean> pause = inBackground(() -> lookout.pause(Duration.ofDays(1)));
    awaitLooks();
    lookout.nudge();
    assertTrue(Await.result(pause));

    CompletableFuture<Boolean> next = inBackground(() -> lookout.pause(Duration.ofSeconds(5)));
    awaitLooks();
    assertFalse(next.isDone());
    clock.advance(Duration.ofSeconds(5));
    assertFalse(Await.result(next));
  }

  @Test
  void aNudgeThatComesJustBeforeThePauseIsNotLost() {
    lookout.nudge();
    assertTrue(lookout.pause(Duration.ofDays(1)));
  }

  @Test
  void whoeverStoppedWaitsForANudge() {
    CompletableFuture<Boolean> stopped =
        inBackground(() -> {
          lookout.pauseUntilNudged();
          return true;
        });
    clock.advance(Duration.ofDays(1));
    assertFalse(stopped.isDone());
    lookout.nudge();
    assertTrue(Await.result(stopped));
  }

  @Test
  void cancellingEndsEveryWait() {
    CompletableFuture<String> poll = new CompletableFuture<>();
    CompletableFuture<String> waiting = inBackground(() -> lookout.await(poll));
    lookout.cancel();

    assertInstanceOf(EndedException.class, failure(waiting));
    assertTrue(poll.isCancelled());
    assertThrows(EndedException.class, () -> lookout.pause(Duration.ofDays(1)));
    assertThrows(EndedException.class, lookout::pauseUntilNudged);
  }

  @Test
  void aSignThatTheServerIsGoneEndsTheWait() {
    CompletableFuture<String> poll = new CompletableFuture<>();
    CompletableFuture<String> waiting = inBackground(() -> lookout.await(poll));
    awaitLooks();
    lookout.startle();

    assertInstanceOf(SleptException.class, failure(waiting));
    assertTrue(poll.isCancelled());
  }

  @Test
  void aSignThatComesDuringAPauseIsNoneOfWhatFollows() {
    lookout.startle();
    lookout.pause(Duration.ZERO);
    CompletableFuture<String> poll = new CompletableFuture<>();
    CompletableFuture<String> waiting = inBackground(() -> lookout.await(poll));
    awaitLooks();
    poll.complete("Hello");

    assertEquals("Hello", Await.result(waiting));
  }
}
