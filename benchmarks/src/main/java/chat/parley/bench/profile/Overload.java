package chat.parley.bench.profile;

import chat.parley.bench.load.LoadLoop;
import chat.parley.bench.load.Text;
import chat.parley.bench.report.Figure;
import chat.parley.bench.report.Findings;
import chat.parley.bench.subject.Archive;
import chat.parley.bench.subject.Dialect;
import chat.parley.bench.subject.Running;
import chat.parley.bench.subject.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Twice as much as a server can serve, for some seconds: first what it can is found out, by people
 * who wait for their answers; then twice that comes, whatever the answers are, while somebody asks
 * for its health; then a little, until it is as before. Of what was sent, all that was acknowledged
 * must be there once and in order, and nothing that was refused.
 *
 * @param reading whether the newest messages are read; else messages are sent
 * @param waiters who waits for what is sent, in one room
 * @param connections over which twice as much comes
 */
public record Overload(boolean reading, int waiters, int connections) implements Profile {
  private static final int PEOPLE = 64;
  private static final int ROOMS = 16;
  private static final int ROUNDS_LONG = 3;
  private static final double AFTER_PER_SECOND = 20;
  private static final double TWICE = 2;
  private static final double MEDIAN = 0.5;
  private static final double P99 = 0.99;
  private static final double MAX = 1;
  private static final double NORMAL_TIMES_P99 = 3;
  private static final double NORMAL_LEAST_MILLIS = 50;
  private static final double MEBIBYTE = 1 << 20;

  @Override
  public String name() {
    return "overload" + (reading ? "-reads" : waiters > 0 ? "-room" : "");
  }

  @Override
  public Findings run(Bench bench) throws IOException {
    Findings findings =
        new Findings(
            name(),
            "Twice the %s a second that %d people reach who wait for each answer%s."
                .formatted(
                    reading ? "reads of the history" : "sends",
                    PEOPLE,
                    waiters > 0 ? ", in a room where %,d wait".formatted(waiters) : ""));
    for (int round = 1; round <= bench.rounds(); round++) {
      for (Subject subject : bench.subjects()) {
        if (!subject.keepsOverRestart()) {
          continue; // what it has cannot be read back
        }
        bench.progress().accept("%s, round %d".formatted(subject.name(), round));
        try (Running running = bench.start(subject, false);
            LoadLoop loop = new LoadLoop()) {
          new Round(bench, subject.name(), running, loop).measure(findings);
        }
      }
    }
    return findings;
  }

  /** A message that was acknowledged. */
  private record Kept(long sentNanos, long acknowledgedNanos) {}

  private final class Round {
    private final Bench bench;
    private final String server;
    private final Running running;
    private final LoadLoop loop;
    private final Demand demand;
    private final List<Kept> kept = new ArrayList<>(); // by number; null where there is none

    Round(Bench bench, String server, Running running, LoadLoop loop) {
      this.bench = bench;
      this.server = server;
      this.running = running;
      this.loop = loop;
      demand = new Demand(loop, running, connections, reading ? reads() : sends(), this::keep);
    }

    private int rooms() {
      return waiters > 0 ? 1 : ROOMS;
    }

    private IntFunction<byte[]> sends() {
      List<Dialect.Sending> senders = new ArrayList<>();
      for (int i = 0; i < rooms(); i++) {
        senders.add(running.dialect().sending(i, Crowd.name(i)));
      }
      return number -> senders.get(number % rooms()).message(Text.USUAL.of(number));
    }

    private IntFunction<byte[]> reads() {
      byte[] newest = running.dialect().waiting(0, Crowd.name(0)).next();
      return _ -> newest;
    }

    private void keep(int number, long sentNanos, long answeredNanos) {
      while (kept.size() <= number) {
        kept.add(new Kept(0, 0));
      }
      kept.set(number, new Kept(sentNanos, answeredNanos));
    }

