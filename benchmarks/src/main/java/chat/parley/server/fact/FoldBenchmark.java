package chat.parley.server.fact;

import chat.parley.bench.step.Measured;
import chat.parley.model.Actor;
import chat.parley.model.Bytes32;
import chat.parley.model.RoomBody;
import chat.parley.model.RoomEvent;
import chat.parley.model.RoomRole;
import chat.parley.model.SenderName;
import chat.parley.model.Timestamp;
import chat.parley.model.fold.RoomFold;
import chat.parley.model.fold.RoomHead;
import java.util.List;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The pure steps: from a room to the room after its next event, and from an event to facts. */
@State(Scope.Benchmark)
public class FoldBenchmark extends Measured {
  private static final Bytes32 SALT = Bytes32.sha256(new byte[] {1});
  private static final Actor ALICE = Actor.guest(SenderName.of("alice"));

  private final RoomHead room = RoomFold.fold(null, event(1, RoomBody.RoomCreated.PLAIN)).head();
  private final RoomEvent message =
      event(2, new RoomBody.MessagePosted("is there coffee? ".repeat(4).strip()));
  private final FactMemory facts = new FactMemory();
  private final FactFold.Happened sent = happened(message);
  private final FactFold.Happened joined =
      happened(event(2, RoomBody.MemberChanged.of(SenderName.of("bob"), RoomRole.MEMBER)));

  private static RoomEvent event(long number, RoomBody body) {
    return new RoomEvent(
        "kitchen",
        number,
        new UUID(1, number),
        ALICE,
        new Timestamp(number),
        body,
        SALT,
        RoomEvent.commitment(SALT, body.content()));
  }

  private static FactFold.Happened happened(RoomEvent event) {
    return new FactFold.Happened(event.room(), event.actor(), event.time(), event.body());
  }

  /** Two hashes and the room that comes of them. */
  @Benchmark
  public RoomFold.Step messageIntoRoom() {
    return RoomFold.fold(room, message);
  }

  @Benchmark
  public List<FactChange> factsOfAMessage() {
    return FactFold.changes(sent, facts);
  }

  @Benchmark
  public List<FactChange> factsOfAMember() {
    return FactFold.changes(joined, facts);
  }
}
