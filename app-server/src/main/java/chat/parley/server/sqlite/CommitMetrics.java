package chat.parley.server.sqlite;

import chat.parley.server.metrics.Histogram;
import chat.parley.server.metrics.Metrics;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/** What is measured of the writer. */
final class CommitMetrics {
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Histogram seconds;
  private final Histogram writes;

  CommitMetrics(Metrics metrics, Collection<?> queue) {
    seconds =
        metrics.histogram(
            "commit_seconds",
            "How long SQLite's COMMIT took: the flush of the disk.",
            0.0005,
            0.001,
            0.0025,
            0.005,
            0.01,
            0.025,
            0.05,
            0.1,
            0.25,
            0.5,
            1,
            2.5);
    writes =
        metrics.histogram(
            "commit_writes",
            "How many queued writes one commit stored.",
            1,
            2,
            5,
            10,
            20,
            50,
            100,
            200,
            500,
            1_000);
    metrics.gauge("write_queue_length", "Writes that wait for the writer.", queue::size);
  }

  /**
   * A commit is done.
   *
   * @param beganNanos when its COMMIT began, by {@link System#nanoTime}
   */
  void committed(long beganNanos, int written) {
    seconds.observe((System.nanoTime() - beganNanos) / NANOS_PER_SECOND);
    writes.observe(written);
  }
}
