package chat.parley.desktop.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.desktop.testing.HandWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private final HandWindow window = new HandWindow();
  private final List<Throwable> told = new ArrayList<>();
  private final Failures failures = new Failures(window, told::add);
  private final RuntimeException failure = new IllegalStateException("broken");

  @Test
  void aFailureIsToldOnTheWindowsThread() {
    CompletableFuture<String> task = new CompletableFuture<>();
    failures.watch(task);

    task.completeExceptionally(failure);
    assertEquals(List.of(), told);
    window.run();

    assertEquals(List.of(failure), told);
  }

  @Test
  void whatGoesWellIsNotTold() {
    failures.watch(CompletableFuture.completedFuture("fine"));

    assertEquals(0, window.waiting());
  }

  @Test
  void whatItIsWrappedInIsTakenOff() {
    failures.tell(new CompletionException(new CompletionException(failure)));
    failures.watch(
        CompletableFuture.failedFuture(failure)
            .thenApply(nothing -> nothing)
            .thenApply(nothing -> nothing));
    window.run();

    assertEquals(List.of(failure, failure), told);
  }

  @Test
  void whatWasCancelledBecauseTheChatWasClosedIsNotTold() {
    CompletableFuture<String> asked = new CompletableFuture<>();
    failures.watch(asked);
    failures.watch(asked.thenApply(String::length));

    asked.cancel(false);
    failures.tell(new CancellationException());

    assertEquals(0, window.waiting());
  }
}
