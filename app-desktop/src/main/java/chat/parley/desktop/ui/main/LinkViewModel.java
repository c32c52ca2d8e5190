package chat.parley.desktop.ui.main;

import chat.parley.desktop.sync.Link;
import chat.parley.desktop.ui.Texts;
import java.time.Duration;
import java.time.Instant;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * What the quiet bar says while the server is away: since when, how much is waiting, and what one
 * can do. It comes after three seconds, so that a short gap is not seen. For the toolkit's thread.
 */
public final class LinkViewModel {
  private static final Duration QUIET = Duration.ofSeconds(3);

  private final Texts texts;
  private final boolean own;
  private final ReadOnlyBooleanWrapper shown = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper action = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper online = new ReadOnlyBooleanWrapper();

  private Link link = new Link.Connecting();
  private Instant since; // when the present state began
  private int waiting;
  private boolean hosting = true;

  /**
   * @param own whether the server is the one that this app runs
   */
  public LinkViewModel(Texts texts, boolean own, Instant now) {
    this.texts = texts;
    this.own = own;
    since = now;
  }

  public ReadOnlyBooleanProperty shownProperty() {
    return shown.getReadOnlyProperty();
  }

  public ReadOnlyStringProperty textProperty() {
    return text.getReadOnlyProperty();
  }

  /** What the bar's button says, empty for no button. */
  public ReadOnlyStringProperty actionProperty() {
    return action.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty onlineProperty() {
    return online.getReadOnlyProperty();
  }

  /** Whether what helps is to host again, rather than to try again. */
  public boolean wantsHosting() {
    return own && !hosting;
  }

  /** Whether what helps is to sign in again, rather than to try again. */
  public boolean wantsSigningIn() {
    return link instanceof Link.Stopped stopped && stopped.because() == Link.Because.SIGNED_OUT;
  }

  public void link(Link now, Instant at) {
    if (!now.getClass().equals(link.getClass())) {
      since = at;
    }
    link = now;
    show(at);
  }

  /** How many messages are on their way, in all rooms. */
  public void waiting(int messages, Instant at) {
    waiting = messages;
    show(at);
  }

  public void hosting(boolean now, Instant at) {
    hosting = now;
    show(at);
  }

  /** Time has passed. */
  public void show(Instant now) {
    boolean lasted = Duration.between(since, now).compareTo(QUIET) >= 0;
    online.set(link instanceof Link.Online);
    if (wantsHosting()) {
      set(texts.get("link.not.hosting") + waitingText(), texts.get("link.host.again"), true);
      return;
    }
    switch (link) {
      case Link.Online() -> set("", "", false);
      case Link.Connecting() ->
          set(texts.get("link.connecting") + waitingText(), texts.get("link.try.now"), lasted);
      case Link.Offline offline -> {
        boolean long3 = Duration.between(offline.since(), now).compareTo(QUIET) >= 0;
        set(offlineText(offline) + waitingText(), texts.get("link.try.now"), long3);
      }
      case Link.Stopped stopped -> set(stoppedText(stopped) + waitingText(), goOn(stopped), true);
    }
  }

  private String offlineText(Link.Offline offline) {
    String time = texts.time(offline.since());
    return switch (offline.why()) {
      case UNREACHABLE -> texts.get("link.unreachable", time);
      case BUSY -> texts.get("link.busy", time);
      case NOT_PARLEY -> texts.get("link.not.parley", time);
      case UNTRUSTED -> texts.get("link.untrusted", time);
      case STORAGE -> texts.get("link.storage", time);
    };
  }

  private String stoppedText(Link.Stopped stopped) {
    return switch (stopped.because()) {
      case SUPERSEDED -> texts.get("link.superseded");
      case DISCONNECTED -> texts.get("link.disconnected");
      case SIGNED_OUT -> texts.get("link.signed.out");
      case BANNED -> texts.get("link.banned");
      case REFUSED ->
          texts.get("link.refused", stopped.detail() == null ? "" : stopped.detail()).strip();
      case OTHER_KEY ->
          texts.get("link.other.key", stopped.detail() == null ? "" : stopped.detail());
    };
  }

  /** Another key is not taken by a press of the button; it is looked at once more. */
  private String goOn(Link.Stopped stopped) {
    return texts.get(
        stopped.because() == Link.Because.OTHER_KEY
            ? "link.try.now"
            : wantsSigningIn() ? "link.sign.in" : "link.go.on");
  }

  private String waitingText() {
    return waiting == 0 ? "" : " " + texts.get("link.waiting", waiting);
  }

  private void set(String words, String button, boolean visible) {
    text.set(words);
    action.set(button);
    shown.set(visible);
  }
}
