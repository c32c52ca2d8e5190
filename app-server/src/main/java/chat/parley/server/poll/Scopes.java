package chat.parley.server.poll;

import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.model.RoomName;
import chat.parley.server.fact.Visibility;
import java.util.HashSet;
import java.util.Set;

/** Finds out what polls may see, when they come and each time they are about to read. */
final class Scopes {
  private static final String UNKNOWN = "There is no such room.";
  private static final String LEFT = "You are in this room no more.";

  private final Visibility visibility;
  private final Recent<Look> looks = new Recent<>();

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
    return same(new Look(of(request, ErrorCode.ROOM_UNKNOWN, UNKNOWN), revision));
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
      poll.looked(same(new Look(now, revision)));
    }
    Refusal noLonger = poll.request().noLonger().get();
    if (noLonger != null) {
      throw noLonger;
    }
  }

  /** All who wait for the same rooms mostly have the same object. */
  private Look same(Look look) {
    return look.scope().privateRooms().isEmpty() ? looks.same(look) : look;
  }

  /** Whether nothing has changed since a poll's last look. */
  boolean isStillSo(OpenPoll poll) {
    return poll.look().revision() == visibility.revision();
  }

  private Scope of(PollRequest request, ErrorCode otherwise, String sentence) {
    String nameKey = request.owner().nameKey();
    return switch (request.rooms()) {
      case Rooms.All all -> new Scope(all, visibility.privateRooms(nameKey), request.wanted());
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
        yield new Scope(named, privateRooms, request.wanted());
      }
    };
  }
}
