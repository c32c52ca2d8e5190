package chat.parley.server.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

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

  private Presence.Seen opened(String client, String address) {
    return presence.opened(client, null, address, time.getAsLong());
  }

  @Test
  void tellsWhereAClientIsAndWhetherItPollsNow() {
    Presence.Seen first = opened("alice", HERE);
    Presence.Seen second = opened("alice", THERE);
    time.advance(Duration.ofSeconds(3));
    assertEquals(List.of(new Sighting<>("alice", THERE, true, 3_000)), presence.newest(10));

    presence.closed(second, time.getAsLong());
    assertEquals(List.of(new Sighting<>("alice", THERE, true, 0)), presence.newest(10));

    presence.closed(first, time.getAsLong());
    time.advance(Duration.ofSeconds(59));
    assertEquals(List.of(new Sighting<>("alice", THERE, false, 59_000)), presence.newest(10));
  }

  @Test
  void putsTheNewestActivityFirst() {
    var _ = opened("alice", HERE);
    Presence.Seen bob = opened("bob", HERE);
    var _ = opened("carol", HERE);
    presence.closed(bob, time.getAsLong());

    assertEquals(List.of("bob", "carol", "alice"), names(10));
    assertEquals(List.of("bob", "carol"), names(2));
  }

  @Test
  void leavesOutWhoIsGone() {
    var _ = opened("alice", HERE);
    presence.closed(opened("bob", HERE), time.getAsLong());
    var _ = opened("carol", HERE);
    assertEquals(true, presence.forget("carol"));
    time.advance(Duration.ofSeconds(60));

    assertEquals(List.of("alice"), names(10));
    assertEquals(List.of("alice"), names(1), "those who are gone take no place");
  }

  @Test
  void anOldTimeDoesNotMakeAClientOlder() {
    Presence.Seen alice = opened("alice", HERE);
    presence.closed(alice, Long.MIN_VALUE);
    time.advance(Duration.ofSeconds(2));

    assertEquals(List.of(new Sighting<>("alice", HERE, false, 2_000)), presence.newest(1));
  }

  @Test
  void whoIsKnownNeedNotBeFoundAndWhoIsForgottenIsAnother() {
    Presence.Seen alice = opened("alice", HERE);
    assertSame(alice, presence.opened("alice", alice, HERE, time.getAsLong()));
    presence.forget("alice");
    Presence.Seen again = presence.opened("alice", alice, HERE, time.getAsLong());
    assertNotSame(alice, again);
    presence.closed(again, time.getAsLong());
    time.advance(Duration.ofSeconds(60));
    assertEquals(0, presence.count());
    var _ = presence.opened("alice", again, HERE, time.getAsLong());
    assertEquals(List.of("alice"), names(1), "forgotten by who counted");
  }

  @Test
  void whenThereAreTooManyOneWhoDoesNotPollIsForgotten() {
    var _ = opened("client0", HERE);
    for (int i = 1; i < Presence.CLIENTS_MAX; i++) {
      presence.closed(opened("client" + i, HERE), time.getAsLong());
    }
    var _ = opened("one more", HERE);

    assertEquals(Presence.CLIENTS_MAX, presence.count());
    List<String> names = names(Presence.CLIENTS_MAX);
    assertEquals("one more", names.getFirst());
    assertEquals("client0", names.getLast(), "who polls stays");
    assertFalse(names.contains("client1"), "who was seen longest ago");
  }
}