    void measure(Findings findings) throws IOException {
      Crowd crowd = new Crowd(loop, running, waiters, 1);
      if (waiters > 0) {
        crowd.gather();
      }
      demand.closed(PEOPLE, bench.warmUpSeconds());
      Demand.Tally normal = demand.closed(PEOPLE, bench.roundSeconds());
      double capacity = normal.answered.count() / (double) bench.roundSeconds();
      findings.add(server, Figure.more("served a second, of those who wait", ""), capacity);
      demand.gather();
      int seconds = ROUNDS_LONG * bench.roundSeconds();
      HealthProbe probe = new HealthProbe(running.address());
      Demand.Tally twice = demand.open(TWICE * capacity, seconds);
      long ended = System.nanoTime();
      Samples health = probe.stop();
      findings.add(server, Figure.more("then asked a second", ""), twice.asked / (double) seconds);
      findings.add(
          server, Figure.more("answered", "/s"), twice.answered.count() / (double) seconds);
      findings.add(server, Figure.less("shed", "/s"), twice.shed.count() / (double) seconds);
      findings.add(
          server, Figure.less("cut off, or all waited", ""), twice.cutOff + twice.heldBack);
      findings.add(server, Figure.less("answer p50", "ms"), twice.answered.millis(MEDIAN));
      findings.add(server, Figure.less("answer p99", "ms"), twice.answered.millis(P99));
      findings.add(server, Figure.less("refusal p99", "ms"), twice.shed.millis(P99));
      findings.add(server, Figure.less("health p50", "ms"), health.millis(MEDIAN));
      findings.add(server, Figure.less("health p99", "ms"), health.millis(P99));
      findings.add(server, Figure.less("health, longest", "ms"), health.millis(MAX));
      findings.add(server, Figure.less("health missing", ""), probe.failures());
      findings.add(server, Figure.less("resident", "MB"), running.residentBytes() / MEBIBYTE);
      double limit = Math.max(NORMAL_LEAST_MILLIS, NORMAL_TIMES_P99 * normal.answered.millis(P99));
      findings.add(server, Figure.less("until normal", "s"), secondsUntilNormal(ended, limit));
      if (!reading) {
        check();
      }
    }

    /** From the last of the many answers to the last one after it that was slow, or a refusal. */
    private double secondsUntilNormal(long endedNanos, double limitMillis) {
      int from = kept.size();
      Demand.Tally after = demand.open(AFTER_PER_SECOND, ROUNDS_LONG * bench.roundSeconds());
      long last = Math.max(endedNanos, after.lastBadNanos);
      for (Kept one : kept.subList(from, kept.size())) {
        long took = one.acknowledgedNanos() - one.sentNanos();
        if (took > TimeUnit.MICROSECONDS.toNanos((long) (1_000 * limitMillis))) {
          last = Math.max(last, one.acknowledgedNanos());
        }
      }
      return (last - endedNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    /**
     * All that was acknowledged is there once, and nobody's message before one acknowledged to
     * them.
     */
    private void check() throws IOException {
      Archive archive = running.archive().orElseThrow();
      for (int room = 0; room < rooms(); room++) {
        long acknowledged = 0;
        for (int number = room; number < kept.size(); number += rooms()) {
          acknowledged += kept.get(number).acknowledgedNanos() == 0 ? 0 : 1;
        }
        long newestSent = Long.MIN_VALUE;
        List<String> texts = archive.texts(Crowd.name(room));
        for (String text : texts) {
          Kept one = kept.get(Text.number(text));
          boolean wrong = one.acknowledgedNanos() == 0 || newestSent > one.acknowledgedNanos();
          if (wrong) {
            throw new IllegalStateException(server + " has '" + text + "' where it must not be");
          }
          newestSent = Math.max(newestSent, one.sentNanos());
        }
        if (texts.size() != acknowledged || texts.stream().distinct().count() != acknowledged) {
          throw new IllegalStateException(
              "%s acknowledged %d messages and has %d"
                  .formatted(server, acknowledged, texts.size()));
        }
      }
    }
  }
}
