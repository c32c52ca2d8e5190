package chat.parley.desktop.ui.room;

import chat.parley.desktop.sync.ChatRooms;
import chat.parley.desktop.sync.SessionException;
import chat.parley.desktop.ui.Failures;
import chat.parley.desktop.ui.Problems;
import chat.parley.model.Refusal;
import chat.parley.model.RoomName;
import chat.parley.model.SenderName;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * A room to be made, or one to come into. For the toolkit's thread; it has no nodes and needs no
 * toolkit.
 */
public final class NewRoomViewModel {
  /** What kind of room it is to be. */
  public enum Kind {
    /** One that all see. */
    PUBLIC,
    /** One that its members know of. */
    PRIVATE,
    /** A conversation with one other. */
    DIRECT,
    /** One that is there, and opens to whoever knows its passphrase. */
    JOIN
  }

  private final ChatRooms rooms;
  private final Executor window;
  private final Problems problems;
  private final Consumer<String> onOpened;
  private Runnable onDone = () -> {};
  private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(Kind.PUBLIC);
  private final StringProperty name = new SimpleStringProperty("");
  private final StringProperty topic = new SimpleStringProperty("");
  private final StringProperty passphrase = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

  /**
   * @param window runs tasks on the toolkit's thread
   * @param onOpened told the room that is there now
   */
  public NewRoomViewModel(
      ChatRooms rooms, Executor window, Problems problems, Consumer<String> onOpened) {
    this.rooms = rooms;
    this.window = window;
    this.problems = problems;
    this.onOpened = onOpened;
    name.addListener((property, before, now) -> problem.set(""));
    passphrase.addListener((property, before, now) -> problem.set(""));
    kind.addListener((property, before, now) -> problem.set(""));
  }

  /** Says who is told when it is done. */
  public void setOnDone(Runnable listener) {
    onDone = listener;
  }

  /** Nothing is filled in; a passphrase that was typed before is gone. */
  public void clear() {
    name.set("");
    topic.set("");
    passphrase.set("");
    problem.set("");
  }

  public ObjectProperty<Kind> kindProperty() {
    return kind;
  }

  /** A name, a title, the other's name, or the id of a room that is there: by the kind. */
  public StringProperty nameProperty() {
    return name;
  }

  public StringProperty topicProperty() {
    return topic;
  }

  public StringProperty passphraseProperty() {
    return passphrase;
  }

  /** Why there is no room, empty for nothing. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** While the server is asked. */
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  private String missing() {
    return switch (kind.get()) {
      case PUBLIC -> "room.new.name.missing";
      case PRIVATE -> "room.new.title.missing";
      case DIRECT -> "room.new.other.missing";
      case JOIN -> "room.new.id.missing";
    };
  }

  /** Makes it, or comes into it. */
  public void make() {
    if (busy.get()) {
      return;
    }
    if (name.get().isBlank()) {
      problem.set(problems.texts().get(missing()));
      return;
    }
    try {
      begin(asked());
    } catch (Refusal refusal) {
      problem.set(refusal.detail());
    }
  }

  private CompletableFuture<String> asked() {
    String typed = name.get().strip();
    return switch (kind.get()) {
      case PUBLIC ->
          rooms.makePublic(
              RoomName.of(typed.startsWith("#") ? typed.substring(1) : typed).value(),
              topic.get().strip());
      case PRIVATE -> rooms.makePrivate(typed, topic.get().strip(), passphrase.get());
      case DIRECT -> rooms.talkTo(SenderName.of(typed).value());
      case JOIN -> rooms.join(typed, passphrase.get());
    };
  }

  private void begin(CompletableFuture<String> asked) {
    busy.set(true);
    problem.set("");
    boolean joins = kind.get() == Kind.JOIN;
    var _ =
        asked.whenCompleteAsync(
            (room, failure) -> {
              busy.set(false);
              if (failure == null) {
                clear();
                onDone.run();
                onOpened.accept(room);
              } else {
                problem.set(sentence(Failures.cause(failure), joins));
              }
            },
            window);
  }

  private String sentence(Throwable failure, boolean joins) {
    return joins
            && failure instanceof SessionException known
            && known.kind() == SessionException.Kind.UNKNOWN
        ? problems.texts().get("room.new.unknown")
        : problems.sentence(failure);
  }
}
