package chat.parley.server.http;

import chat.parley.bench.step.Measured;
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
  private static final String BROWSER =
      """
      Connection: keep-alive\r
      sec-ch-ua-platform: "Linux"\r
      User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36\r
      sec-ch-ua: "Chromium";v="142", "Google Chrome";v="142", "Not_A Brand";v="99"\r
      sec-ch-ua-mobile: ?0\r
      Accept: */*\r
      Sec-Fetch-Site: same-origin\r
      Sec-Fetch-Mode: cors\r
      Sec-Fetch-Dest: empty\r
      Accept-Encoding: gzip, deflate, br, zstd\r
      Accept-Language: en-GB,en;q=0.9\r
      """;

  private final ByteBuffer least = bytes(SHORT);
  private final ByteBuffer browser = bytes(SHORT + BROWSER);

  private static ByteBuffer bytes(String head) {
    return ByteBuffer.wrap((head + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  @Benchmark
  public PollHead least() {
    return whole(PollHead.read(least));
  }

  @Benchmark
  public PollHead browser() {
    return whole(PollHead.read(browser));
  }

  private static PollHead whole(@Nullable PollHead head) {
    if (head == null) {
      throw new IllegalStateException("It would be left to the web server");
    }
    return head;
  }
}
