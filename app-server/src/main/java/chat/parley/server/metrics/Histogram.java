package chat.parley.server.metrics;

/** How often a value was in which range, and the sum of all. Safe for use by any thread. */
public final class Histogram {
  private final io.prometheus.metrics.core.metrics.Histogram histogram;

  Histogram(io.prometheus.metrics.core.metrics.Histogram histogram) {
    this.histogram = histogram;
  }

  public void observe(double value) {
    histogram.observe(value);
  }
}
