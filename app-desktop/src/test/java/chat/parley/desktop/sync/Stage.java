package chat.parley.desktop.sync;

import chat.parley.desktop.replica.Replica;
import chat.parley.desktop.replica.UnusableReplicaException;
import chat.parley.desktop.testing.Await;
import chat.parley.desktop.testing.Chance;
import chat.parley.desktop.testing.HandClock;
import chat.parley.model.ClientId;
import chat.parley.model.SenderName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A whole session in time that is moved by hand, with a server that does as it is told. */
final class Stage implements AutoCloseable {
  final HandClock clock = new HandClock();
  final Puppet server;
  final Replica replica;
  private final AtomicInteger looks = new AtomicInteger();
  Reader sees = new Reader();
  ChatSession session;

  Stage(Path folder) {
    try {
      server = new Puppet();
      replica = Replica.open(folder.resolve("replica.db"), clock);
    } catch (IOException | UnusableReplicaException e) {
      throw new IllegalStateException(e);
    }
    session = newSession();
  }

  private ChatSession newSession() {
    ChatSession opened =
        new ChatSession(
            new ServerApi(server.address(), clock),
            replica.server("server"),
            SenderName.of("alice"),
            ClientId.of("alice"),
            sees,
            new Surroundings(
                clock, this::nanos, Chance.MOST, Duration.ofMillis(2), loop -> loop::run));
    opened.start();
    return opened;
  }

  private long nanos() {
    looks.incrementAndGet();
    return clock.getAsLong();
  }

  /** Closes the app and opens it again. */
  void reopen() {
    session.close();
    sees = new Reader();
    session = newSession();
  }

  /** Time passes in small steps, each seen by whoever waits. */
  void pass(Duration time) {
    for (long seconds = time.toSeconds(); seconds > 0; seconds--) {
      awaitLooks();
      clock.advance(Duration.ofSeconds(1));
    }
    awaitLooks();
  }

  /** Lets everything come to where it waits. */
  void awaitLooks() {
    int seen = looks.get();
    Await.until("the clocks are looked at", () -> looks.get() > seen + 6);
  }

  @Override
  public void close() {
    session.close();
    replica.close();
    server.close();
  }
}
