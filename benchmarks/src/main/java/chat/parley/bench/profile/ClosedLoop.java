package chat.parley.bench.profile;

import chat.parley.bench.load.LoadLoop;
import chat.parley.bench.subject.Running;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Senders of which each sends its next message when the one before is acknowledged. */
final class ClosedLoop {
  private static final int PATIENCE_SECONDS = 60;

  private final LoadLoop loop;
  private final Running running;
  private final int firstRoom;
  private final List<Sender> senders = new ArrayList<>();

  // The load's thread only.
  private final long[] sentNanos;
  private Samples replies = new Samples();
  private long endNanos;
  private int active;
  private CompletableFuture<Samples> done = new CompletableFuture<>();

  ClosedLoop(LoadLoop loop, Running running, int connections, int rooms) {
    this(loop, running, connections, rooms, 0);
  }

  ClosedLoop(LoadLoop loop, Running running, int connections, int rooms, int firstRoom) {
    this.loop = loop;
    this.running = running;
    this.firstRoom = firstRoom;
    sentNanos = new long[connections];
    for (int i = 0; i < connections; i++) {
      int index = i;
      Sender sender = Sender.open(loop, running, i, Crowd.name(firstRoom + i % rooms));
      loop.call(() -> {
        sender.listen((_, _, nanos) -> acknowledged(index, nanos));
        return true;
      });
      senders.add(sender);
    }
  }

  /** Sends for some seconds; returns how long each reply took. */
  Samples go(int seconds) {
    CompletableFuture<Samples> result = new CompletableFuture<>();
    loop.run(() -> {
      done = result;
      replies = new Samples();
      endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      active = senders.size();
      for (int i = 0; i < senders.size(); i++) {
        next(i);
      }
    });
    return loop.await(result, seconds + PATIENCE_SECONDS);
  }

  private void next(int index) {
    if (System.nanoTime() - endNanos >= 0) {
      active--;
      if (active == 0) {
        done.complete(replies);
      }
      return;
    }
    sentNanos[index] = System.nanoTime();
    senders.get(index).send();
  }

  private void acknowledged(int index, long nanos) {
    replies.add(nanos - sentNanos[index]);
    next(index);
  }

  /**
   * Fails if a message of a sender who has a room alone is not in its history, or not once, or out
   * of order. Servers without a history are believed.
   */
  void check(String server) throws IOException {
    for (int i = 0; i < senders.size(); i++) {
      if (running.archive().isEmpty()) {
        return;
      }
      List<String> stored = running.archive().get().texts(Crowd.name(firstRoom + i));
      List<String> sent =
          IntStream.rangeClosed(0, senders.get(i).last()).mapToObj(running.text()::of).toList();
      if (!stored.equals(sent)) {
        throw new IllegalStateException(
            "%s has %d messages of %d, or not in their order"
                .formatted(server, stored.size(), sent.size()));
      }
    }
  }
}
