package chat.parley.desktop;

import chat.parley.desktop.replica.ServerReplica;
import chat.parley.desktop.settings.SettingsFile;
import chat.parley.desktop.sync.ChatSession;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * One chat that is open: the session with its server, and the screen that shows it. For the
 * toolkit's thread.
 */
final class OpenChat {
  private final ChatPlace place;
  private final ClientId clientId;
  private final ChatSession session;
  private final FrameBridge bridge;
  private final MainViewModel model;
  private final MainController screen;
  private final AtomicReference<SenderName> name;
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
    Surroundings around = shared.around();
    name = new AtomicReference<>(me);
    clientId = ClientId.named(me, Long.toHexString(around.random().nextLong()));
    bridge = new FrameBridge(shared.frames(), this::update);
    session =
        new ChatSession(
            new ServerApi(
                place.base(),
                place.pin(),
                around.monotonicNanos(),
                place.isOwn() ? shared.hosting() : () -> true),
            replica,
            me,
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
                this::isOwn));
    screen = new MainController(model, shared.problems().texts(), actions, heading);
    session.start();
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

  void rename(SenderName now) {
    name.set(now);
    session.rename(now);
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
