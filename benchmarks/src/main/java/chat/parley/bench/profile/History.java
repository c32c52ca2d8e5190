package chat.parley.bench.profile;

import chat.parley.bench.load.LoadLoop;
import chat.parley.bench.report.Figure;
import chat.parley.bench.report.Findings;
import chat.parley.bench.subject.Archive;
import chat.parley.bench.subject.Past;
import chat.parley.bench.subject.Running;
import chat.parley.bench.subject.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A server that has very many messages in one room: starting it, the room's newest, a page from
 * anywhere in its past, and sending to other rooms.
 *
 * @param prepared where the messages stay for the next run; null: nowhere
 */
public record History(int messages, @Nullable Path prepared) implements Profile {
  private static final int SENDERS = 64;
  private static final int READS = 2_000;
  private static final RandomGenerator RANDOM = RandomGenerator.getDefault();
  private static final double MEDIAN = 0.5;
  private static final double P99 = 0.99;
  private static final double MILLIS = 1e3;
  private static final double MB = 1e6;

  @Override
  public String name() {
    return "history";
  }

  @Override
  public Findings run(Bench bench) throws IOException {
    Findings findings =
        new Findings(
            name(),
            "A room of %,d messages of %,d characters: reads one at a time, sends to other rooms."
                .formatted(messages, bench.text().length()));
    for (Subject subject : bench.subjects()) {
      Path folder = folder(bench, subject);
      Optional<Past> past = subject.past(folder);
      if (past.isPresent()) {
        measure(
            subject, folder, fill(past.get(), subject.name(), bench, findings), bench, findings);
      }
    }
    return findings;
  }

  private Path folder(Bench bench, Subject subject) throws IOException {
    return prepared == null
        ? bench.newFolder()
        : Files.createDirectories(
            prepared.resolve(
                "%s-%d-of-%d"
                    .formatted(
                        subject.name().replaceAll("\\W+", "-"), messages, bench.text().length())));
  }

  private Past.Filled fill(Past past, String name, Bench bench, Findings findings) {
    bench.progress().accept("%s: %,d messages are stored".formatted(name, messages));
    long began = System.nanoTime();
    Past.Filled filled =
        past.fill(
            Crowd.name(0),
            messages,
            bench.text(),
            there -> bench.progress().accept("%,d of %,d".formatted(there, messages)));
    if (filled.added() > 0) {
      double seconds = Bench.secondsSince(began);
      bench.progress().accept("%,d stored in %.0f s".formatted(filled.added(), seconds));
      findings.add(name, Figure.more("stored a second, to fill it", ""), filled.added() / seconds);
    }
    return filled;
  }

  private static void measure(
      Subject subject, Path folder, Past.Filled filled, Bench bench, Findings findings)
      throws IOException {
    long began = System.nanoTime();
    try (Running running = bench.start(subject, folder, false)) {
      findings.add(subject.name(), Figure.less("start", "ms"), MILLIS * Bench.secondsSince(began));
      Archive archive = running.archive().orElseThrow();
      try (Archive.Room room = archive.room(Crowd.name(0), filled.ids());
          LoadLoop loop = new LoadLoop()) {
        long warm = System.nanoTime();
        while (Bench.secondsSince(warm) < bench.warmUpSeconds()) {
          room.newest();
          room.anywhere(RANDOM);
        }
        ClosedLoop senders = new ClosedLoop(loop, running, SENDERS, SENDERS, 1);
        senders.go(bench.warmUpSeconds());
        for (int round = 1; round <= bench.rounds(); round++) {
          read(room, subject.name(), findings);
          send(senders, subject.name(), bench, findings);
        }
      }
      findings.add(
          subject.name(),
          Figure.less("resident memory of the server", "MB"),
          running.residentBytes() / MB);
    }
  }

  private static void read(Archive.Room room, String name, Findings findings) throws IOException {
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

  private static void send(ClosedLoop senders, String name, Bench bench, Findings findings) {
    long began = System.nanoTime();
    Samples replies = senders.go(bench.roundSeconds());
    findings.add(
        name,
        Figure.more("sends a second, 64 connections", ""),
        replies.count() / Bench.secondsSince(began));
    findings.add(name, Figure.less("reply to a send, p99", "ms"), replies.millis(P99));
  }
}
