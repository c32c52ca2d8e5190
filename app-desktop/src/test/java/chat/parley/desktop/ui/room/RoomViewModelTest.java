package chat.parley.desktop.ui.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.replica.RoomSummary;
import chat.parley.desktop.testing.Club;
import chat.parley.desktop.testing.HandWindow;
import chat.parley.desktop.testing.Membership;
import chat.parley.desktop.testing.TestTexts;
import chat.parley.desktop.ui.Problems;
import chat.parley.desktop.ui.Update;
import chat.parley.desktop.ui.room.NewRoomViewModel.Kind;
import chat.parley.model.RoomRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A room beside its messages, as alice sees it, in a club that bob is in, too. */
class RoomViewModelTest {
  private static final Problems PROBLEMS = new Problems(TestTexts.british());

  @TempDir private Path folder;
  private final HandWindow window = new HandWindow();
  private final Club club = new Club("invite").person("bob", "x");
  private final List<String> opened = new ArrayList<>();
  private final List<String> guests = new ArrayList<>();
  private List<RoomSummary> rooms = List.of();
  private Membership alice;
  private RoomViewModel model;
  private NewRoomViewModel fresh;
  private String room = "";

  @BeforeEach
  void open() {
    alice = new Membership(folder, "alice", club, window, this::update);
    model =
        new RoomViewModel(
            alice.session().rooms(),
            new RoomViewModel.Setting(
                window, PROBLEMS, "alice"::equals, () -> guests, opened::add));
    fresh = new NewRoomViewModel(alice.session().rooms(), window, PROBLEMS, this::made);
    alice.session().start();
  }

  private void made(String made) {
    room = made;
    opened.add(made);
    show(); // its place in the list may have come before
  }

  private void show() {
    rooms.stream().filter(one -> one.room().equals(room)).findFirst().ifPresent(model::show);
  }

  /** As the main window does it. */
  private void update(Update update) {
    if (update.rooms() != null) {
      rooms = update.rooms();
    }
    show();
    if (update.members().contains(room)) {
      model.membersChanged();
    }
  }

  @AfterEach
  void close() {
    alice.close();
    club.close();
  }

  private void makePrivate(String title) {
    fresh.kindProperty().set(Kind.PRIVATE);
    fresh.nameProperty().set(title);
    fresh.topicProperty().set("Tea");
    fresh.make();
    window.until("it is made", () -> !room.isEmpty());
    window.until("it is shown", () -> model.roomProperty().get().room().equals(room));
    model.watch(true);
    window.until("alice is listed", () -> people().equals(List.of("alice OWNER")));
  }

  private List<String> people() {
    return model.people().stream()
        .map(person -> person.name() + " " + (person.guest() ? "GUEST" : person.role()))
        .toList();
  }

  private Person person(String name) {
    return model.people().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void whoMakesARoomOwnsIt() {
    makePrivate("Surprise");

    assertEquals("Surprise", model.roomProperty().get().shownName());
    assertTrue(model.owns() && model.moderates() && model.canAdd() && model.canChange());
    assertTrue(person("alice").me());
    assertEquals("", fresh.nameProperty().get(), "what was typed is gone");
  }

  @Test
  void peopleAreBroughtInBecomeSomethingElseAndGo() {
    makePrivate("Surprise");

    var _ = model.add(" bob ");
    window.until("bob is in", () -> people().equals(List.of("alice OWNER", "bob MEMBER")));
    model.setRole(person("bob"), RoomRole.MODERATOR);
    window.until("bob moderates", () -> people().contains("bob MODERATOR"));
    model.remove(person("bob"));
    window.until("bob is out", () -> people().equals(List.of("alice OWNER")));
  }

  @Test
  void whatDoesNotHappenIsSaid() {
    makePrivate("Surprise");

    var _ = model.add("nobody");
    window.until("it is said", () -> model.problemProperty().get().equals("The server says no."));
    var _ = model.add("a/b");
    assertTrue(model.problemProperty().get().startsWith("A name must not have"));
    var _ = model.add("bob");
    window.until("bob is in", () -> people().contains("bob MEMBER"));
    assertEquals("", model.problemProperty().get());
  }

  @Test
  void whoIsAGuestIsListedLast() {
    guests.add("Gast");
    makePrivateAmongGuests();

    assertEquals(List.of("alice OWNER", "Gast GUEST"), people());
  }

  private void makePrivateAmongGuests() {
    room = club.room("Surprise", "", "alice");
    club.role(room, "alice", "owner");
    window.until("it is shown", () -> model.roomProperty().get().room().equals(room));
    model.watch(true);
    window.until("people are listed", () -> people().size() == 2);
  }

  @Test
  void aMemberKeepsNoOrder() {
    room = club.room("Surprise", "", "bob");
    club.role(room, "alice", "member");
    window.until("it is shown", () -> model.roomProperty().get().about().role() == RoomRole.MEMBER);

    assertFalse(model.owns() || model.moderates() || model.canAdd() || model.canChange());
    club.role(room, "alice", "moderator");
    window.until("alice moderates", () -> model.moderates());
    assertFalse(model.owns());
  }

  @Test
  void aRoomIsCalledOtherwise() {
    makePrivate("Surprise");

    var _ = model.change("Party", "Cake", null);

    window.until("it is", () -> model.roomProperty().get().shownName().equals("Party"));
    assertEquals("Cake", model.roomProperty().get().about().topic());
  }

  @Test
  void oneWritesToSomeoneAlone() {
    makePrivate("Surprise");
    var _ = model.add("bob");
    window.until("bob is in", () -> people().contains("bob MEMBER"));

    model.talkTo(person("bob"));

    window.until("it is open", () -> opened.size() == 2);
    window.until(
        "it is called by the other",
        () -> rooms.stream().anyMatch(one -> one.isDirect() && one.shownName().equals("bob")));
  }

  @Test
  void whatCannotBeARoomIsSaid() {
    fresh.make();
    assertEquals("Please write a name for the room.", fresh.problemProperty().get());
    fresh.kindProperty().set(Kind.DIRECT);
    fresh.make();
    assertEquals("Please write the name of the other one.", fresh.problemProperty().get());
    fresh.kindProperty().set(Kind.PUBLIC);
    fresh.nameProperty().set("a room");
    assertEquals("", fresh.problemProperty().get());
    fresh.make();
    assertTrue(fresh.problemProperty().get().startsWith("A room's name has letters"));
    fresh.kindProperty().set(Kind.JOIN);
    fresh.passphraseProperty().set("guessed");
    fresh.make();
    window.until(
        "it is said", () -> fresh.problemProperty().get().startsWith("There is no such room"));
    assertEquals(List.of(), opened);
  }

  @Test
  void aPublicRoomIsMadeByItsNameHoweverItIsWritten() {
    fresh.nameProperty().set("#attic");
    fresh.make();

    window.until("it is open", () -> opened.equals(List.of("attic")));
  }
}
