package chat.parley.server.poll;

import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.model.RoomName;
import chat.parley.server.fact.Visibility;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what polls may see, when they come and each time they are about to read. */
final class Scopes {
  private static final String UNKNOWN = "There is no such room.";
  private static final String LEFT = "You are in this room no more.";

  private final Visibility visibility;
  private volatile @Nullable Scope newestPublic; // nearly all who wait for one room have the same
  private volatile @Nullable Look newestLook; // likewise

  Scopes(Visibility visibility) {
    this.visibility = visibility;
  }

  /**
   * What was seen at a time.
   *
   * @param revision what the facts were at, at least
   */
  record Look(Scope scope, long revision) {}

  /**
   * Looks at what whoever asks may see of what is asked for, which has to be all of it.
   *
   * @throws Refusal {@code room_unknown}
   */
  Look first(PollRequest request) {
    long revision = visibility.revision(); // first: what changes from here on is looked at again
    return look(of(request, ErrorCode.ROOM_UNKNOWN, UNKNOWN), revision);
  }

  /**
   * Looks at what a poll may see now; it ends where that is less than it was.
   *
   * @throws Refusal {@code room_left}, or why its caller is not let in any more
   */
  void look(OpenPoll poll) {
    poll.rechecked(); // first, likewise
    long revision = visibility.revision();
    if (poll.look().revision() != revision) {
      Scope now = of(poll.request(), ErrorCode.ROOM_LEFT, LEFT);
      if (!now.privateRooms().containsAll(poll.scope().privateRooms())) {
        throw new Refusal(ErrorCode.ROOM_LEFT, LEFT, "room");
      }
      poll.looked(look(now, revision));
    }
    Refusal noLonger = poll.request().noLonger().get();
    if (noLonger != null) {
      throw noLonger;
    }
  }

  @SuppressWarnings("ReferenceEquality") // it is mostly the same object
  private Look look(Scope scope, long revision) {
    Look before = newestLook;
    if (before != null && before.scope() == scope && before.revision() == revision) {
      return before;
    }
    Look look = new Look(scope, revision);
    newestLook = look;
    return look;
  }

  /** Whether nothing has changed since a poll's last look. */
  boolean isStillSo(OpenPoll poll) {
    return poll.look().revision() == visibility.revision();
  }

  private Scope of(PollRequest request, ErrorCode otherwise, String sentence) {
    String nameKey = request.owner().nameKey();
    return switch (request.rooms()) {
      case Rooms.All all -> scope(all, visibility.privateRooms(nameKey), request.wanted());
      case Rooms.Named named -> {
        Set<String> privateRooms = Set.of();
        for (String room : named.keys()) {
          if (!visibility.sees(nameKey, room)) {
            throw new Refusal(otherwise, sentence, "room");
          }
          if (RoomName.isPrivate(room)) {
            privateRooms = privateRooms.isEmpty() ? new HashSet<>() : privateRooms;
            privateRooms.add(room);
          }
        }
        yield scope(named, privateRooms, request.wanted());
      }
    };
  }

  private Scope scope(Rooms rooms, Set<String> privateRooms, Wanted wanted) {
    if (!privateRooms.isEmpty()) {
      return new Scope(rooms, privateRooms, wanted);
    }
    Scope before = newestPublic;
    if (before != null && before.rooms().equals(rooms) && before.wanted().equals(wanted)) {
      return before;
    }
    Scope scope = new Scope(rooms, privateRooms, wanted);
    newestPublic = scope;
    return scope;
  }
}
