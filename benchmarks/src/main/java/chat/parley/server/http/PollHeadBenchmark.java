package chat.parley.server.http;

import chat.parley.bench.step.Measured;
import chat.parley.bench.subject.Requests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading the request of a poll: one as short as can be, and a browser's. */
@State(Scope.Benchmark)
public class PollHeadBenchmark extends Measured {
  private static final String SHORT =
      """
      GET /api/poll?client_id=alice&room=kitchen&timeout=60&cursor=q3Zr0uJ5vQk1XwTn8LdBfA HTTP/1.1\r
      Host: localhost:8000\r
      """;

  private final ByteBuffer least = bytes(SHORT);
  private final ByteBuffer browser = bytes(SHORT + Requests.BROWSER);

  private static ByteBuffer bytes(String head) {
    return ByteBuffer.wrap((head + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  @Benchmark
  public PollHead least() {
    return whole(PollHead.read(least, null));
  }

  @Benchmark
  public PollHead browser() {
    return whole(PollHead.read(browser, null));
  }

  private static PollHead whole(@Nullable PollHead head) {
    if (head == null) {
      throw new IllegalStateException("It would be left to the web server");
    }
    return head;
  }
}
