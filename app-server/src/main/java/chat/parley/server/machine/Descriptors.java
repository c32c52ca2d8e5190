package chat.parley.server.machine;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.OptionalLong;

/** How many files this process may open. Each poll that waits holds a connection, which is one. */
public final class Descriptors {
  private static final long BESIDE_POLLS = 256;

  private Descriptors() {}

  /** The limit, where this system has one. */
  public static OptionalLong limit() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? OptionalLong.of(system.getMaxFileDescriptorCount())
        : OptionalLong.empty();
  }

  /** How many connections there may be, so that some are left for files. */
  public static int forConnections() {
    return (int)
        Math.min(Integer.MAX_VALUE, Math.max(1, limit().orElse(Long.MAX_VALUE) - BESIDE_POLLS));
  }

  /** What to say where the limit is below what so many polls need. */
  public static Optional<String> shortage(int polls) {
    OptionalLong limit = limit();
    return limit.isPresent() ? shortage(limit.getAsLong(), polls) : Optional.empty();
  }

  static Optional<String> shortage(long descriptors, int polls) {
    long room = Math.max(0, descriptors - BESIDE_POLLS);
    return room >= polls
        ? Optional.empty()
        : Optional.of(
            "This process may open "
                + descriptors
                + " files, so about "
                + room
                + " people can wait at once, not "
                + polls
                + ". To hold more, raise it first: ulimit -n "
                + (polls + BESIDE_POLLS));
  }
}
