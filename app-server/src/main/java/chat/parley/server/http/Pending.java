package chat.parley.server.http;

import io.javalin.http.Context;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries replies that come later through {@code ctx.future}.
 *
 * <p>A reply is written by whoever claims it first: the future when it completes, or the container
 * when it reports that the client is gone. Over HTTP/2 a client can reset its stream while it
 * waits; Javalin 7.2 ends in an endless loop of errors when the future of such a stream completes,
 * so then it never does.
 */
final class Pending {
  private final AtomicInteger count = new AtomicInteger();

  /**
   * A reply to come.
   *
   * @param body its body, or the refusal it fails with
   * @param gone called once if the client has gone before that
   */
  record Reply(CompletableFuture<byte[]> body, Runnable gone) {}

  /**
   * Begins something and writes its reply when that comes. It is counted before it begins: a server
   * that stops refuses what begins from then on and waits for everything else.
   */
  void answer(Context ctx, Supplier<Reply> begin) {
    count.incrementAndGet();
    Reply reply;
    try {
      reply = begin.get();
    } catch (RuntimeException e) {
      count.decrementAndGet();
      throw e;
    }
    ctx.future(() -> {
      CompletableFuture<@Nullable Void> written = new CompletableFuture<>();
      AtomicBoolean claimed = new AtomicBoolean();
      ctx.req().getAsyncContext().addListener(new GoneListener(claimed, reply.gone(), count));
      var _ =
          reply
              .body()
              .whenComplete((bytes, failure) -> {
                if (claimed.compareAndSet(false, true)) {
                  try {
                    write(ctx, bytes, failure);
                    written.complete(null); // writes to the network, on this thread
                  } finally {
                    count.decrementAndGet();
                  }
                }
              });
      return written;
    });
  }

  private static void write(Context ctx, byte[] bytes, @Nullable Throwable failure) {
    if (failure == null) {
      Answer.json(ctx, 200, bytes);
    } else {
      Errors.answer(ctx, failure);
    }
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
