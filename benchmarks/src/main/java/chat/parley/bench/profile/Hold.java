package chat.parley.bench.profile;

import chat.parley.bench.load.LoadLoop;
import chat.parley.bench.report.Figure;
import chat.parley.bench.report.Findings;
import chat.parley.bench.subject.Running;
import chat.parley.bench.subject.Subject;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Polls that nothing comes for, with the headers of a browser: what they cost by being there. */
public record Hold(int waiters) implements Profile {
  private static final int ROOMS = 50;
  private static final double PER_CENT = 100;
  private static final Figure HEAP = Figure.less("live heap a poll", "bytes");
  private static final Figure RESIDENT = Figure.less("resident memory a poll", "bytes");
  private static final Figure WHOLE = Figure.less("resident memory of the server", "MB");
  private static final Figure IDLE = Figure.less("of one processor while nothing comes", "%");
  private static final double MB = 1e6;

  @Override
  public String name() {
    return "hold";
  }

  @Override
  public Findings run(Bench bench) throws IOException {
    Findings findings =
        new Findings(
            name(),
            "%,d polls held in %d rooms, with a browser's headers.".formatted(waiters, ROOMS));
    for (Subject subject : bench.subjects()) {
      bench.progress().accept("%s: %,d come".formatted(subject.name(), waiters));
      try (Running running = bench.start(subject, true)) {
        measure(running, subject.name(), bench, findings);
      }
    }
    return findings;
  }

  private void measure(Running running, String name, Bench bench, Findings findings) {
    // The first connections make what is there once, however many follow.
    try (LoadLoop first = new LoadLoop()) {
      new Crowd(first, running, ROOMS, ROOMS).gather();
    }
    try (LoadLoop loop = new LoadLoop()) {
      Crowd crowd = new Crowd(loop, running, waiters, ROOMS); // who has a name by then keeps it
      OptionalLong heap = running.liveHeapBytes();
      long resident = running.residentBytes();
      crowd.gather();
      running.liveHeapBytes(); // what coming took is collected
      double cpu = running.cpuSeconds();
      long began = System.nanoTime();
      pause(loop, bench.roundSeconds());
      findings.add(name, IDLE, PER_CENT * (running.cpuSeconds() - cpu) / Bench.secondsSince(began));
      findings.add(name, RESIDENT, (double) (running.residentBytes() - resident) / waiters);
      findings.add(name, WHOLE, running.residentBytes() / MB);
      OptionalLong full = running.liveHeapBytes();
      if (heap.isPresent() && full.isPresent()) {
        findings.add(name, HEAP, (double) (full.getAsLong() - heap.getAsLong()) / waiters);
      }
    }
  }

  private static void pause(LoadLoop loop, int seconds) {
    CompletableFuture<Boolean> over = new CompletableFuture<>();
    loop.run(() ->
        loop.at(System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds), () -> over.complete(true)));
    loop.await(over, seconds + 10);
  }
}
