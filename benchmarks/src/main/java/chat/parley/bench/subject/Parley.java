package chat.parley.bench.subject;

import chat.parley.server.access.OwnerToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** This server. */
public final class Parley implements Subject {
  private final String name;
  private final boolean byInvitation;
  private final List<String> options;
  private final Launch launch;

  /**
   * One way to start it.
   *
   * @param byInvitation whether everyone has a name and a token of their own, as where people are
   *     let in by invitation
   * @param options further options of {@code serve}
   * @param launch what is started
   */
  public Parley(String name, boolean byInvitation, List<String> options, Launch launch) {
    this.name = name;
    this.byInvitation = byInvitation;
    this.options = List.copyOf(options);
    this.launch = launch;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String keeps() {
    return "all, on disk, flushed before it is acknowledged";
  }

  @Override
  public boolean keepsOverRestart() {
    return true;
  }

  @Override
  public boolean keepsPlaces() {
    return true;
  }

  @Override
  public Optional<String> missing() {
    return Optional.empty();
  }

  @Override
  public boolean isKnowing() {
    return launch.isKnowing();
  }

  @Override
  public Optional<Past> past(Path folder) {
    return Optional.of(new Past(data(folder)));
  }

  private static Path data(Path folder) {
    return folder.resolve("data");
  }

  @Override
  public Running start(Path folder, int port, boolean browser) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("serve", "--port", Integer.toString(port), "--data", data(folder).toString()));
    if (byInvitation) {
      arguments.addAll(List.of("--access", "invite", "--limits", "off")); // nobody is so quick
    }
    arguments.addAll(options);
    People people =
        byInvitation ? People.named(port, data(folder).resolve(OwnerToken.FILE)) : People.guests();
    ParleyDialect dialect = new ParleyDialect(new Requests(port, browser), people);
    return Running.start(
        launch.with(arguments),
        launch.environment(),
        folder,
        port,
        dialect,
        Optional.of(new Archive(port, people)));
  }
}
