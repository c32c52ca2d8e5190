package chat.parley.server.fault;

import chat.parley.server.fault.ChatClient.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Has somebody go out of a private room and come back, over and over, by a plan from a seed. What
 * is not acknowledged is asked for again, or given up: then it is looked up after the next start
 * whether it happened, and so it must stay.
 *
 * <p>One thread, and nobody else changes who this one is to the room; the turns are read when it
 * has ended.
 */
final class Visitor {
  private static final int MOST_STAY_MILLIS = 60;
  private static final int GIVE_UP_ONE_IN = 3;

  /** How somebody comes or goes, and what they are to the room then. */
  private enum Way {
    ADDED_BY_OWNER(Change.MEMBER),
    ADDED_BY_MODERATOR(Change.MEMBER),
    LEAVES(Change.NONE),
    REMOVED(Change.NONE),
    BANNED(Change.BANNED);

    private static final List<Way> IN = List.of(ADDED_BY_OWNER, ADDED_BY_MODERATOR);
    private static final List<Way> OUT = List.of(LEAVES, REMOVED, BANNED);
    private final String role;

    Way(String role) {
      this.role = role;
    }
  }

  /** What came of one request. */
  private enum Outcome {
    DONE,
    REFUSED,
    UNKNOWN
  }

  private final Visit visit;
  private final ChatClient owner;
  private final ChatClient moderator;
  private final ChatClient self;
  private final Look look;
  private final Ledger ledger;
  private final Random random;
  private final List<Turn> turns = new ArrayList<>();

  Visitor(Visit visit, ClosedRooms rooms, ChatClient client, Ledger ledger, Random random) {
    this.visit = visit;
    this.owner = rooms.as(ClosedRooms.OWNER, client);
    this.moderator = rooms.as(ClosedRooms.MODERATOR, client);
    this.self = rooms.as(visit.name(), client);
    this.look = new Look(visit.name(), self, ledger, random);
    this.ledger = ledger;
    this.random = random;
  }

  Visit visit() {
    return visit;
  }

  /** What was settled, in its order; at first it is in. */
  List<Turn> turns() {
    return turns;
  }

  /** Ends with this one in the room. */
  void run() throws InterruptedException {
    boolean in = true;
    while (!in || !ledger.visitorsClosing()) {
      int life = ledger.life();
      requireSo(in);
      Await.pauseMillis(random.nextInt(MOST_STAY_MILLIS));
      if (ledger.life() == life && turn(chosen(in ? Way.OUT : Way.IN))) {
        in = !in;
      } // else the server is another one now, and first it is asked about what was so before
    }
    requireSo(in);
  }

  private void requireSo(boolean in) throws InterruptedException {
    if (in) {
      look.in(visit.room());
    } else {
      look.out(visit.room());
    }
  }

  private Way chosen(List<Way> ways) {
    return ways.get(random.nextInt(ways.size()));
  }

  /** Asks for it until it is settled; says whether it is so. */
  private boolean turn(Way way) throws InterruptedException {
    long asked = Span.now();
    int firstLife = ledger.life();
    boolean mayBeSo = false;
    while (true) {
      int life = ledger.life();
      switch (attempt(way, mayBeSo)) {
        case DONE -> {
          return settled(way, asked, firstLife);
        }
        case REFUSED -> {} // surely not so
        case UNKNOWN -> {
          mayBeSo = true;
          // Only where the server that was asked is gone: else it might still be doing it.
          boolean isGone = life % 2 == 1 && ledger.life() != life;
          if (isGone && random.nextInt(GIVE_UP_ONE_IN) == 0) {
            boolean isSo = role().equals(way.role);
            ledger.gaveUp(isSo);
            return isSo && settled(way, asked, firstLife);
          }
        }
      }
      look.backOff();
    }
  }

  private boolean settled(Way way, long asked, int firstLife) {
    turns.add(new Turn(new Change(visit, way.role, by(way)), Span.since(asked)));
    ledger.turned(firstLife);
    return true;
  }

  private Outcome attempt(Way way, boolean mayBeSo) throws InterruptedException {
    ledger.turnStarted();
    try {
      Reply reply = request(way);
      if (reply.unavailable()) {
        return reply.isRefusal(503, "draining") ? Outcome.REFUSED : Outcome.UNKNOWN;
      }
      if (!(mayBeSo && tellsThatItIsSo(way, reply))) {
        var _ = reply.success();
      }
      return Outcome.DONE;
    } catch (IOException e) {
      ledger.retried(e.toString());
      return Outcome.UNKNOWN;
    } finally {
      ledger.turnEnded();
    }
  }

  private Reply request(Way way) throws IOException, InterruptedException {
    String room = visit.room();
    return switch (way) {
      case ADDED_BY_OWNER, BANNED -> owner.setMember(room, visit.name(), way.role);
      case ADDED_BY_MODERATOR -> moderator.setMember(room, visit.name(), way.role);
      case LEAVES -> self.leave(room);
      case REMOVED -> owner.removeMember(room, visit.name());
    };
  }

  /** What an earlier request did, whose answer did not come, cannot be done again. */
  private static boolean tellsThatItIsSo(Way way, Reply reply) {
    return switch (way) {
      case ADDED_BY_OWNER, ADDED_BY_MODERATOR, BANNED -> false; // this is simply acknowledged again
      case LEAVES -> reply.isRoomUnknown();
      case REMOVED -> reply.isRefusal(404, "not_found");
    };
  }

  private String by(Way way) {
    return switch (way) {
      case ADDED_BY_OWNER, REMOVED, BANNED -> ClosedRooms.OWNER;
      case ADDED_BY_MODERATOR -> ClosedRooms.MODERATOR;
      case LEAVES -> visit.name();
    };
  }

  /** What this one is to the room, as its owner is told. */
  private String role() throws InterruptedException {
    JsonNode members = look.answer(() -> owner.members(visit.room())).success();
    for (JsonNode member : members.required("members")) {
      if (Message.text(member, "name").equals(visit.name())) {
        return Message.text(member, "role");
      }
    }
    return Change.NONE;
  }
}
