package chat.parley.desktop.ui.room;

import chat.parley.desktop.replica.RoomSummary;
import chat.parley.desktop.sync.ChatRooms;
import chat.parley.desktop.sync.ChatRooms.Member;
import chat.parley.desktop.ui.Failures;
import chat.parley.desktop.ui.Problems;
import chat.parley.model.Refusal;
import chat.parley.model.RoomRole;
import chat.parley.model.SenderName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The room that is open as its panel shows it: who is in it, what they are to it, what it is about.
 * For the toolkit's thread; it has no nodes and needs no toolkit.
 */
public final class RoomViewModel {
  private static final Comparator<Person> OWNERS_FIRST =
      Comparator.comparing(Person::guest)
          .thenComparing(Person::role)
          .thenComparing(Person::name, String.CASE_INSENSITIVE_ORDER);

  private final ChatRooms rooms;
  private final Setting setting;
  private final ReadOnlyObjectWrapper<RoomSummary> room =
      new ReadOnlyObjectWrapper<>(new RoomSummary("", null, null, 0, 0, 0));
  private final ObservableList<Person> people = FXCollections.observableArrayList();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private List<Member> members = List.of();
  private boolean watched;
  private int asked; // what was asked for another room, or earlier, is void

  /**
   * What the model needs.
   *
   * @param window runs tasks on the toolkit's thread
   * @param isMe whether a name is this person's
   * @param guests the names of guests who wrote in the room that is open
   * @param open opens a room
   */
  public record Setting(
      Executor window,
      Problems problems,
      Predicate<String> isMe,
      Supplier<List<String>> guests,
      Consumer<String> open) {}

  public RoomViewModel(ChatRooms rooms, Setting setting) {
    this.rooms = rooms;
    this.setting = setting;
  }

  /** The room, as it is now. */
  public void show(RoomSummary now) {
    RoomSummary before = room.get();
    room.set(now);
    if (!now.room().equals(before.room())) {
      members = List.of();
      people.clear();
      problem.set("");
      load();
    } else if (!now.about().equals(before.about())) {
      load();
    } else if (watched) {
      list(); // a guest may have written
    }
  }

  /** Whether somebody looks: only then the server is asked. */
  public void watch(boolean now) {
    watched = now;
    load();
  }

  /** Someone came or went, or is something else now. */
  public void membersChanged() {
    load();
  }

  private void load() {
    String of = room.get().room();
    asked++;
    int mine = asked;
    if (!watched || of.isEmpty()) {
      return;
    }
    var _ =
        rooms
            .members(of)
            .whenCompleteAsync(
                (found, failure) -> {
                  if (mine == asked) {
                    members = failure == null ? found : List.of();
                    list();
                    tell(failure);
                  }
                },
                setting.window());
  }

  private void list() {
    List<Person> all = new ArrayList<>();
    for (Member member : members) {
      all.add(new Person(member.name(), member.role(), setting.isMe().test(member.name()), false));
    }
    for (String guest : setting.guests().get()) {
      all.add(new Person(guest, RoomRole.NONE, setting.isMe().test(guest), true));
    }
    all.sort(OWNERS_FIRST);
    if (!all.equals(people)) {
      people.setAll(all);
    }
  }

  public ReadOnlyObjectProperty<RoomSummary> roomProperty() {
    return room.getReadOnlyProperty();
  }

  /** Who is in the room, owners first, then guests who wrote in it. */
  public ObservableList<Person> people() {
    return people;
  }

  /** Why something did not happen, empty for nothing. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Whether this person keeps order here. */
  public boolean moderates() {
    return room.get().about().role().moderates();
  }

  /** Whether this person decides who does. */
  public boolean owns() {
    return room.get().about().role() == RoomRole.OWNER;
  }

  /** Whether someone can be brought in by name. */
  public boolean canAdd() {
    return moderates() && room.get().isPrivate() && !room.get().isDirect();
  }

  /** Whether what the room is about can be changed here. */
  public boolean canChange() {
    return moderates() && !room.get().isDirect();
  }

  /** Brings someone in; the future says whether that went well. */
  public CompletableFuture<Boolean> add(String name) {
    try {
      return settle(rooms.setRole(room.get().room(), SenderName.of(name).value(), RoomRole.MEMBER));
    } catch (Refusal refusal) {
      problem.set(refusal.detail());
      return CompletableFuture.completedFuture(false);
    }
  }

  public void setRole(Person person, RoomRole role) {
    var _ = settle(rooms.setRole(room.get().room(), person.name(), role));
  }

  /** Takes someone out; who is kept out may come in again. */
  public void remove(Person person) {
    var _ = settle(rooms.remove(room.get().room(), person.name()));
  }

  /** Goes out of the room. */
  public void leave() {
    var _ = settle(rooms.leave(room.get().room()));
  }

  /**
   * Changes what the room is called and what it is about.
   *
   * @param passphrase null to leave it as it is, empty for none
   */
  public CompletableFuture<Boolean> change(
      String title, String topic, @Nullable String passphrase) {
    RoomSummary now = room.get();
    return settle(
        rooms.change(
            now.room(), now.isPrivate() ? title.strip() : null, topic.strip(), passphrase));
  }

  /** Opens the conversation with one other. */
  public void talkTo(Person person) {
    problem.set("");
    var _ =
        rooms
            .talkTo(person.name())
            .whenCompleteAsync(
                (id, failure) -> {
                  if (failure == null) {
                    setting.open().accept(id);
                  } else {
                    tell(failure);
                  }
                },
                setting.window());
  }

  private CompletableFuture<Boolean> settle(CompletableFuture<Void> done) {
    problem.set("");
    return done.handleAsync(
        (nothing, failure) -> {
          tell(failure);
          load(); // the polls may tell it later, or not at all
          return failure == null;
        },
        setting.window());
  }

  private void tell(@Nullable Throwable failure) {
    if (failure != null) {
      problem.set(setting.problems().sentence(Failures.cause(failure)));
    }
  }
}
