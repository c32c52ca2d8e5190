package chat.parley.server.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PresenceLoadTest {
  private final AtomicLong clockReadings = new AtomicLong();
  private final Presence<Integer> presence =
      new Presence<>(() -> {
        clockReadings.incrementAndGet();
        return 0;
      });

  @Test
  void whoInventsClientsMakesNobodySearchThemAll() {
    for (int client = 0; client < Presence.CLIENTS_MAX; client++) {
      presence.opened(client, "127.0.0.1");
      presence.closed(client);
    }
    clockReadings.set(0);

    presence.opened(-1, "127.0.0.1");

    assertTrue(clockReadings.get() < 10, "clients looked at: " + clockReadings.get());
    assertEquals(Presence.CLIENTS_MAX, presence.count());
  }
}
