package chat.parley.server.poll;

import chat.parley.model.Json;
import chat.parley.model.Replies;
import chat.parley.server.metrics.Metrics;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
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
          .executor(Runnable::run) // another thread would have to be woken for each new reply
          .build();

  private final LongAdder hits = new LongAdder();
  private final AtomicLong revision = new AtomicLong();

  ReplyCache(Metrics metrics) {
    metrics.counter(
        "reply_cache_hits",
        "Replies to polls that were encoded for another poll already.",
        () -> replies.stats().hitCount() + hits.sum());
    metrics.counter(
        "reply_cache_misses",
        "Replies to polls that had to be encoded.",
        () -> replies.stats().missCount());
  }

  /**
   * What a reply depends on: nothing of who asked but the rooms they may see. Without entries it is
   * the same for all rooms: null, and -1 for positions.
   */
  record Key(
      @Nullable Scope scope,
      boolean eventsWanted,
      long firstSeq,
      long lastSeq,
      long examinedSeq,
      boolean reset,
      long revision) {}

  /**
   * Counts how often texts were taken away: what was read before that is not for who reads after.
   */
  long revision() {
    return revision.get();
  }

  /** Forgets all replies; what was read before this and comes later is found by nobody. */
  void forgetAll() {
    revision.incrementAndGet();
    replies.invalidateAll();
  }

  /** Somebody got a reply of another without asking here. */
  void hit() {
    hits.increment();
  }

  byte[] get(Key key, Supplier<Replies.Poll> reply) {
    return replies.get(key, _ -> Json.bytes(reply.get()));
  }
}
