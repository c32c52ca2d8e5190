package chat.parley.bench.profile;

import chat.parley.bench.load.LoadLoop;
import chat.parley.bench.report.Figure;
import chat.parley.bench.report.Findings;
import chat.parley.bench.subject.Running;
import chat.parley.bench.subject.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * All clients come back at once, each with its place, and there is a message for each: from the
 * first connection to the last answer. A server that keeps messages on disk is killed before and
 * started again, so it answers cold; the others only lose their clients. Servers whose clients
 * cannot go on from where they were are left out.
 */
public record Storm(int waiters) implements Profile {
  private static final int PATIENCE_SECONDS = 120;
  private static final Figure LAST = Figure.less("to the last answer", "ms");

  @Override
  public String name() {
    return "storm";
  }

  @Override
  public Findings run(Bench bench) throws IOException {
    Findings findings =
        new Findings(
            name(),
            "%,d clients come back at once, to a server that was killed where it keeps messages on disk."
                .formatted(waiters));
    for (int round = 1; round <= bench.rounds(); round++) {
      for (Subject subject : bench.subjects()) {
        if (!subject.keepsPlaces()) {
          continue;
        }
        bench.progress().accept("%s, round %d".formatted(subject.name(), round));
        findings.add(subject.name(), LAST, comeBack(bench, subject));
      }
    }
    return findings;
  }

  private double comeBack(Bench bench, Subject subject) throws IOException {
    Path folder = bench.newFolder();
    Running running = bench.start(subject, folder, false);
    try (LoadLoop loop = new LoadLoop()) {
      FullRoom room = new FullRoom(subject.name(), loop, running, waiters);
      room.work(1);
      room.crowd().scatter();
      int number = room.sendOne();
      if (subject.keepsOverRestart()) {
        room.expectEnd();
        running.kill();
        running = bench.start(subject, folder, false);
        room.crowd().moveTo(running);
      }
      CompletableFuture<Long> last = new CompletableFuture<>();
      int[] missing = {waiters};
      loop.call(() -> {
        room.crowd()
            .listen((_, received, nanos) -> {
              if (received == number && --missing[0] == 0) {
                last.complete(nanos);
              }
            });
        return true;
      });
      long began = System.nanoTime();
      room.crowd().gather();
      double millis =
          (loop.await(last, PATIENCE_SECONDS) - began) / (double) TimeUnit.MILLISECONDS.toNanos(1);
      room.check();
      return millis;
    } finally {
      running.close();
    }
  }
}
