package chat.parley.server.poll;

import chat.parley.server.fact.FactMemory;
import chat.parley.server.fact.Visibility;
import chat.parley.server.metrics.Metrics;
import chat.parley.server.presence.Presence;
import chat.parley.server.projection.Queries;
import chat.parley.server.testing.TestStorage;
import chat.parley.server.testing.VirtualTime;
import java.util.Random;
import java.util.concurrent.Executor;

/** Pollers on a real log, in virtual time. */
final class TestPoller {
  private TestPoller() {}

  static Poller of(
      TestStorage storage, Tail tail, FactMemory facts, VirtualTime time, Executor executor) {
    return new Poller(
        new Poller.Sources(
            tail,
            new Queries(storage.database()),
            new CursorCodec(storage.identity()),
            Places.load(storage.database(), time),
            new Visibility(facts)),
        new Presence<>(time),
        new Poller.Capacity(100, 100),
        new Poller.Ground(executor, time, new Random(0), new Metrics()));
  }
}
