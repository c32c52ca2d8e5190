package chat.parley.bench.profile;

import chat.parley.bench.load.LoadLoop;
import chat.parley.bench.report.Figure;
import chat.parley.bench.report.Findings;
import chat.parley.bench.subject.Archive;
import chat.parley.bench.subject.Running;
import chat.parley.bench.subject.Subject;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;

/** Reading a room that has very many messages: its newest, and a page from anywhere in its past. */
public record History(int messages) implements Profile {
  private static final int SENDERS = 64;
  private static final int FILL_SECONDS_MAX = 3_600;
  private static final int READS = 2_000;
  private static final int WARM_UP_READS = 2_000;
  private static final RandomGenerator RANDOM = RandomGenerator.getDefault();
  private static final double MEDIAN = 0.5;
  private static final double P99 = 0.99;

  @Override
  public String name() {
    return "history";
  }

  @Override
  public Findings run(Bench bench) throws IOException {
    Findings findings =
        new Findings(name(), "Reads one at a time in a room of %,d messages.".formatted(messages));
    for (Subject subject : bench.subjects()) {
      if (!subject.keepsOverRestart()) {
        continue;
      }
      bench.progress().accept("%s: %,d messages are sent".formatted(subject.name(), messages));
      try (Running running = bench.start(subject, false)) {
        measure(running, subject.name(), bench, findings);
      }
    }
    return findings;
  }

  private void measure(Running running, String name, Bench bench, Findings findings)
      throws IOException {
    Archive archive = running.archive().orElseThrow();
    List<String> ids;
    try (LoadLoop loop = new LoadLoop()) {
      long began = System.nanoTime();
      ids = new ClosedLoop(loop, running, SENDERS, 1).send(messages, FILL_SECONDS_MAX);
      findings.add(
          name,
          Figure.more("sends a second, to fill it", ""),
          messages / Bench.secondsSince(began));
    }
    Archive.Room room = archive.room(Crowd.name(0), ids);
    for (int i = 0; i < WARM_UP_READS; i++) {
      room.newest();
      room.anywhere(RANDOM);
    }
    for (int round = 1; round <= bench.rounds(); round++) {
      Samples newest = new Samples();
      Samples page = new Samples();
      for (int i = 0; i < READS; i++) {
        newest.add(room.newest());
        page.add(room.anywhere(RANDOM));
      }
      findings.add(name, Figure.less("newest 50, p50", "ms"), newest.millis(MEDIAN));
      findings.add(name, Figure.less("newest 50, p99", "ms"), newest.millis(P99));
      findings.add(name, Figure.less("a page of 50, p50", "ms"), page.millis(MEDIAN));
      findings.add(name, Figure.less("a page of 50, p99", "ms"), page.millis(P99));
    }
  }
}
