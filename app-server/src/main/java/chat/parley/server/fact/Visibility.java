package chat.parley.server.fact;

import chat.parley.model.RoomName;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which rooms somebody may read: every public one, and the private ones that they are a member of.
 * Facts are taken from the log before what they guard can be read, so what is seen by them is never
 * more than there was.
 */
public final class Visibility {
  private final FactMemory facts;

  public Visibility(FactMemory facts) {
    this.facts = facts;
  }

  /** As long as it is the same, what was seen may still be seen ({@link FactMemory#revision}). */
  public long revision() {
    return facts.revision();
  }

  /**
   * Whether somebody may read a room, which need not exist.
   *
   * @param nameKey the key of the name they own, null for none
   */
  public boolean sees(@Nullable String nameKey, String room) {
    return !RoomName.isPrivate(room) || (nameKey != null && facts.role(room, nameKey).isMember());
  }

  /** The private rooms that somebody is a member of. */
  public Set<String> privateRooms(@Nullable String nameKey) {
    return nameKey == null
        ? Set.of()
        : facts.roomsOf(nameKey).stream()
            .filter(room -> RoomName.isPrivate(room) && sees(nameKey, room)) // the role decides
            .collect(Collectors.toCollection(TreeSet::new));
  }
}
