package chat.parley.bench.profile;

import chat.parley.bench.load.LoadLoop;
import chat.parley.bench.report.Figure;
import chat.parley.bench.report.Findings;
import chat.parley.bench.subject.Subject;
import chat.parley.server.machine.Descriptors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One message to all who wait in a room, and how soon it is with the first and with the last.
 *
 * @param descriptors how many connections the load may have open, and a few files
 */
public record FanOut(int waiters, long descriptors) implements Profile {
  private static final int OTHER_DESCRIPTORS = 300; // the JVM's own, senders, output of servers
  private static final double HALF = 0.5;
  private static final Figure EFFICIENCY = Figure.more("deliveries a server-CPU-second", "");
  private static final Figure RATE = Figure.more("deliveries a second", "");
  private static final Figure FIRST = Figure.less("first", "ms");
  private static final Figure MEDIAN = Figure.less("median", "ms");
  private static final Figure LAST = Figure.less("last", "ms");
  private static final Figure SENDER = Figure.less("the sender's reply", "ms");

  /** With as many connections as this process may have. */
  public FanOut(int waiters) {
    this(waiters, Descriptors.limit().orElse(Long.MAX_VALUE));
  }

  @Override
  public String name() {
    return "fan-out";
  }

  @Override
  public Findings run(Bench bench) throws IOException {
    Findings findings =
        new Findings(
            name(),
            "One message of %,d characters to %,d who wait in one room."
                .formatted(bench.text().length(), waiters));
    if ((long) waiters * bench.subjects().size() + OTHER_DESCRIPTORS <= descriptors) {
      together(bench, findings);
    } else {
      bench
          .progress()
          .accept("There are descriptors for one server at a time: each round starts its own.");
      oneByOne(bench, findings);
    }
    return findings;
  }

  private void together(Bench bench, Findings findings) throws IOException {
    List<FullRoom> rooms = new ArrayList<>();
    LoadLoop loop = new LoadLoop();
    try {
      for (Subject subject : bench.subjects()) {
        FullRoom room = room(bench, subject, loop);
        rooms.add(room);
        room.work(bench.warmUpSeconds());
      }
      for (int round = 1; round <= bench.rounds(); round++) {
        for (FullRoom room : rooms) {
          add(findings, room.server(), room.work(bench.roundSeconds()));
        }
        bench.progress().accept("round %d of %d".formatted(round, bench.rounds()));
      }
      rooms.forEach(FullRoom::check);
    } finally {
      loop.close();
      rooms.forEach(FullRoom::close);
    }
  }

  private void oneByOne(Bench bench, Findings findings) throws IOException {
    for (int round = 1; round <= bench.rounds(); round++) {
      for (Subject subject : bench.subjects()) {
        try (LoadLoop loop = new LoadLoop();
            FullRoom room = room(bench, subject, loop)) {
          room.work(bench.warmUpSeconds());
          add(findings, room.server(), room.work(bench.roundSeconds()));
          room.check();
        }
      }
      bench.progress().accept("round %d of %d".formatted(round, bench.rounds()));
    }
  }

  private FullRoom room(Bench bench, Subject subject, LoadLoop loop) throws IOException {
    bench.progress().accept("%s: %,d come".formatted(subject.name(), waiters));
    return new FullRoom(subject.name(), loop, bench.start(subject, false), waiters);
  }

  private static void add(Findings findings, String server, FullRoom.Slice slice) {
    findings.add(server, EFFICIENCY, slice.deliveries() / slice.cpuSeconds());
    findings.add(server, RATE, slice.deliveries() / slice.seconds());
    findings.add(server, FIRST, slice.tally().first.millis(HALF));
    findings.add(server, MEDIAN, slice.tally().median.millis(HALF));
    findings.add(server, LAST, slice.tally().last.millis(HALF));
    findings.add(server, SENDER, slice.tally().sender.millis(HALF));
  }
}
