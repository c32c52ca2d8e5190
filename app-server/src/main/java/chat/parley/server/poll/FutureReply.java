package chat.parley.server.poll;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A reply as a future, for whoever is in no loop. */
final class FutureReply implements OpenPoll.Answering {
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();

  CompletableFuture<byte[]> body() {
    return body;
  }

  @Override
  public @Nullable EventLoop loop() {
    return null;
  }

  @Override
  public void answered(byte[] bytes) {
    body.complete(bytes);
  }

  @Override
  public void refused(Throwable why) {
    body.completeExceptionally(why);
  }
}
