package chat.parley.server.fault;

import chat.parley.server.fault.Comings.Reader;
import chat.parley.server.fault.Follower.Mark;
import chat.parley.server.fault.Follower.Part;
import chat.parley.server.fault.Follower.Plan;
import chat.parley.server.fault.Follower.Start;
import chat.parley.server.fault.Verdict.Witness;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Those of the run's people who have to do with private rooms: who read there always, who come and
 * go, and who look for them from outside.
 */
final class Comers {
  private static final int LOOK_AGAIN_MILLIS = 60;

  /** Someone who looks from outside, without a name. */
  private static final String GUEST = "guest";

  /** The one who sees everything. */
  private static final String OWNER_ALL = "owner-all";

  private final ChatClient client;
  private final ClosedRooms closed;
  private final Ledger ledger;
  private final Random random;
  private final List<Follower> steady = new ArrayList<>();
  private final Follower chronicler;
  private final Map<Follower, String> visiting = new LinkedHashMap<>();
  private final List<Visitor> visitors = new ArrayList<>();

  Comers(ChatClient client, ClosedRooms closed, Ledger ledger, Random random) {
    this.client = client;
    this.closed = closed;
    this.ledger = ledger;
    this.random = random;
    steady.add(follower(ClosedRooms.OWNER, all(OWNER_ALL, Part.STEADY)));
    steady.add(follower(ClosedRooms.OUTSIDER, all("outsider-all", Part.STEADY)));
    Plan moderator = named("moderator", closed.ids(), 50, Part.STEADY);
    steady.add(follower(ClosedRooms.MODERATOR, moderator));
    // One thing in a reply, so that the order of messages and turns is told too.
    Plan everyTurn = named("chronicler", closed.ids(), 1, Part.CHRONICLER);
    chronicler = follower(ClosedRooms.OWNER, everyTurn);
    steady.add(chronicler);
    ClosedRooms.VISITORS.forEach(this::followWhileVisiting);
    for (Visit visit : closed.visits()) {
      visitors.add(new Visitor(visit, closed, client, ledger, new Random(random.nextLong())));
    }
  }

  private void followWhileVisiting(String name) {
    visiting.put(follower(name, all(name + "-all", Part.VISITING)), name);
    List<String> first = List.of(closed.visitedBy(name).getFirst());
    visiting.put(follower(name, named(name + "-named", first, 5, Part.VISITING)), name);
  }

  private static Plan all(String name, Part part) {
    return new Plan(name, List.of("*"), 100, Mark.CURSOR, Start.HISTORY, part);
  }

  private static Plan named(String name, List<String> rooms, int limit, Part part) {
    return new Plan(name, rooms, limit, Mark.CURSOR, Start.HISTORY, part);
  }

  private Follower follower(String name, Plan plan) {
    return new Follower(plan, closed.as(name, client), ledger, new Random(random.nextLong()));
  }

  List<Follower> followers() {
    List<Follower> followers = new ArrayList<>(steady);
    followers.addAll(visiting.keySet());
    return followers;
  }

  List<Visitor> visitors() {
    return visitors;
  }

  /** Each looks for the private rooms until the visitors end. */
  Map<String, Load.Work> outsiders() {
    Map<String, Load.Work> outsiders = new LinkedHashMap<>();
    Random named = new Random(random.nextLong());
    Random unnamed = new Random(random.nextLong());
    ChatClient outsider = closed.as(ClosedRooms.OUTSIDER, client);
    outsiders.put(
        ClosedRooms.OUTSIDER, () -> lookFromOutside(ClosedRooms.OUTSIDER, outsider, named));
    outsiders.put(GUEST, () -> lookFromOutside(GUEST, client, unnamed));
    return outsiders;
  }

  private void lookFromOutside(String name, ChatClient its, Random own)
      throws InterruptedException {
    Look look = new Look(name, its, ledger, own);
    while (!ledger.visitorsClosing()) {
      look.out(closed.ids().get(own.nextInt(closed.ids().size())));
      Await.pauseMillis(own.nextInt(LOOK_AGAIN_MILLIS));
    }
  }

  /** Who comes and goes saw the whole of public rooms, and of a private one that it names. */
  List<Witness> witnesses() {
    List<Witness> witnesses = new ArrayList<>();
    for (Follower follower : followers()) {
      Plan plan = follower.plan();
      List<Message> seen = new ArrayList<>(follower.seen());
      if (plan.followsAllRooms() && plan.part() == Part.VISITING) {
        seen.removeIf(message -> ClosedRooms.isOne(message.room()));
      }
      witnesses.add(new Witness(plan.name(), followed(plan), seen));
    }
    return witnesses;
  }

  private Set<String> followed(Plan plan) {
    Set<String> rooms = new HashSet<>(plan.followsAllRooms() ? Load.ROOMS : plan.rooms());
    if (plan.name().equals(OWNER_ALL)) {
      rooms.addAll(closed.ids());
    }
    return rooms;
  }

  /** What is known when all have ended. */
  Comings comings(List<Refusal> ofSends) {
    Map<Visit, List<Turn>> turns = new LinkedHashMap<>();
    visitors.forEach(visitor -> turns.put(visitor.visit(), visitor.turns()));
    List<Reader> readers = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>(ofSends);
    visiting.forEach((follower, name) -> {
      Plan plan = follower.plan();
      List<String> rooms = plan.followsAllRooms() ? List.of() : plan.rooms();
      readers.add(new Reader(plan.name(), name, rooms, follower.readings()));
      for (Span span : follower.refusals()) {
        refusals.add(new Refusal(name, rooms.stream().findFirst(), span));
      }
    });
    List<Entry> story =
        chronicler.readings().stream().flatMap(reading -> reading.entry().stream()).toList();
    return new Comings(story, turns, readers, refusals);
  }
}
