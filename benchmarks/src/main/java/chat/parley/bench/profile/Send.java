package chat.parley.bench.profile;

import chat.parley.bench.load.LoadLoop;
import chat.parley.bench.report.Figure;
import chat.parley.bench.report.Findings;
import chat.parley.bench.subject.Running;
import chat.parley.bench.subject.Subject;
import java.io.IOException;

/**
 * Senders that wait for nothing but the answer to the message before, each in a room of its own.
 */
public record Send(int connections) implements Profile {
  private static final double MEDIAN = 0.5;
  private static final double P99 = 0.99;

  @Override
  public String name() {
    return "send";
  }

  @Override
  public Findings run(Bench bench) throws IOException {
    Findings findings =
        new Findings(
            name(),
            "%d connections, each sends again when it has its answer.".formatted(connections));
    for (int round = 1; round <= bench.rounds(); round++) {
      for (Subject subject : bench.subjects()) {
        try (Running running = bench.start(subject, false);
            LoadLoop loop = new LoadLoop()) {
          ClosedLoop senders = new ClosedLoop(loop, running, connections, connections);
          senders.go(bench.warmUpSeconds());
          double cpu = running.cpuSeconds();
          double commits = commits(running);
          long began = System.nanoTime();
          Samples replies = senders.go(bench.roundSeconds());
          double seconds = Bench.secondsSince(began);
          findings.add(
              subject.name(), Figure.more("sends a second", ""), replies.count() / seconds);
          findings.add(
              subject.name(),
              Figure.more("sends a server-CPU-second", ""),
              replies.count() / (running.cpuSeconds() - cpu));
          findings.add(subject.name(), Figure.less("reply p50", "ms"), replies.millis(MEDIAN));
          findings.add(subject.name(), Figure.less("reply p99", "ms"), replies.millis(P99));
          double made = commits(running) - commits;
          if (!Double.isNaN(made)) {
            findings.add(subject.name(), Figure.more("sends a commit", ""), replies.count() / made);
          }
          senders.check(subject.name());
        }
      }
      bench.progress().accept("round %d of %d".formatted(round, bench.rounds()));
    }
    return findings;
  }

  private static double commits(Running running) throws IOException {
    return running.archive().isEmpty()
        ? Double.NaN
        : running.archive().get().metric("parley_commit_seconds_count");
  }
}
