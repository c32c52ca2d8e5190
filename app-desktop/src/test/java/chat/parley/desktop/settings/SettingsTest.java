package chat.parley.desktop.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.parley.model.tls.Pin;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final URI SERVER = URI.create("https://192.168.1.7:8000");
  private static final Pin PIN = new Pin("A".repeat(Pin.CHARS));
  private static final Pin OTHER = new Pin("b".repeat(Pin.CHARS - 1) + "A");

  @Test
  void theTextIsNeverTooSmallToReadOrTooLargeForAWindow() {
    assertEquals(Settings.TEXT_MIN_PERCENT, Settings.FIRST.withTextPercent(-5).textPercent());
    assertEquals(
        Settings.TEXT_MAX_PERCENT, Settings.FIRST.withTextPercent(Integer.MAX_VALUE).textPercent());
    assertEquals(90, Settings.FIRST.withTextPercent(90).textPercent());
  }

  @Test
  void eachServerHasItsOwnLastRoom() {
    Settings settings =
        Settings.FIRST
            .withLastRoom("http://a", "kitchen")
            .withLastRoom("own", "attic")
            .withLastRoom("http://a", "cellar");

    assertEquals(Map.of("http://a", "cellar", "own", "attic"), settings.lastRooms());
  }

  @Test
  void theRoomsCannotBeChangedFromOutside() {
    Map<String, String> rooms = new HashMap<>(Map.of("own", "attic"));
    Settings settings = new Settings("alice", null, rooms, Appearance.DARK, 100, null, 0, Map.of());

    rooms.put("own", "kitchen");

    assertEquals(Map.of("own", "attic"), settings.lastRooms());
    assertThrows(
        UnsupportedOperationException.class, () -> settings.lastRooms().put("own", "cellar"));
  }

  @Test
  void oneChangeLeavesTheRestAsItWas() {
    WindowPlace place = new WindowPlace(1, 2, 300, 400, true);
    Settings all =
        Settings.FIRST
            .withName("alice")
            .withServer("http://a")
            .withLastRoom("own", "attic")
            .withAppearance(Appearance.DARK)
            .withTextPercent(120)
            .withWindow(place)
            .withHostPort(8001)
            .withPin(SERVER, PIN);

    assertEquals(
        new Settings(
            "alice",
            "http://a",
            Map.of("own", "attic"),
            Appearance.DARK,
            120,
            place,
            8001,
            Map.of("192.168.1.7:8000", PIN.value())),
        all);
    assertNull(all.withServer(null).server());
    assertEquals("alice", all.withServer(null).name());
  }

  @Test
  void aKeyIsKnownByHostAndPortHoweverTheServerIsAsked() {
    Settings settings = Settings.FIRST.withPin(SERVER, PIN);

    assertEquals(PIN, settings.pin(URI.create("http://192.168.1.7:8000")));
    assertNull(settings.pin(URI.create("https://192.168.1.7:8001")));
    assertEquals(OTHER, settings.withPin(SERVER, OTHER).pin(SERVER));
    assertThrows(UnsupportedOperationException.class, () -> settings.pins().clear());
  }
}
