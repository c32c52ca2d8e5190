package chat.parley.server.logging;

import org.jspecify.annotations.Nullable;

/** Stands in the log for something that was thrown: where it came from, and not what it said. */
final class Thrown extends Exception {
  Thrown(String what, @Nullable Throwable cause) {
    super(what, cause);
  }
}
