package chat.parley.server.fault;

/**
 * From a question to its answer, on this process's own clock: what the server did about it, it did
 * in between.
 */
record Span(long askedNanos, long answeredNanos) {
  private static final long ORIGIN = System.nanoTime();
  static final Span BEFORE_ALL = new Span(-1, -1);
  static final Span AFTER_ALL = new Span(Long.MAX_VALUE, Long.MAX_VALUE);

  static long now() {
    return System.nanoTime() - ORIGIN;
  }

  static Span since(long askedNanos) {
    return new Span(askedNanos, now());
  }

  /** Whether this was over before the other began; else what they did may have been either way. */
  boolean before(Span other) {
    return answeredNanos < other.askedNanos;
  }
}
