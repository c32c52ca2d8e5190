package chat.parley.server.http;

import chat.parley.server.logging.Words;
import io.javalin.http.Context;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries replies that come later, on threads that wait or in requests that {@code ctx.future} has
 * made asynchronous.
 *
 * <p>In the latter a reply is written by whoever claims it first: the one who has it, or the
 * container when it reports that the client is gone. Over HTTP/2 a client can reset its stream
 * while it waits, or just when it is answered; Javalin 7.2 ends in an endless loop of errors when
 * the future of such a stream completes. So that future never completes: what is written is written
 * here, and a client that is gone meanwhile is no error.
 */
final class Pending {
  private static final Logger log = LoggerFactory.getLogger(Pending.class);

  private static final byte[] NOTHING = {};

  private final AtomicInteger count = new AtomicInteger();
  private final Errors errors;

  Pending(Errors errors) {
    this.errors = errors;
  }

  /**
   * A reply to come.
   *
   * @param body its body, or the refusal it fails with
   * @param gone called once if the client has gone before that
   */
  record Reply(CompletableFuture<byte[]> body, Runnable gone) {}

  /**
   * Begins something that the next flush of the disk will decide, waits for it on this thread, and
   * writes the reply: that costs a virtual thread less than to leave its request and to come back.
   * It is counted before it begins: a server that stops refuses what begins from then on and waits
   * for everything else.
   */
  void answer(Context ctx, Supplier<CompletableFuture<byte[]>> begin) {
    CompletableFuture<byte[]> body = begun(ctx, begin);
    try {
      put(ctx, body.join(), null);
    } catch (CompletionException e) {
      put(ctx, NOTHING, e);
    } finally {
      count.decrementAndGet();
    }
  }

  private <T> T begun(Context ctx, Supplier<T> begin) {
    begun();
    try {
      Door.requireStillLetIn(ctx);
      return begin.get();
    } catch (RuntimeException e) {
      count.decrementAndGet();
      throw e;
    }
  }

  /**
   * The same where the reply may take long: nothing waits for it but memory. It is written when it
   * comes.
   */
  void answerLater(Context ctx, Supplier<Reply> begin) {
    Reply reply = begun(ctx, begin);
    if (reply.body().isDone()) {
      answerNow(ctx, reply.body());
    } else {
      ctx.future(() -> answerLater(ctx, reply));
    }
  }

  private void answerNow(Context ctx, CompletableFuture<byte[]> body) {
    try {
      var _ = body.whenComplete((bytes, failure) -> put(ctx, bytes, failure));
    } finally {
      count.decrementAndGet();
    }
  }

  private CompletableFuture<@Nullable Void> answerLater(Context ctx, Reply reply) {
    AsyncContext async = ctx.req().getAsyncContext();
    AtomicBoolean claimed = new AtomicBoolean();
    async.addListener(new GoneListener(claimed, reply.gone(), count));
    Thread asking = Thread.currentThread();
    var _ =
        reply
            .body()
            .whenComplete((bytes, failure) -> {
              if (!claimed.compareAndSet(false, true)) {
                return;
              }
              Runnable answer = () -> write(ctx, async, bytes, failure);
              if (Thread.currentThread() == asking) {
                Thread.startVirtualThread(
                    answer); // it came just now, and Javalin is not done with the request
              } else {
                answer.run();
              }
            });
    return new CompletableFuture<>();
  }

  /** Writes to the network, on this thread. */
  private void write(Context ctx, AsyncContext async, byte[] bytes, @Nullable Throwable failure) {
    try (var _ = RequestIds.logged(RequestIds.of(ctx))) {
      put(ctx, bytes, failure);
    } catch (RuntimeException e) {
      log.debug("A client was gone before its reply was written: {}", Words.of(e));
    } finally {
      complete(async);
      count.decrementAndGet();
    }
  }

  private static void complete(AsyncContext async) {
    try {
      async.complete();
    } catch (IllegalStateException e) {
      log.debug("The container had ended a request before its reply: {}", Words.of(e));
    }
  }

  private void put(Context ctx, byte[] bytes, @Nullable Throwable failure) {
    if (failure == null) {
      Answer.json(ctx, 200, bytes);
    } else {
      errors.answer(ctx, failure);
    }
  }

  /** Something began whose reply somebody else writes, who says when it has {@link #ended}. */
  void begun() {
    count.incrementAndGet();
  }

  void ended() {
    count.decrementAndGet();
  }

  /** How many replies are still to be written. */
  int count() {
    return count.get();
  }

  private record GoneListener(AtomicBoolean claimed, Runnable gone, AtomicInteger count)
      implements AsyncListener {
    @Override
    public void onError(AsyncEvent event) {
      if (claimed.compareAndSet(false, true)) {
        count.decrementAndGet();
        gone.run();
      }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      // There is no timeout of the container's: a poll has its own deadline.
    }

    @Override
    public void onComplete(AsyncEvent event) {
      // The reply was written; nothing is kept for it.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      // Not started a second time.
    }
  }
}
