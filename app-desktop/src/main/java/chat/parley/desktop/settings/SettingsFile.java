package chat.parley.desktop.settings;

import chat.parley.model.Json;
import chat.parley.model.Refusal;
import chat.parley.model.RoomName;
import chat.parley.model.SenderName;
import chat.parley.model.tls.Pin;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings and their file. {@link #update} may be called by any thread and returns at once; the
 * file is replaced as a whole on a thread of its own, so that it is never half written. A file that
 * cannot be read is kept under another name and counts as none.
 */
public final class SettingsFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SettingsFile.class);

  private static final int PORT_MAX = 65_535;

  private final Path file;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("settings").daemon().factory());
  private Settings now;
  private boolean queued;

  private SettingsFile(Path file, Settings first) {
    this.file = file;
    now = first;
  }

  /**
   * What the file holds; fields that an older version did not know are null. People edit such
   * files: what cannot be is as if it were not there.
   */
  private record Stored(
      @Nullable String name,
      @Nullable String server,
      @Nullable Map<String, @Nullable String> lastRooms,
      @Nullable Appearance appearance,
      @Nullable Integer textPercent,
      @Nullable WindowPlace window,
      @Nullable Integer hostPort,
      @Nullable Map<String, @Nullable String> pins) {
    Settings settings() {
      Settings first = Settings.FIRST;
      return new Settings(
          name == null || !isTaken(SenderName::of, name) ? first.name() : name,
          server == null || !isServer(server) ? first.server() : server,
          lastRooms == null ? first.lastRooms() : rooms(lastRooms),
          appearance == null ? first.appearance() : appearance,
          textPercent == null ? first.textPercent() : textPercent,
          window,
          hostPort == null || hostPort < 0 || hostPort > PORT_MAX ? first.hostPort() : hostPort,
          pins == null ? first.pins() : pins(pins));
    }

    private static Map<String, String> pins(Map<String, @Nullable String> stored) {
      Map<String, String> pins = new TreeMap<>();
      stored.forEach((server, pin) -> {
        if (pin != null && Pin.read(pin).isPresent()) {
          pins.put(server, pin);
        }
      });
      return pins;
    }

    private static Map<String, String> rooms(Map<String, @Nullable String> stored) {
      Map<String, String> rooms = new TreeMap<>();
      stored.forEach((server, room) -> {
        if (room != null && isTaken(RoomName::of, room)) {
          rooms.put(server, room);
        }
      });
      return rooms;
    }

    private static boolean isTaken(Function<String, ?> rules, String name) {
      try {
        return rules.apply(name) != null;
      } catch (Refusal e) {
        return false;
      }
    }

    private static boolean isServer(String server) {
      if (server.equals(Settings.OWN_SERVER)) {
        return true;
      }
      try {
        URI uri = new URI(server);
        return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
            && uri.getHost() != null
            && uri.getPort() <= PORT_MAX;
      } catch (URISyntaxException e) {
        return false;
      }
    }
  }

  /** Reads the file, if there is one. */
  public static SettingsFile open(Path file) {
    return new SettingsFile(file, read(file));
  }

  private static Settings read(Path file) {
    try {
      return Json.read(Files.readAllBytes(file), Stored.class).settings();
    } catch (NoSuchFileException e) {
      return Settings.FIRST;
    } catch (IOException | RuntimeException e) { // whatever is in it, the app must start
      log.warn("The settings could not be read; they start anew: {}", e.toString());
      setAside(file);
      return Settings.FIRST;
    }
  }

  private static void setAside(Path file) {
    try {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".unreadable"),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      log.warn("The unreadable settings could not be set aside: {}", e.getMessage());
    }
  }

  public synchronized Settings now() {
    return now;
  }

  /** Changes the settings and has them written soon. */
  public synchronized void update(UnaryOperator<Settings> change) {
    Settings before = now;
    now = change.apply(now);
    if (!now.equals(before) && !queued && !writer.isShutdown()) {
      queued = true;
      var _ = writer.submit(this::write);
    }
  }

  private void write() {
    Settings settings;
    synchronized (this) {
      queued = false;
      settings = now;
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(fresh, Json.bytes(settings));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      log.warn("The settings could not be written: {}", e.getMessage());
    }
  }

  /** Writes what is not written yet. */
  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(2, TimeUnit.SECONDS)) {
        log.warn("The settings were not written in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
