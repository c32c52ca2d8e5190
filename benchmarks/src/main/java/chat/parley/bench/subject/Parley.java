package chat.parley.bench.subject;

import chat.parley.server.access.OwnerToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** This server, from this build, as its users start it. */
public final class Parley implements Subject {
  private final String name;
  private final boolean byInvitation;
  private final List<String> options;
  private final List<String> ofJava;

  /**
   * One way to start it.
   *
   * @param byInvitation whether everyone has a name and a token of their own, as where people are
   *     let in by invitation
   * @param options further options of {@code serve}
   * @param ofJava further options of its Java machine
   */
  public Parley(String name, boolean byInvitation, List<String> options, List<String> ofJava) {
    this.name = name;
    this.byInvitation = byInvitation;
    this.options = List.copyOf(options);
    this.ofJava = List.copyOf(ofJava);
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
    List<String> machine = new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx1g"));
    machine.addAll(ofJava);
    List<String> command = Running.java(machine, "chat.parley.server.Main", arguments);
    People people =
        byInvitation ? People.named(port, data(folder).resolve(OwnerToken.FILE)) : People.guests();
    ParleyDialect dialect = new ParleyDialect(new Requests(port, browser), people);
    return Running.start(command, folder, port, dialect, Optional.of(new Archive(port, people)));
  }
}
