package chat.parley.bench.profile;

import chat.parley.bench.load.LoadLoop;
import chat.parley.bench.report.Figure;
import chat.parley.bench.report.Findings;
import chat.parley.bench.subject.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Many rooms in which people talk: how long a message takes to each who waits for it. */
public record Busy(int rooms, int members, int sendsPerSecond) implements Profile {
  private static final double MEDIAN = 0.5;
  private static final double P99 = 0.99;
  private static final double P999 = 0.999;

  @Override
  public String name() {
    return "busy";
  }

  @Override
  public Findings run(Bench bench) throws IOException {
    Findings findings =
        new Findings(
            name(),
            "%d rooms of %d, %d messages a second in all: %,d deliveries a second, from when each was due."
                .formatted(rooms, members, sendsPerSecond, sendsPerSecond * members));
    List<Talk> talks = new ArrayList<>();
    LoadLoop loop = new LoadLoop();
    try {
      for (Subject subject : bench.subjects()) {
        bench.progress().accept(subject.name() + " is filled and warmed up");
        Talk talk = new Talk(subject.name(), loop, bench.start(subject, false), rooms, members);
        talks.add(talk);
        talk.go(sendsPerSecond, bench.warmUpSeconds());
      }
      for (int round = 1; round <= bench.rounds(); round++) {
        for (Talk talk : talks) {
          Talk.Slice slice = talk.go(sendsPerSecond, bench.roundSeconds());
          findings.add(talk.server(), Figure.less("p50", "ms"), slice.delays().millis(MEDIAN));
          findings.add(talk.server(), Figure.less("p99", "ms"), slice.delays().millis(P99));
          findings.add(talk.server(), Figure.less("p99.9", "ms"), slice.delays().millis(P999));
          findings.add(
              talk.server(),
              Figure.more("deliveries a server-CPU-second", ""),
              slice.delays().count() / slice.cpuSeconds());
        }
        bench.progress().accept("round %d of %d".formatted(round, bench.rounds()));
      }
      talks.forEach(Talk::check);
    } finally {
      loop.close();
      talks.forEach(Talk::close);
    }
    return findings;
  }
}
