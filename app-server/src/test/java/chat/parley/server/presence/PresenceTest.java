package chat.parley.server.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.server.presence.Presence.Sighting;
import chat.parley.server.testing.VirtualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresenceTest {
  private static final String HERE = "127.0.0.1";
  private static final String THERE = "192.168.1.7";

  private final VirtualTime time = new VirtualTime();
  private final Presence<String> presence = new Presence<>(time);

  private List<String> names(int most) {
    return presence.newest(most).stream().map(Sighting::client).toList();
  }

  @Test
  void tellsWhereAClientIsAndWhetherItPollsNow() {
    presence.opened("alice", HERE);
    presence.opened("alice", THERE);
    time.advance(Duration.ofSeconds(3));
    assertEquals(List.of(new Sighting<>("alice", THERE, true, 3_000)), presence.newest(10));

    presence.closed("alice");
    assertEquals(List.of(new Sighting<>("alice", THERE, true, 0)), presence.newest(10));

    presence.closed("alice");
    time.advance(Duration.ofSeconds(59));
    assertEquals(List.of(new Sighting<>("alice", THERE, false, 59_000)), presence.newest(10));
  }

  @Test
  void putsTheNewestActivityFirst() {
    presence.opened("alice", HERE);
    presence.opened("bob", HERE);
    presence.opened("carol", HERE);
    presence.closed("bob");

    assertEquals(List.of("bob", "carol", "alice"), names(10));
    assertEquals(List.of("bob", "carol"), names(2));
  }

  @Test
  void leavesOutWhoIsGone() {
    presence.opened("alice", HERE);
    presence.opened("bob", HERE);
    presence.closed("bob");
    presence.opened("carol", HERE);
    assertEquals(true, presence.forget("carol"));
    time.advance(Duration.ofSeconds(60));

    assertEquals(List.of("alice"), names(10));
    assertEquals(List.of("alice"), names(1), "those who are gone take no place");
  }
}
