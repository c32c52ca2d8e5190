package chat.parley.desktop;

import chat.parley.desktop.host.HostState;
import chat.parley.desktop.host.JoinLink;
import chat.parley.desktop.replica.Replica;
import chat.parley.desktop.settings.Settings;
import chat.parley.desktop.settings.SettingsFile;
import chat.parley.desktop.ui.Frames;
import chat.parley.desktop.ui.FxFrames;
import chat.parley.desktop.ui.MadeOnce;
import chat.parley.desktop.ui.Problems;
import chat.parley.desktop.ui.Texts;
import chat.parley.desktop.ui.Window;
import chat.parley.desktop.ui.WindowFrame;
import chat.parley.desktop.ui.host.HostController;
import chat.parley.desktop.ui.host.HostViewModel;
import chat.parley.desktop.ui.keys.Shortcut;
import chat.parley.desktop.ui.main.MainController;
import chat.parley.desktop.ui.main.MainViewModel;
import chat.parley.desktop.ui.welcome.WelcomeController;
import chat.parley.desktop.ui.welcome.WelcomeViewModel;
import chat.parley.model.ClientId;
import chat.parley.model.SenderName;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The app: everything is put together here and nowhere else. Several may run in one process, each
 * with a window and a folder of its own; whether they are light or dark is the same for all, as the
 * last one has it. For the toolkit's thread.
 */
