package chat.parley.server.poll;

import chat.parley.model.RoomName;
import chat.parley.server.projection.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a poll may see at one moment of what it asks for. Two with equal scopes get equal replies.
 *
 * @param rooms the rooms it asks for
 * @param privateRooms those of them that are private, all of which it may see
 */
record Scope(Rooms rooms, Set<String> privateRooms, Wanted wanted) {
  Scope {
    privateRooms = Set.copyOf(privateRooms);
  }

  /** Whether it includes a room. */
  boolean includes(String room) {
    return RoomName.isPrivate(room) ? privateRooms.contains(room) : rooms.include(room);
  }

  boolean includes(Entry entry) {
    return includes(entry.room())
        && (entry.event() == null || wanted.includes(entry.event().body()));
  }

  /** What it waits for: news of private rooms reaches only who waits for just those. */
  List<String> keys() {
    if (rooms instanceof Rooms.Named || privateRooms.isEmpty()) {
      return rooms.keys();
    }
    List<String> keys = new ArrayList<>(rooms.keys());
    keys.addAll(privateRooms);
    return keys;
  }
}
