package chat.parley.desktop;

import chat.parley.desktop.ui.NameAvatar;
import chat.parley.desktop.ui.Over;
import chat.parley.desktop.ui.Problems;
import chat.parley.desktop.ui.Texts;
import chat.parley.desktop.ui.settings.AccountViewModel;
import chat.parley.desktop.ui.settings.AccountViewModel.Standing;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Who one is in a chat that is open, and what one can do about it. For the toolkit's thread. */
final class OwnAccount implements AccountViewModel.Commands {
  private final OpenChat open;
  private final BooleanSupplier isOpen;
  private final Around around;

  /**
   * What an account has to do with outside of its chat.
   *
   * @param window runs tasks on the toolkit's thread
   * @param onClaimed told when the name is one's own
   * @param onSignedOut told when one has signed out, if the chat is still open
   */
  record Around(
      Over over, Problems problems, Executor window, Runnable onClaimed, Runnable onSignedOut) {}

  /**
   * @param isOpen whether the chat still is
   */
  OwnAccount(OpenChat open, BooleanSupplier isOpen, Around around) {
    this.open = open;
    this.isOpen = isOpen;
    this.around = around;
  }

  /**
   * Shows who one is, on the chat's screen and in the settings.
   *
   * @param trust who hosts the chat, and who could read along
   */
  void show(AccountViewModel settings, String trust) {
    String name = open.name();
    open.screen().me(name, NameAvatar.of(name));
    Standing standing = open.place().isOwn() ? Standing.HOST : Standing.OWNER;
    settings.show(open.ownsName() ? standing : Standing.GUEST, name, trust, this);
  }

  @Override
  public CompletableFuture<Void> claim() {
    return open.claim(around.window()).thenRunAsync(around.onClaimed(), around.window());
  }

  @Override
  public CompletableFuture<Void> setPassword(String password, @Nullable String old) {
    return open.account().setPassword(password, old);
  }

  @Override
  public void signOut() {
    Texts texts = around.problems().texts();
    int waiting = open.model().rooms().waiting();
    around
        .over()
        .ask(
            texts.get("account.sign.out.title"),
            waiting == 0
                ? texts.get("account.sign.out.text", open.name())
                : texts.get("account.sign.out.waiting", open.name(), waiting),
            texts.get("account.sign.out.stay"),
            texts.get("account.sign.out"),
            this::signOutNow);
  }

  private void signOutNow() {
    var _ =
        open.account()
            .signOut()
            .whenCompleteAsync(
                (done, failure) -> {
                  if (!isOpen.getAsBoolean()) {
                    return;
                  }
                  if (failure != null) {
                    open.screen().notice(around.problems().sentence(failure));
                    return;
                  }
                  around.onSignedOut().run();
                },
                around.window());
  }
}
