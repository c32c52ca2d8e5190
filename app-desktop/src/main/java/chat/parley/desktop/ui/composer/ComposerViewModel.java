package chat.parley.desktop.ui.composer;

import chat.parley.desktop.sync.ChatSession;
import chat.parley.desktop.text.Emojis;
import chat.parley.desktop.ui.Failures;
import chat.parley.model.Limits;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.IntegerBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * What is being written in the room that is open. The text goes away only once the message is on
 * this computer's disk; what was written so far is kept for each room. For the toolkit's thread; it
 * needs no toolkit.
 */
public final class ComposerViewModel {
  /** What the box takes: more than a message may have, so that it is seen to be too long. */
  static final int CHARS_MAX = Limits.TEXT_MAX_BYTES + 1_000;

  private static final int COUNTED_WITHIN_BYTES = 1_000;

  private final ChatSession session;
  private final Executor window;
  private final Failures failures;

  private final StringProperty text = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper room = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper storing = new ReadOnlyBooleanWrapper();
  private final IntegerBinding bytesLeft =
      Bindings.createIntegerBinding(() -> Limits.TEXT_MAX_BYTES - bytes(text.get()), text);
  private final BooleanBinding sendable =
      Bindings.createBooleanBinding(
          () ->
              !storing.get()
                  && !room.get().isEmpty()
                  && !text.get().isBlank()
                  && bytesLeft.get() >= 0,
          storing,
          room,
          text,
          bytesLeft);
  private String kept = ""; // the draft as it is on the disk
  private String sending = ""; // what is being put on the disk and still stands in the field
  private final Map<String, String> returned = new HashMap<>(); // by room, what was not stored
  private int visit;

  public ComposerViewModel(ChatSession session, Executor window, Failures failures) {
    this.session = session;
    this.window = window;
    this.failures = failures;
  }

  private static int bytes(String text) {
    // what goes out carries the emoji themselves
    return Emojis.replaceShortcodes(text).getBytes(StandardCharsets.UTF_8).length;
  }

  public StringProperty textProperty() {
    return text;
  }

  public ReadOnlyStringProperty roomProperty() {
    return room.getReadOnlyProperty();
  }

  /** While a message is being put on the disk. */
  public ReadOnlyBooleanProperty storingProperty() {
    return storing.getReadOnlyProperty();
  }

  public BooleanBinding sendableBinding() {
    return sendable;
  }

  /** How many bytes there is still room for; below 0 the text is too long. */
  public IntegerBinding bytesLeftBinding() {
    return bytesLeft;
  }

  /** Whether the limit is so near that it should be seen. */
  public BooleanBinding nearLimitBinding() {
    return bytesLeft.lessThan(COUNTED_WITHIN_BYTES);
  }

  /** Goes to a room: its draft is brought back, the other room's is kept. */
  public void open(String name) {
    keepDraft();
    visit++;
    int mine = visit;
    room.set(name);
    text.set("");
    kept = "";
    sending = "";
    var _ =
        session
            .draft(name)
            .whenCompleteAsync(
                (draft, failure) -> {
                  if (failure != null) {
                    failures.tell(failure);
                  }
                  if (mine == visit) {
                    bringBack(failure == null ? draft : "");
                  }
                },
                window);
  }

  /** Puts a draft before what was typed meanwhile, and after what is on its way to the disk. */
  private void bringBack(String draft) {
    kept = draft;
    String unstored = returned.remove(room.get());
    String typed = unsent();
    String before = text.get().substring(0, text.get().length() - typed.length());
    text.set(before + (unstored == null ? "" : unstored) + draft + typed);
  }

  /** What is written without what is being put on the disk. */
  private String unsent() {
    String now = text.get();
    return now.startsWith(sending) ? now.substring(sending.length()) : now;
  }

  /** Puts what is written so far on the disk, if it has changed. */
  public void keepDraft() {
    String draft = unsent();
    if (!room.get().isEmpty() && !draft.equals(kept)) {
      kept = draft;
      failures.watch(session.saveDraft(room.get(), kept));
    }
  }

  /**
   * Sends what is written.
   *
   * @return done when the message is on the disk and the text is gone, or when that has failed and
   *     was told
   */
  public CompletableFuture<Void> send() {
    if (!sendable.get()) {
      return CompletableFuture.completedFuture(null);
    }
    String written = text.get();
    String into = room.get();
    int mine = visit;
    storing.set(true);
    sending = written;
    return session
        .send(into, Emojis.replaceShortcodes(written))
        .handleAsync(
            (entry, failure) -> {
              storing.set(false);
              if (failure != null) {
                failures.tell(failure);
              }
              if (mine == visit) {
                settle(failure == null);
              } else if (failure != null) {
                giveBack(into, written);
              }
              return null;
            },
            window);
  }

  private void settle(boolean stored) {
    String next = stored ? unsent() : text.get();
    sending = "";
    if (stored) {
      kept = ""; // the draft went in the same step
    }
    text.set(next); // what was typed meanwhile is the beginning of the next message
    keepDraft();
  }

  /** Brings back what was not stored to the room that it was written in. */
  private void giveBack(String into, String written) {
    if (into.equals(room.get())) {
      text.set(written + text.get());
    } else {
      returned.merge(into, written, String::concat);
    }
  }
}
