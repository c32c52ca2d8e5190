package chat.parley.desktop;

import chat.parley.desktop.replica.ServerReplica;
import chat.parley.desktop.replica.Token;
import chat.parley.desktop.settings.SettingsFile;
import chat.parley.desktop.sync.Account;
import chat.parley.desktop.sync.ChatSession;
import chat.parley.desktop.sync.Invites;
import chat.parley.desktop.sync.ServerApi;
import chat.parley.desktop.ui.Failures;
import chat.parley.desktop.ui.FrameBridge;
import chat.parley.desktop.ui.Frames;
import chat.parley.desktop.ui.Problems;
import chat.parley.desktop.ui.Update;
import chat.parley.desktop.ui.keys.Shortcut;
import chat.parley.desktop.ui.main.MainController;
import chat.parley.desktop.ui.main.MainViewModel;
import chat.parley.model.ClientId;
import chat.parley.model.Refusal;
import chat.parley.model.SenderName;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One chat that is open: the session with its server, and the screen that shows it. For the
 * toolkit's thread.
 */
final class OpenChat {
  /** The server is asked when what is kept has been drawn, and after this at the latest. */
  private static final int DRAWN_MAX_SECONDS = 2;

  private final ChatPlace place;
  private final ClientId clientId;
  private final ChatSession session;
  private final FrameBridge bridge;
  private final MainViewModel model;
  private final MainController screen;
  private final AtomicReference<SenderName> name;
  private final ServerReplica replica;
  private final Problems problems;

  /**
   * What all chats of a window share.
   *
   * @param hosting whether the server on this computer runs; any thread may ask
   * @param window runs tasks on the toolkit's thread
   */
  record Shared(
      Surroundings around,
      SettingsFile settings,
      Problems problems,
      BooleanSupplier hosting,
      Executor window,
      Frames frames) {}

  OpenChat(
      ChatPlace place,
      ServerReplica replica,
      SenderName me,
      Shared shared,
      MainController.Actions actions,
      MainController.Heading heading) {
    this.place = place;
    this.replica = replica;
    Surroundings around = shared.around();
    Token token = replica.token();
    SenderName known = token == null ? me : SenderName.of(token.name());
    name = new AtomicReference<>(known);
    clientId = ClientId.named(known, Long.toHexString(around.random().nextLong()));
    bridge = new FrameBridge(shared.frames(), this::update);
    session =
        new ChatSession(
            new ServerApi(
                place.base(),
                place.pin(),
                around.monotonicNanos(),
                place.isOwn() ? shared.hosting() : () -> true,
                this::secret),
            replica,
            known,
            clientId,
            bridge,
            around.ofSession());
    Failures failures = new Failures(shared.window(), this::tell);
    problems = shared.problems();
    model =
        new MainViewModel(
            session,
            new MainViewModel.Setting(
                shared.problems().texts(),
                failures,
                around.clock(),
                around.locale(),
                shared.window(),
                place.isOwn(),
                room -> shared.settings().update(now -> now.withLastRoom(place.key(), room)),
                this::isOwn,
                replica::token));
    screen = new MainController(model, shared.problems().texts(), actions, heading);
    CompletableFuture<@Nullable Void> drawn = new CompletableFuture<>();
    shared.frames().whenDrawn(() -> drawn.complete(null));
    session.start(drawn.completeOnTimeout(null, DRAWN_MAX_SECONDS, TimeUnit.SECONDS));
    model.open(
        shared.settings().now().lastRooms().getOrDefault(place.key(), MainViewModel.FIRST_ROOM));
  }

  private void update(Update update) {
    model.update(update);
  }

  private void tell(Throwable failure) {
    screen.notice(problems.sentence(failure));
  }

  private boolean isOwn(String sender) {
    try {
      return SenderName.of(sender).key().equals(name.get().key());
    } catch (Refusal e) {
      return false; // a name that cannot be one is not ours
    }
  }

  private @Nullable String secret() {
    Token token = replica.token();
    return token == null ? null : token.secret();
  }

  /** Whether the name is this person's own here. */
  boolean ownsName() {
    return replica.token() != null;
  }

  /** What is written under. */
  String name() {
    return name.get().value();
  }

  /** Makes the name one's own that is written under. */
  CompletableFuture<Void> claim(Executor window) {
    return session
        .account()
        .join(name(), null)
        .thenAcceptAsync(token -> write(SenderName.of(token.name())), window);
  }

  /** Who one is at the server. */
  Account account() {
    return session.account();
  }

  /** Invitations into the chat. */
  Invites invites() {
    return session.invites();
  }

  /** What is kept of the token counts no more, and is not shown to the server again. */
  CompletableFuture<Void> forgetToken() {
    return replica.forgetToken();
  }

  ChatPlace place() {
    return place;
  }

  ClientId clientId() {
    return clientId;
  }

  MainViewModel model() {
    return model;
  }

  MainController screen() {
    return screen;
  }

  /**
   * Does what a key stands for.
   *
   * @return false where the field or the pane that has the keyboard takes it
   */
  boolean act(Shortcut shortcut) {
    switch (shortcut) {
      case FIND_ROOM -> screen.focusFinder();
      case PREVIOUS_ROOM -> model.move(-1, false);
      case NEXT_ROOM -> model.move(1, false);
      case PREVIOUS_UNREAD -> model.move(-1, true);
      case NEXT_UNREAD -> model.move(1, true);
      case READ -> {
        return screen.escape();
      }
      case NEXT_PANE -> screen.nextPane();
      default -> {
        return false;
      }
    }
    return true;
  }

  /** This person goes by another name now; where they own one, they are known by that. */
  void rename(SenderName now) {
    Token token = replica.token();
    write(token == null ? now : SenderName.of(token.name()));
  }

  private void write(SenderName under) {
    name.set(under);
    session.rename(under);
  }

  /**
   * Closes the screen at once and the session in the background.
   *
   * @return done when nothing of the chat runs any more
   */
  CompletableFuture<Void> close() {
    model.composer().keepDraft();
    screen.stop();
    bridge.close();
    return CompletableFuture.runAsync(
        session::close, task -> Thread.ofPlatform().name("close-chat").start(task));
  }
}
