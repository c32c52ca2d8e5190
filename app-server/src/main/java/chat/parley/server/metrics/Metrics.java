package chat.parley.server.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.DoubleSupplier;

/**
 * The metrics of one server, which whoever has something to measure registers and then feeds. Names
 * and units follow the conventions of Prometheus (prometheus.io/docs/practices/naming). A label
 * takes the constants of an enum and nothing else: no room, name, client id or address can get into
 * one. Safe for use by any thread.
 */
public final class Metrics {
  /** The type of {@link #text}. */
  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private static final String PREFIX = "parley_";

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

  /**
   * A number that only grows.
   *
   * @param name without prefix and without {@code _total}
   */
  public Counter counter(String name, String help) {
    Counter counter = new Counter();
    counter(name, help, counter::value);
    return counter;
  }

  /** One that somebody else counts. */
  public void counter(String name, String help, DoubleSupplier value) {
    CounterWithCallback.builder()
        .name(PREFIX + name)
        .help(help)
        .callback(callback -> callback.call(value.getAsDouble()))
        .register(registry);
  }

  /** A number that only grows for each constant of an enum, which become the values of a label. */
  public <E extends Enum<E>> CounterBy<E> counterBy(
      String name, String help, String label, Class<E> kinds) {
    CounterBy<E> counter = new CounterBy<>(kinds);
    CounterWithCallback.builder()
        .name(PREFIX + name)
        .help(help)
        .labelNames(label)
        .callback(callback -> counter.forEach(callback::call))
        .register(registry);
    return counter;
  }

  /** A number of now, asked for whenever it is told. */
  public void gauge(String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(PREFIX + name)
        .help(help)
        .callback(callback -> callback.call(value.getAsDouble()))
        .register(registry);
  }

  /**
   * How values are spread.
   *
   * @param bounds the upper ends of the ranges, growing
   */
  public Histogram histogram(String name, String help, double... bounds) {
    return new Histogram(
        io.prometheus.metrics.core.metrics.Histogram.builder()
            .name(PREFIX + name)
            .help(help)
            .classicOnly()
            .classicUpperBounds(bounds)
            .withoutExemplars()
            .register(registry));
  }

  /** Which build this is. */
  public void build(String version) {
    Info.builder()
        .name(PREFIX + "build_info")
        .help("The version that runs; always 1.")
        .labelNames("version")
        .register(registry)
        .setLabelValues(version);
  }

  /** All of it in the text format, in UTF-8. */
  public byte[] text() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.write(out, registry.scrape(), EscapingScheme.DEFAULT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
