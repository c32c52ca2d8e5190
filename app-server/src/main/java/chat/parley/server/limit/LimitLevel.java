package chat.parley.server.limit;

/** How strictly requests are limited. */
public enum LimitLevel {
  /** Nothing is limited but attempts to log in: who guesses is no load, but a danger. */
  OFF(1),
  NORMAL(1),
  /** A quarter of the normal. */
  STRICT(4);

  private final int divisor;

  LimitLevel(int divisor) {
    this.divisor = divisor;
  }

  boolean limits(Limited what) {
    return this != OFF || what == Limited.LOG_IN;
  }

  Rate of(Rate normal) {
    return normal.dividedBy(divisor);
  }
}
