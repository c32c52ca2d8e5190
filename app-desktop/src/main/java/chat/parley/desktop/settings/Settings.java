package chat.parley.desktop.settings;

import chat.parley.model.tls.Pin;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What this person chose and where they were.
 *
 * @param name the name they write under, empty before the first run is done
 * @param server the chat that was open last: the address of a server, or {@link #OWN_SERVER}; null
 *     for none
 * @param lastRooms the room that was open last, by server
 * @param textPercent the size of the text, 100 being the usual
 * @param hostPort the port that hosting used last, 0 for none
 * @param pins the pins of the keys of servers, by host and port
 */
public record Settings(
    String name,
    @Nullable String server,
    Map<String, String> lastRooms,
    Appearance appearance,
    int textPercent,
    @Nullable WindowPlace window,
    int hostPort,
    Map<String, String> pins) {
  /** Stands for the server that this app runs itself. */
  public static final String OWN_SERVER = "own";

  public static final int TEXT_MIN_PERCENT = 80;
  public static final int TEXT_MAX_PERCENT = 160;
  public static final int TEXT_STEP_PERCENT = 10;

  public static final Settings FIRST =
      new Settings("", null, Map.of(), Appearance.SYSTEM, 100, null, 0, Map.of());

  public Settings {
    lastRooms = Map.copyOf(lastRooms);
    pins = Map.copyOf(pins);
    textPercent = Math.clamp(textPercent, TEXT_MIN_PERCENT, TEXT_MAX_PERCENT);
  }

  public Settings withName(String other) {
    return new Settings(other, server, lastRooms, appearance, textPercent, window, hostPort, pins);
  }

  public Settings withServer(@Nullable String other) {
    return new Settings(name, other, lastRooms, appearance, textPercent, window, hostPort, pins);
  }

  /** Remembers the room that is open on a server. */
  public Settings withLastRoom(String onServer, String room) {
    Map<String, String> rooms = new TreeMap<>(lastRooms);
    rooms.put(onServer, room);
    return new Settings(name, server, rooms, appearance, textPercent, window, hostPort, pins);
  }

  /** Remembers the key of a server, in the place of the one that was known. */
  public Settings withPin(URI server, Pin pin) {
    Map<String, String> all = new TreeMap<>(pins);
    all.put(server.getRawAuthority(), pin.value());
    return new Settings(
        name, this.server, lastRooms, appearance, textPercent, window, hostPort, all);
  }

  /** The pin that is known of the key of the server at an address, null for none. */
  public @Nullable Pin pin(URI server) {
    String pin = pins.get(server.getRawAuthority());
    return pin == null ? null : new Pin(pin);
  }

  public Settings withAppearance(Appearance other) {
    return new Settings(name, server, lastRooms, other, textPercent, window, hostPort, pins);
  }

  public Settings withTextPercent(int other) {
    return new Settings(name, server, lastRooms, appearance, other, window, hostPort, pins);
  }

  public Settings withWindow(WindowPlace other) {
    return new Settings(name, server, lastRooms, appearance, textPercent, other, hostPort, pins);
  }

  public Settings withHostPort(int other) {
    return new Settings(name, server, lastRooms, appearance, textPercent, window, other, pins);
  }
}
