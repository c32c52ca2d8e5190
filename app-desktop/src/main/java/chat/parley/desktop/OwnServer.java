package chat.parley.desktop;

import chat.parley.desktop.host.HostService;
import chat.parley.desktop.host.HostState;
import chat.parley.desktop.host.LanAddress;
import chat.parley.desktop.replica.Replica;
import chat.parley.desktop.replica.Token;
import chat.parley.desktop.settings.Settings;
import chat.parley.desktop.settings.SettingsFile;
import chat.parley.desktop.ui.Problems;
import chat.parley.desktop.ui.host.HostViewModel;
import chat.parley.model.ClientId;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The server on this computer, as the app runs it: on the port that it had, and under a name that
 * becomes one's own there.
 */
final class OwnServer implements HostViewModel.Commands, AutoCloseable {
  private final Surroundings around;
  private final SettingsFile settings;
  private final Replica replica;
  private final HostService host;
  private final OwnName ownName;
  private final Panel panel;

  /**
   * What the host panel's buttons do beyond the server, and what it says.
   *
   * @param again hosts the chat that is open once more
   * @param newInvite makes a new invitation
   * @param why why the server does not run
   */
  record Panel(Runnable again, Runnable newInvite, Function<HostState, String> why) {}

  /**
   * @param isThisApp which clients are this app itself; called on a thread of the server's
   * @param listener told of every change, on that thread
   */
  OwnServer(
      Surroundings around,
      LocalFiles files,
      Predicate<ClientId> isThisApp,
      Consumer<HostState> listener,
      Panel panel) {
    this.around = around;
    this.panel = panel;
    settings = files.settings();
    replica = files.replica();
    host = new HostService(around.ofServer(), isThisApp, listener);
    ownName = new OwnName(replica.server(Settings.OWN_SERVER), around.monotonicNanos());
  }

  /**
   * Starts the server.
   *
   * @param name it becomes one's own there; where it is somebody else's, nothing is started
   */
  CompletableFuture<HostState.Running> start(String name) {
    return host.start(around.serverData(), settings.now().hostPort())
        .thenApply(state -> {
          if (state instanceof HostState.Running running) {
            settings.update(now -> now.withHostPort(running.port()));
            return running;
          }
          throw new Problems.Told("problem", panel.why().apply(state));
        })
        .thenCompose(running -> ownName(name, running));
  }

  private CompletableFuture<HostState.Running> ownName(String name, HostState.Running running) {
    String owner = host.ownerToken();
    if (owner == null) {
      return CompletableFuture.completedFuture(running); // it was stopped meanwhile
    }
    return ownName
        .claim(name, running.port(), owner)
        .thenApply(claimed -> running)
        .exceptionallyCompose(
            failure -> host.stop().thenCompose(stopped -> CompletableFuture.failedFuture(failure)));
  }

  /** The name that one hosts under. */
  String hostName() {
    Token kept = replica.server(Settings.OWN_SERVER).token();
    return kept == null ? settings.now().name() : kept.name();
  }

  /** Whether it runs. Any thread may ask. */
  boolean isRunning() {
    return host.state() instanceof HostState.Running;
  }

  /** Stops the server; done when it has stopped. */
  CompletableFuture<HostState> halt() {
    return host.stop();
  }

  @Override
  public void start() {
    panel.again().run();
  }

  @Override
  public void stop() {
    var _ = halt(); // the panel is told by the service
  }

  @Override
  public void choose(LanAddress address) {
    var _ = host.choose(address); // the panel is told by the service
  }

  @Override
  public void newInvite() {
    panel.newInvite().run();
  }

  /** Stops the server for good, and waits until it has stopped. */
  @Override
  public void close() {
    host.close();
  }
}
