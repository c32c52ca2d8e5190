package chat.parley.desktop;

import chat.parley.desktop.sync.Invites;
import chat.parley.desktop.ui.Failures;
import chat.parley.desktop.ui.Problems;
import chat.parley.desktop.ui.host.HostViewModel;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The invitation that the host panel shows: one is made when hosting begins, and it is looked at
 * when somebody comes or goes. Those made before stay good. For the toolkit's thread.
 */
final class Inviting {
  private final HostViewModel panel;
  private final Executor window;
  private final Problems problems;
  private @Nullable Invites invites;
  private Invites.@Nullable Invite shown;
  private int asked; // what was asked of another chat, or earlier, is void

  /**
   * @param window runs tasks on the toolkit's thread
   */
  Inviting(HostViewModel panel, Executor window, Problems problems) {
    this.panel = panel;
    this.window = window;
    this.problems = problems;
  }

  /** The chat that this app hosts is open, or is not; or hosting begins, or ends. */
  void into(@Nullable Invites chat) {
    invites = chat;
    asked++;
    if (chat == null) {
      shown = null;
      panel.invite(null, "");
    } else if (shown == null) {
      make();
    } else {
      look();
    }
  }

  /** Makes a new invitation, which is shown from now on. */
  void make() {
    if (invites == null) {
      return;
    }
    asked++;
    int mine = asked;
    var _ =
        invites
            .make()
            .whenCompleteAsync(
                (made, failure) -> {
                  if (mine == asked) {
                    show(failure == null ? made : shown, failure);
                  }
                },
                window);
  }

  /** How the one that is shown stands may have changed. */
  void look() {
    Invites.Invite known = shown;
    if (invites == null || known == null) {
      return;
    }
    int mine = asked;
    var _ =
        invites
            .look(known)
            .whenCompleteAsync(
                (found, failure) -> {
                  if (mine == asked && failure == null) {
                    show(
                        found.orElse(
                            new Invites.Invite(known.code(), known.id(), 0, known.expires())),
                        null);
                  }
                },
                window);
  }

  private void show(Invites.@Nullable Invite invite, @Nullable Throwable failure) {
    shown = invite;
    panel.invite(invite, failure == null ? "" : problems.sentence(Failures.cause(failure)));
  }
}
