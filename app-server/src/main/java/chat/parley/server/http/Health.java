package chat.parley.server.http;

import chat.parley.model.Json;
import chat.parley.model.Replies;
import chat.parley.model.Timestamp;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the server is, as it tells it. Nothing here waits or reads the disk. */
final class Health {
  private final ServerStatus status;
  private final InstantSource clock;

  Health(ServerStatus status, InstantSource clock) {
    this.status = status;
    this.clock = clock;
  }

  /** What is told, with a status. */
  record Told(int status, Replies.Health health) {
    private static Told of(boolean well, Replies.Health health) {
      return new Told(well ? 200 : 503, health);
    }

    byte[] body() {
      return Json.bytes(health);
    }
  }

  /** What is told at a path, empty if nothing is. */
  Optional<Told> at(String path) {
    return switch (path) {
      case "/health" -> Optional.of(whole());
      case "/health/live" -> Optional.of(live());
      case "/health/ready" -> Optional.of(ready());
      default -> Optional.empty();
    };
  }

  /** Whether all is well, and if not, why. */
  Told whole() {
    String trouble = status.trouble().get();
    return Told.of(
        trouble == null,
        trouble == null
            ? new Replies.Health("healthy", null, status.build().version(), uptimeSeconds())
            : new Replies.Health("unhealthy", trouble, null, null));
  }

  /** That the process answers. */
  Told live() {
    return Told.of(true, new Replies.Health("alive", null, null, null));
  }

  /** Whether it is to be sent people. */
  Told ready() {
    @Nullable String reason =
        status.draining().getAsBoolean() ? "The server is stopping." : status.trouble().get();
    return Told.of(
        reason == null,
        new Replies.Health(reason == null ? "ready" : "unready", reason, null, null));
  }

  /** For how long the server has run. */
  long uptimeSeconds() {
    long now = Timestamp.of(clock.instant()).millis();
    return Math.max(0, (now - status.started().millis()) / 1_000);
  }
}
