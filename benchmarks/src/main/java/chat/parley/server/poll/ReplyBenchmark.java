package chat.parley.server.poll;

import chat.parley.bench.step.Measured;
import chat.parley.model.Json;
import chat.parley.model.Message;
import chat.parley.model.Replies;
import chat.parley.model.Timestamp;
import chat.parley.server.metrics.Metrics;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The body of a reply: encoded once, then found again for each who waits at the same place. */
@State(Scope.Benchmark)
public class ReplyBenchmark extends Measured {
  private static final String TEXT = "is there coffee? ".repeat(4);
  private static final ReplyCache.Key KEY = new ReplyCache.Key(null, false, 1, 1, 1, false, 0);

  /** How many messages it brings. */
  @Param({"1", "100"})
  public int messages = 1;

  private final ReplyCache cache = new ReplyCache(new Metrics());
  private Replies.Poll reply = reply(1);

  private static Replies.Poll reply(int messages) {
    List<Message> told =
        LongStream.range(0, messages)
            .mapToObj(id ->
                new Message(
                    new UUID(1, id), "alice", TEXT, new Timestamp(id), "kitchen", true, false))
            .toList();
    return new Replies.Poll(told, "success", false, "q3Zr0uJ5vQk1XwTn8LdBfA", null, null);
  }

  @Setup
  public void write() {
    reply = reply(messages);
  }

  @Benchmark
  public byte[] encode() {
    return Json.bytes(reply);
  }

  @Benchmark
  public byte[] find() {
    return cache.get(KEY, () -> reply);
  }
}
