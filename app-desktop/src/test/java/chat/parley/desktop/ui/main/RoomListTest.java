package chat.parley.desktop.ui.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import chat.parley.desktop.replica.RoomSummary;
import chat.parley.desktop.testing.Replay;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoomListTest {
  private final RoomList list = new RoomList(Locale.UK);

  private static RoomSummary room(String name, int unread, int waiting) {
    return new RoomSummary(name, null, null, unread, waiting, 0);
  }

  private static RoomSummary room(String name) {
    return room(name, 0, 0);
  }

  private List<String> shown() {
    return list.shown().stream().map(RoomSummary::room).toList();
  }

  @Test
  void roomsStandInTheOrderThatPeopleKnow() {
    list.set(List.of(room("zoo"), room("Attic"), room("école"), room("kitchen"), room("attic")));

    assertEquals(List.of("attic", "Attic", "école", "kitchen", "zoo"), shown());
  }

  @Test
  void namesThatTheLocaleTakesForEqualHaveAnOrderStill() {
    list.set(List.of(room("a-b"), room("a_b"), room("ab"), room("a.b")));
    List<String> once = shown();

    list.set(List.of(room("a.b"), room("ab"), room("a_b"), room("a-b")));

    assertEquals(once, shown());
  }

  @Test
  void aSearchLeavesTheRoomsWhoseNamesHaveItInThem() {
    list.set(List.of(room("kitchen"), room("Kitten"), room("attic")));

    list.searchProperty().set(" KIT ");
    assertEquals(List.of("kitchen", "Kitten"), shown());
    list.searchProperty().set("#kitch");
    assertEquals(List.of("kitchen"), shown());
    list.searchProperty().set("");

    assertEquals(3, shown().size());
    assertEquals(3, list.all().size());
  }

  @Test
  void onlyTheRoomsThatDifferAreTouched() {
    list.set(List.of(room("attic"), room("kitchen")));
    RoomSummary attic = list.shown().get(0);
    Replay<RoomSummary> replay = new Replay<>(list.shown());

    list.set(List.of(room("kitchen", 1, 0), room("attic")));

    assertEquals(1, replay.changes());
    assertEquals(1, list.shown().get(1).unread());
    assertSame(attic, list.shown().get(0));
    replay.expectSame();
  }

  @Test
  void whatIsUnreadAndWhatWaitsIsCountedOverAllRooms() {
    list.set(List.of(room("attic", 2, 1), room("kitchen", 3, 0), room("zoo", 0, 4)));
    list.searchProperty().set("attic");

    assertEquals(5, list.unread());
    assertEquals(5, list.waiting());
  }

  @Test
  void aRoomIsFoundByItsName() {
    list.set(List.of(room("attic", 2, 0)));

    assertEquals(Optional.of(2), list.find("attic").map(RoomSummary::unread));
    assertEquals(Optional.empty(), list.find("kitchen"));
  }

  @Test
  void theListIsWalkedInARound() {
    list.set(List.of(room("a"), room("b"), room("c")));

    assertEquals(Optional.of("c"), list.from("b", 1, false));
    assertEquals(Optional.of("a"), list.from("c", 1, false));
    assertEquals(Optional.of("c"), list.from("a", -1, false));
  }

  @Test
  void readRoomsCanBePassedOver() {
    list.set(List.of(room("a", 1, 0), room("b"), room("c"), room("d", 1, 0)));

    assertEquals(Optional.of("d"), list.from("b", 1, true));
    assertEquals(Optional.of("a"), list.from("b", -1, true));
    assertEquals(Optional.of("a"), list.from("d", 1, true));
  }

  @Test
  void thereIsNowhereToGoWhereAllIsReadOrNothingElseIs() {
    list.set(List.of(room("a", 1, 0), room("b")));
    assertEquals(Optional.empty(), list.from("a", 1, true));

    list.set(List.of(room("a")));
    assertEquals(Optional.empty(), list.from("a", 1, false));

    list.set(List.of());
    assertEquals(Optional.empty(), list.from("a", -1, false));
  }

  @Test
  void fromARoomThatIsNotListedOneComesToTheFirstOrTheLast() {
    list.set(List.of(room("a"), room("b"), room("c")));

    assertEquals(Optional.of("a"), list.from("new", 1, false));
    assertEquals(Optional.of("c"), list.from("new", -1, false));
  }
}
