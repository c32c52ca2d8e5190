package chat.parley.server.limit;

import chat.parley.model.Refusal;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says {@code slow_down} to whoever asks too often. Each thing is counted by name and by address,
 * and what is refused is not counted at all. Safe for use by any thread; what it remembers is
 * bounded.
 *
 * <p>A name is counted as it is only where it was proven; a name that was just typed is anyone's,
 * and counts together with the address ({@link #guest}). Else one could silence another by writing
 * under their name.
 */
public final class RateLimits {
  /** Of one name from one address: what a person who looks for their password needs. */
  private static final Rate LOG_IN_PER_NAME_AND_ADDRESS = Rate.perMinute(6, 5);

  private static final Duration KNOWN_FOR = Duration.ofDays(30);

  private final Map<Limited, Counted> counted = new EnumMap<>(Limited.class);
  private final Buckets logInsPerNameAndAddress;
  private final Cache<String, Boolean> known; // names with an address they came in from

  private record Counted(Buckets byName, Buckets byAddress) {}

  /**
   * @param level how strictly
   * @param monotonicMillis a clock that never runs backwards
   */
  public RateLimits(LimitLevel level, LongSupplier monotonicMillis) {
    TimeMeter clock = new Clock(monotonicMillis);
    for (Limited what : Limited.values()) {
      if (level.limits(what)) {
        counted.put(
            what,
            new Counted(
                new Buckets(level.of(what.perName()), clock),
                new Buckets(level.of(what.perAddress()), clock)));
      }
    }
    logInsPerNameAndAddress = new Buckets(level.of(LOG_IN_PER_NAME_AND_ADDRESS), clock);
    known =
        Caffeine.newBuilder()
            .maximumSize(Buckets.KEYS_MAX)
            .expireAfterAccess(KNOWN_FOR)
            .ticker(clock::currentTimeNanos)
            .executor(Runnable::run)
            .build();
  }

  /**
   * The key of a name that was typed and not proven.
   *
   * @param address null where it is not limited; then there is no key either
   */
  public static @Nullable String guest(String nameKey, @Nullable String address) {
    return address == null ? null : pair(nameKey, address);
  }

  /** Admits one thing; see {@link #admit(List, String, String)}. */
  public void admit(Limited what, @Nullable String nameKey, @Nullable String address) {
    boolean counts = nameKey != null || address != null; // each poll of this machine does not
    if (counts) {
      admit(List.of(what), nameKey, address);
    }
  }

  /**
   * Admits all of these together, or none.
   *
   * @param nameKey whose it is, null if it is nobody's
   * @param address where it comes from, null if that is not limited
   * @throws Refusal {@code slow_down}, with the time to wait; then nothing was counted
   */
  public void admit(List<Limited> all, @Nullable String nameKey, @Nullable String address) {
    List<Bucket> taken = new ArrayList<>();
    for (Limited what : all) {
      for (Bucket bucket : buckets(what, nameKey, address)) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
          taken.forEach(RateLimits::giveBack);
          throw Refusal.slowDown(what.detail(), wholeSeconds(probe.getNanosToWaitForRefill()));
        }
        taken.add(bucket);
      }
    }
  }

  /** What was admitted so turned out to be nothing that counts. */
  public void giveBack(Limited what, @Nullable String nameKey, @Nullable String address) {
    buckets(what, nameKey, address).forEach(RateLimits::giveBack);
  }

  /**
   * The attempt to log in that was admitted with this name and address was right: it does not
   * count, and from there this name is let in however many try it elsewhere, or others there.
   */
  public void loggedIn(String nameKey, @Nullable String address) {
    giveBack(Limited.LOG_IN, nameKey, address);
    known.put(pair(nameKey, address), true);
  }

  private List<Bucket> buckets(Limited what, @Nullable String nameKey, @Nullable String address) {
    Counted by = counted.get(what);
    List<Bucket> buckets = new ArrayList<>();
    if (by == null) {
      return buckets;
    }
    boolean spared = false;
    if (what == Limited.LOG_IN && nameKey != null) {
      String pair = pair(nameKey, address);
      buckets.add(logInsPerNameAndAddress.of(pair));
      spared = known.getIfPresent(pair) != null;
    }
    if (address != null && !spared) {
      buckets.add(by.byAddress().of(address));
    }
    if (nameKey != null && !spared) {
      buckets.add(by.byName().of(nameKey));
    }
    return buckets;
  }

  private static String pair(String nameKey, @Nullable String address) {
    return nameKey + '\n' + (address == null ? "" : address); // no name has a line feed
  }

  private static void giveBack(Bucket bucket) {
    bucket.addTokens(1); // never above what it holds
  }

  private static int wholeSeconds(long nanos) {
    return Math.max(1, Math.toIntExact(TimeUnit.NANOSECONDS.toSeconds(nanos + 999_999_999L)));
  }

  /** How many keys are remembered. */
  long size() {
    return counted.values().stream()
            .mapToLong(by -> by.byName().size() + by.byAddress().size())
            .sum()
        + logInsPerNameAndAddress.size()
        + known.asMap().keySet().stream().count();
  }

  private record Clock(LongSupplier monotonicMillis) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return TimeUnit.MILLISECONDS.toNanos(monotonicMillis.getAsLong());
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
