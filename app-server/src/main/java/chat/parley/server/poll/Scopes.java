package chat.parley.server.poll;

import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.model.RoomName;
import chat.parley.server.fact.Visibility;
import java.util.stream.Collectors;

/** Finds out what polls may see, when they come and each time they are about to read. */
final class Scopes {
  private static final String UNKNOWN = "There is no such room.";
  private static final String LEFT = "You are in this room no more.";

  private final Visibility visibility;

  Scopes(Visibility visibility) {
    this.visibility = visibility;
  }

  /**
   * Requires that whoever asks may see what is asked for.
   *
   * @throws Refusal {@code room_unknown}
   */
  void require(PollRequest request) {
    var _ = of(request, ErrorCode.ROOM_UNKNOWN, UNKNOWN);
  }

  /**
   * Looks at what a poll may see now; it ends where that is less than it was.
   *
   * @throws Refusal {@code room_left}, or why its caller is not let in any more
   */
  void look(OpenPoll poll) {
    poll.rechecked(); // first: what changes from here on is looked at again
    Scope now = of(poll.request(), ErrorCode.ROOM_LEFT, LEFT);
    if (!now.privateRooms().containsAll(poll.scope().privateRooms())) {
      throw new Refusal(ErrorCode.ROOM_LEFT, LEFT, "room");
    }
    Refusal noLonger = poll.request().noLonger().get();
    if (noLonger != null) {
      throw noLonger;
    }
    poll.scope(now);
  }

  private Scope of(PollRequest request, ErrorCode otherwise, String sentence) {
    String nameKey = request.owner().nameKey();
    return switch (request.rooms()) {
      case Rooms.All all -> new Scope(all, visibility.privateRooms(nameKey), request.wanted());
      case Rooms.Named named -> {
        for (String room : named.keys()) {
          if (!visibility.sees(nameKey, room)) {
            throw new Refusal(otherwise, sentence, "room");
          }
        }
        yield new Scope(
            named,
            named.keys().stream().filter(RoomName::isPrivate).collect(Collectors.toSet()),
            request.wanted());
      }
    };
  }
}
