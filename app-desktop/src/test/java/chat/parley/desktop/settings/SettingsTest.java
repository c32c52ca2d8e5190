package chat.parley.desktop.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
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
    Settings settings = new Settings("alice", null, rooms, Appearance.DARK, 100, null, 0);

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
            .withHostPort(8001);

    assertEquals(
        new Settings(
            "alice", "http://a", Map.of("own", "attic"), Appearance.DARK, 120, place, 8001),
        all);
    assertNull(all.withServer(null).server());
    assertEquals("alice", all.withServer(null).name());
  }
}
