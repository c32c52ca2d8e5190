package chat.parley.server.http;

import chat.parley.bench.step.Measured;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Whole replies to plain polls: only the id is another for the next who waits. */
@State(Scope.Benchmark)
public class ReplyBufferBenchmark extends Measured {
  private static final int BODY_BYTES = 300;

  private final ReplyBuffer buffer = new ReplyBuffer(new RequestIds(new SplittableRandom(1)));
  private final HttpField date =
      new PreEncodedHttpField(HttpHeader.DATE, "Thu, 26 Nov 2026 05:00:00 GMT");
  private final byte[][] bodies = {new byte[BODY_BYTES], new byte[BODY_BYTES]};
  private int next;

  @Benchmark
  public ByteBuffer theSame() {
    return buffer.whole(bodies[0], date);
  }

  @Benchmark
  public ByteBuffer another() {
    next ^= 1;
    return buffer.whole(bodies[next], date);
  }
}
