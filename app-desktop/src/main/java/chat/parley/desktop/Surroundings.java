package chat.parley.desktop;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import net.harawata.appdirs.AppDirs;
import net.harawata.appdirs.AppDirsFactory;

/**
 * What the app takes from the world around it.
 *
 * @param folder where it keeps what is this person's
 * @param serverData where the messages are that it hosts
 * @param clock the time of day
 * @param monotonicNanos a clock that never runs backwards
 * @param userName what the system calls this person
 * @param open opens a link outside the app
 */
public record Surroundings(
    Path folder,
    Path serverData,
    InstantSource clock,
    LongSupplier monotonicNanos,
    RandomGenerator random,
    ZoneId zone,
    Locale locale,
    String userName,
    Consumer<URI> open) {
  /**
   * The real ones, which open no links yet. What this person has is in the system's folders, or
   * below {@code PARLEY_HOME}.
   */
  public static Surroundings real(RandomGenerator random) {
    AppDirs folders = AppDirsFactory.getInstance();
    String home = System.getenv("PARLEY_HOME");
    boolean moved = home != null && !home.isEmpty();
    return new Surroundings(
        moved
            ? Path.of(home, "desktop")
            : Path.of(folders.getUserDataDir("parley-desktop", null, null)),
        moved ? Path.of(home, "server") : Path.of(folders.getUserDataDir("parley", null, null)),
        Clock.systemUTC(),
        System::nanoTime,
        random,
        ZoneId.systemDefault(),
        Locale.getDefault(),
        System.getProperty("user.name", ""),
        link -> {});
  }

  /** The same with something that opens links. */
  Surroundings opening(Consumer<URI> opener) {
    return new Surroundings(
        folder, serverData, clock, monotonicNanos, random, zone, locale, userName, opener);
  }

  chat.parley.server.Surroundings ofServer() {
    return chat.parley.server.Surroundings.real();
  }

  chat.parley.desktop.sync.Surroundings ofSession() {
    return chat.parley.desktop.sync.Surroundings.real(random);
  }
}
