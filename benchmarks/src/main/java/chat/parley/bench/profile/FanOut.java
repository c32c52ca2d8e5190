package chat.parley.bench.profile;

import chat.parley.bench.load.LoadLoop;
import chat.parley.bench.report.Figure;
import chat.parley.bench.report.Findings;
import chat.parley.bench.subject.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One message to all who wait in a room, and how soon it is with the first and with the last. */
public record FanOut(int waiters) implements Profile {
  private static final double HALF = 0.5;
  private static final Figure EFFICIENCY = Figure.more("deliveries a server-CPU-second", "");
  private static final Figure RATE = Figure.more("deliveries a second", "");
  private static final Figure FIRST = Figure.less("first", "ms");
  private static final Figure MEDIAN = Figure.less("median", "ms");
  private static final Figure LAST = Figure.less("last", "ms");
  private static final Figure SENDER = Figure.less("the sender's reply", "ms");

  @Override
  public String name() {
    return "fan-out";
  }

  @Override
  public Findings run(Bench bench) throws IOException {
    Findings findings =
        new Findings(name(), "One message to %,d who wait in one room.".formatted(waiters));
    List<FullRoom> rooms = new ArrayList<>();
    LoadLoop loop = new LoadLoop();
    try {
      for (Subject subject : bench.subjects()) {
        bench.progress().accept("%s: %,d come".formatted(subject.name(), waiters));
        FullRoom room = new FullRoom(subject.name(), loop, bench.start(subject, false), waiters);
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
    return findings;
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
