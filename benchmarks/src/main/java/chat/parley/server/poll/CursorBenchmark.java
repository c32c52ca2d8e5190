package chat.parley.server.poll;

import chat.parley.bench.step.Measured;
import chat.parley.server.event.Place;
import chat.parley.server.log.LogIdentity;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Cursors: written once for a message, read by each who comes back with one. */
@State(Scope.Benchmark)
public class CursorBenchmark extends Measured {
  private static final int MANY = 1_024; // more than are remembered
  private static final int KEY_BYTES = 16;

  private final CursorCodec codec =
      new CursorCodec(new LogIdentity(7, new LogIdentity.Key(new byte[KEY_BYTES])));
  private final String[] cursors =
      LongStream.range(0, MANY)
          .mapToObj(seq -> codec.encode(new Place(seq, 1)))
          .toArray(String[]::new);
  private int next;

  @Benchmark
  public String encode() {
    return codec.encode(new Place(next++, 1));
  }

  /** All who waited for the same message come with the same. */
  @Benchmark
  public @Nullable Place decodeTheSame() {
    return codec.decode(cursors[0]);
  }

  @Benchmark
  public @Nullable Place decodeOneOfMany() {
    return codec.decode(cursors[Math.floorMod(next++, MANY)]);
  }
}
