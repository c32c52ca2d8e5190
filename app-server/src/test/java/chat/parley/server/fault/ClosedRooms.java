package chat.parley.server.fault;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The private rooms of the run. Alice owns them and Bob moderates them, always; others come and go;
 * Oscar has a name and is never let in.
 *
 * @param ids by which the server knows the rooms
 * @param tokens by name
 */
record ClosedRooms(List<String> ids, Map<String, String> tokens) {
  static final String OWNER = "alice";
  static final String MODERATOR = "bob";
  static final String OUTSIDER = "oscar";
  static final String EVERYWHERE = "ivan";
  static final String FIRST_ONLY = "judy";
  static final String SECOND_ONLY = "kim";
  static final List<String> VISITORS = List.of(EVERYWHERE, FIRST_ONLY, SECOND_ONLY);
  private static final List<String> TITLES = List.of("The larder", "The safe");

  /** Makes them, before anyone reads or writes; whoever comes and goes is in at first. */
  static ClosedRooms make(ChatClient client) throws IOException, InterruptedException {
    Map<String, String> tokens = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(List.of(OWNER, MODERATOR, OUTSIDER));
    names.addAll(VISITORS);
    for (String name : names) {
      tokens.put(name, Message.text(client.join(name).success(), "token"));
    }
    List<String> ids = new ArrayList<>();
    ClosedRooms rooms = new ClosedRooms(ids, tokens);
    ChatClient owner = rooms.as(OWNER, client);
    for (String title : TITLES) {
      ids.add(Message.text(owner.makePrivateRoom(title).success().required("room"), "room"));
    }
    for (String room : ids) {
      owner.setMember(room, MODERATOR, "moderator").success();
    }
    for (Visit visit : rooms.visits()) {
      owner.setMember(visit.room(), visit.name(), Change.MEMBER).success();
    }
    return rooms;
  }

  static boolean isOne(String room) {
    return room.startsWith("~");
  }

  ChatClient as(String name, ChatClient client) {
    return client.as(Objects.requireNonNull(tokens.get(name)));
  }

  /** Who comes into which room and goes out of it. */
  List<Visit> visits() {
    return VISITORS.stream()
        .flatMap(name -> visitedBy(name).stream().map(room -> new Visit(room, name)))
        .toList();
  }

  /** Where somebody is, at any time or now and then. */
  List<String> writtenInBy(String name) {
    boolean isSteady = name.equals(OWNER) || name.equals(MODERATOR);
    return isSteady ? ids : visitedBy(name);
  }

  List<String> visitedBy(String name) {
    return switch (name) {
      case EVERYWHERE -> ids;
      case FIRST_ONLY -> List.of(ids.getFirst());
      case SECOND_ONLY -> List.of(ids.getLast());
      default -> List.of();
    };
  }
}
