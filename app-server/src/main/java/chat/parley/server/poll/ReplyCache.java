package chat.parley.server.poll;

import chat.parley.model.Json;
import chat.parley.model.Replies;
import chat.parley.server.metrics.Metrics;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Replies that many waiters get, encoded once. Bounded by bytes; what falls out is made again. */
final class ReplyCache {
  private static final long BYTES_MAX = 32L * 1024 * 1024;

  private final Cache<Key, byte[]> replies =
      Caffeine.newBuilder()
          .maximumWeight(BYTES_MAX)
          .weigher((Key key, byte[] reply) -> reply.length + 256)
          .recordStats()
          .build();

  ReplyCache(Metrics metrics) {
    metrics.counter(
        "reply_cache_hits",
        "Replies to polls that were encoded for another poll already.",
        () -> replies.stats().hitCount());
    metrics.counter(
        "reply_cache_misses",
        "Replies to polls that had to be encoded.",
        () -> replies.stats().missCount());
  }

  /**
   * What a reply depends on: nothing of who asked. Without entries it is the same for all rooms:
   * null, and -1 for positions.
   */
  record Key(@Nullable Rooms rooms, long firstSeq, long lastSeq, long examinedSeq, boolean reset) {}

  byte[] get(Key key, Supplier<Replies.Poll> reply) {
    return replies.get(key, _ -> Json.bytes(reply.get()));
  }
}
