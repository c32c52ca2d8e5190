package chat.parley.server.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;

/**
 * One bucket for each key. A bucket that has filled up again is as good as a new one, so none is
 * kept longer; where there are too many keys, those that come often are kept.
 */
final class Buckets {
  static final int KEYS_MAX = 10_000;

  private final Rate rate;
  private final TimeMeter clock;
  private final Cache<String, Bucket> buckets;

  Buckets(Rate rate, TimeMeter clock) {
    this.rate = rate;
    this.clock = clock;
    buckets =
        Caffeine.newBuilder()
            .maximumSize(KEYS_MAX)
            .expireAfterAccess(rate.recovery())
            .ticker(clock::currentTimeNanos)
            .executor(Runnable::run)
            .build();
  }

  Bucket of(String key) {
    return buckets.get(key, _ -> full());
  }

  private Bucket full() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.times(), rate.period()))
        .withCustomTimePrecision(clock)
        .build();
  }

  long size() {
    return buckets.asMap().keySet().stream().count(); // those that are still good
  }
}