public final class Desktop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Desktop.class);
  private static final Executor BACKGROUND =
      task -> Thread.ofPlatform().name("put-away").start(task);
  private static final long CLOSE_MAX_SECONDS = 15;

  private final Surroundings around;
  private final Texts texts;
  private final Problems problems;
  private final LocalFiles files;
  private final SettingsFile settings;
  private final Replica replica;
  private final OwnServer server;
  private final HostViewModel hostModel;
  private final MadeOnce<HostController> hostScreen;
  private final WindowFrame frame;
  private final Window window;
  private final Overlays overlays;
  private final Inviting inviting;
  private final PlaceWords words;
  private final Parting parting;
  private final Executor onWindow = Platform::runLater;
  private final Frames frames = new FxFrames();
  private final Runnable onQuit;
  private volatile @Nullable ClientId self;
  private @Nullable OpenChat chat;
  private CompletableFuture<Void> left = CompletableFuture.completedFuture(null);
  private @Nullable CompletableFuture<Void> putAway;

  /**
   * Puts the app together; the window is shown by {@link #show}, if it is not there already.
   *
   * @param files closed with this
   * @param onQuit told, on the toolkit's thread, when a person has closed the window and everything
   *     is put away
   */
  public Desktop(Surroundings around, LocalFiles files, WindowFrame frame, Runnable onQuit) {
    this.around = around;
    this.files = files;
    this.onQuit = onQuit;
    settings = files.settings();
    replica = files.replica();
    texts = new Texts(around.locale(), around.zone());
    problems = new Problems(texts);
    words = new PlaceWords(texts);
    server =
        new OwnServer(
            around,
            files,
            id -> id.equals(self),
            state -> frames.next(() -> hosted(state)),
            new OwnServer.Panel(this::hostAgain, this::newInvite, this::whyNotHosting));
    hostModel = new HostViewModel(texts, server, this::hosting);
    hostScreen =
        new MadeOnce<>(() -> new HostController(hostModel, texts, () -> showHosting(false)));
    this.frame = frame;
    window = new Window(frame, settings.now());
    overlays = new Overlays(window, problems, settings, onWindow, this::renamed);
    parting = new Parting(hostModel, window, texts);
    inviting = new Inviting(hostModel, onWindow, problems);
    window.setOnCloseRequest(asked -> quit());
    window.scene().addEventFilter(KeyEvent.KEY_PRESSED, new Keyboard(this::act));
  }

  /** Shows the window: the chat that was open last, or the first run. */
  public void show() {
    Settings now = settings.now();
    String last = now.server();
    if (now.name().isEmpty() || last == null) {
      var _ = showWelcome();
    } else if (last.equals(Settings.OWN_SERVER)) {
      var _ = enter(ChatPlace.own(now.hostPort() == 0 ? JoinLink.DEFAULT_PORT : now.hostPort()));
      hosting(false);
    } else {
      var _ = enter(ChatPlace.at(URI.create(last), now));
    }
    frame.show();
    if (replica.movedAside() != null && chat != null) {
      chat.screen().notice(texts.get("problem.moved.aside", replica.movedAside()));
    }
  }

  private WelcomeViewModel showWelcome() {
    String known = settings.now().name();
    WelcomeViewModel model =
        new WelcomeViewModel(
            new WaysIn(
                replica,
                this::startHosting,
                this::begin,
                address -> ChatPlace.at(address, settings.now()),
                onWindow,
                around.monotonicNanos()),
            onWindow,
            problems,
            known.isEmpty() ? around.userName() : known);
    WelcomeController screen = new WelcomeController(model, texts);
    window.show(screen.node());
    window.ownTitle();
    screen.focus();
    return model;
  }

  /** A person has chosen a chat, under a name. */
  private void begin(String name, ChatPlace place) {
    settings.update(now -> now.withName(name));
    overlays.named();
    var _ = enter(place).thenRun(() -> showHosting(place.isOwn()));
  }

  /**
   * Starts the server on this computer.
   *
   * @param name it becomes one's own there; where it is somebody else's, nothing is started
   */
  private CompletableFuture<HostState.Running> startHosting(String name) {
    // What was left may still be stopping it.
    return left.thenComposeAsync(done -> server.start(name), BACKGROUND);
  }

  private String whyNotHosting(HostState state) {
    return state instanceof HostState.Failed failed
        ? hostModel.failure(failed.reason(), failed.detail())
        : texts.get("host.stopped");
  }

  /** Hosts the chat that is open once more; it may be on another port than before. */
  private void hostAgain() {
    var _ =
        startHosting(server.hostName())
            .whenCompleteAsync(
                (running, failure) -> {
                  if (failure != null) {
                    if (chat != null) {
                      chat.screen().notice(problems.sentence(failure));
                    }
                  } else if (chat != null && chat.place().isOwn()) {
                    hosting(true); // the name may be one's own only now
                    ChatPlace place = ChatPlace.own(running.port());
                    if (place.equals(chat.place())) {
                      chat.model().tryNow();
                    } else {
                      var _ = enter(place).thenRun(() -> showHosting(true)); // the link is new
                    }
                  }
                },
                onWindow);
  }

  private void hosted(HostState state) {
    hostModel.update(state);
    inviting.look();
  }

  private void newInvite() {
    inviting.make();
  }

  private void hosting(boolean running) {
    if (chat != null && chat.place().isOwn()) {
      chat.model().link().hosting(running, around.clock().instant());
      inviting.into(running && chat.ownsName() ? chat.invites() : null);
    }
  }

  /** Opens a chat in the place of another, once that one is put away. */
  private CompletableFuture<Void> enter(ChatPlace place) {
    if (chat == null && left.isDone()) {
      open(place);
      return CompletableFuture.completedFuture(null);
    }
    return leaveChat().thenRunAsync(() -> open(place), onWindow);
  }

  private void open(ChatPlace place) {
    if (putAway != null) {
      return; // the window was closed while a server was asked or started
    }
    settings.update(now -> place.rememberedIn(now));
    MainController.Actions actions =
        new MainController.Actions(
            overlays::showSettings,
            overlays::showKeys,
            this::leave,
            this::hostAgain,
            this::signInAgain,
            around.open(),
            window);
    OpenChat opened =
        new OpenChat(
            place,
            replica.server(place.key()),
            SenderName.of(settings.now().name()),
            new OpenChat.Shared(around, settings, problems, server::isRunning, onWindow, frames),
            actions,
            words.heading(place, () -> hostScreen.get().node()));
    chat = opened;
    self = opened.clientId();
    showMe();
    window.show(opened.screen().node());
    window.bindTitle(opened.model().titleProperty());
    opened.model().conversation().attendingProperty().bind(window.attendedBinding());
    hosting(hostModel.runningProperty().get());
    opened.screen().focusComposer();
  }

  private void showHosting(boolean open) {
    if (chat != null) {
      chat.screen().showHosting(open);
    }
  }

  /** Closes the chat that is open, if one is; done when nothing of it runs any more. */
  private CompletableFuture<Void> leaveChat() {
    OpenChat closing = chat;
    if (closing != null) {
      closing.model().conversation().attendingProperty().unbind();
      chat = null;
      self = null;
      overlays.account().nobody();
      inviting.into(null);
      CompletableFuture<Void> closed = closing.close();
      left = left.thenCompose(before -> closed);
    }
    return left;
  }

  /** Back to the first screen; where people are connected here, it is asked first. */
  private void leave() {
    parting.ask(
        "host.leave.text",
        "host.leave.go",
        () -> {
          settings.update(now -> now.withServer(null));
          left =
              leaveChat()
                  .thenComposeAsync(closed -> server.halt(), BACKGROUND)
                  .thenAccept(stopped -> {});
          var _ = showWelcome();
        });
  }

  /** The server no longer takes what shows whose name this is. */
  private void signInAgain() {
    OpenChat signedOut = chat;
    if (signedOut == null) {
      return;
    }
    var _ = signedOut.forgetToken(); // what fails here is told by the next attempt
    if (signedOut.place().isOwn()) {
      hostAgain();
      return;
    }
    left = leaveChat();
    showWelcome().again(signedOut.place().base().toString());
  }

  private void signedOut() {
    settings.update(now -> now.withServer(null));
    left = leaveChat();
    var _ = showWelcome();
  }

  /** Ends the app; where people are connected here, it is asked first. */
  private void quit() {
    parting.ask(
        "host.quit.text",
        "host.quit.go",
        () -> {
          var _ = putAway().thenRunAsync(onQuit, onWindow);
        });
  }

  private void renamed(String name) {
    if (chat != null) {
      chat.rename(SenderName.of(name));
      showMe();
    }
  }

  private void showMe() {
    OpenChat open = chat;
    if (open != null) {
      OwnAccount.Around outside =
          new OwnAccount.Around(window, problems, onWindow, this::showMe, this::signedOut);
      new OwnAccount(open, () -> chat == open, outside)
          .show(overlays.account(), words.trust(open.place()));
    }
  }

  /** Does what a key stands for, if it is for the window to do. */
  private boolean act(Shortcut shortcut) {
    return overlays.act(shortcut) || (!window.isOver() && chat != null && chat.act(shortcut));
  }

  /** The chat that is open, if one is. */
  public Optional<MainViewModel> openModel() {
    return Optional.ofNullable(chat).map(OpenChat::model);
  }

  /**
   * The program is being ended from outside: hosting stops, and what is to be written is written.
   * Any thread may call it; the toolkit may be gone.
   */
  public void shutDown() {
    server.close();
    files.close();
  }

  /**
   * Closes the window, and in the background everything else: the chat, hosting, the files.
   *
   * @return done when all is put away
   */
  private CompletableFuture<Void> putAway() {
    if (putAway == null) {
      settings.update(now -> now.withWindow(frame.place()));
      window.close();
      putAway = leaveChat().thenRunAsync(this::shutDown, BACKGROUND);
    }
    return putAway;
  }

  /**
   * Closes the window and puts everything away: the chat is closed, hosting stops, the files are
   * written. It waits for that, a few seconds at most, as a program does that ends.
   */
  @Override
  public void close() {
    try {
      putAway().get(CLOSE_MAX_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.warn("Not everything could be put away", e);
    }
  }
}
