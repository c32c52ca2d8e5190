package chat.parley.server.fault;

import chat.parley.server.fault.ChatClient.Param;
import chat.parley.server.fault.ChatClient.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Someone who reads along: polls from where the last wholly read reply left off, and asks again
 * from the same place when a reply did not come.
 *
 * <p>One thread; what was seen is read when it has ended.
 */
final class Follower {
  private static final Duration HELD = Duration.ofSeconds(5);
  private static final String ALL_ROOMS = "*";
  private static final int DEFAULT_LIMIT = 100;
  private static final int BACK_OFF_LEAST_MILLIS = 20;
  private static final int BACK_OFF_SPREAD_MILLIS = 180;
  private static final int MOST_WAIT_ASKED_FOR_MILLIS = 500;

  /** Now and then a follower is slow, so that more waits for it than fits into a reply. */
  private static final int DAWDLE_ONE_IN = 20;

  private static final int MOST_DAWDLE_MILLIS = 400;

  /** How a follower tells the server what it has read. */
  enum Mark {
    CURSOR("cursor"),
    LAST_MESSAGE_ID("last_message_id");

    private final String parameter;

    Mark(String parameter) {
      this.parameter = parameter;
    }
  }

  /** Where a follower takes its first mark from. */
  enum Start {
    HISTORY,
    FIRST_POLL
  }

  /** What a follower is to the private rooms that it follows. */
  enum Part {
    /** In them always, or following none. */
    STEADY,
    /** In them now and then. */
    VISITING,
    /** In them always, and told of comings and goings too. */
    CHRONICLER
  }

  /** Who follows what, and how. */
  record Plan(String name, List<String> rooms, int limit, Mark mark, Start start, Part part) {
    Plan(String name, List<String> rooms, int limit, Mark mark, Start start) {
      this(name, rooms, limit, mark, start, Part.STEADY);
    }

    boolean followsAllRooms() {
      return rooms.contains(ALL_ROOMS);
    }

    boolean follows(String room) {
      return followsAllRooms() || rooms.contains(room);
    }
  }

  private final Plan plan;
  private final ChatClient client;
  private final Ledger ledger;
  private final Random random;
  private final List<Reading> readings = new ArrayList<>();
  private final List<Span> refusals = new ArrayList<>();
  private Optional<String> mark = Optional.empty();

  Follower(Plan plan, ChatClient client, Ledger ledger, Random random) {
    this.plan = plan;
    this.client = client;
    this.ledger = ledger;
    this.random = random;
  }

  Plan plan() {
    return plan;
  }

  /** Every message of every reply that was wholly read, in the order it came. */
  List<Message> seen() {
    return readings.stream().flatMap(reading -> reading.messages().stream()).toList();
  }

  /** Every reply that was wholly read. */
  List<Reading> readings() {
    return readings;
  }

  /** When it was told that it is not in a room that it follows. */
  List<Span> refusals() {
    return refusals;
  }

  /** Follows until nothing more will be sent and a poll has waited in vain. */
  void run() throws IOException, InterruptedException {
    if (plan.start() == Start.HISTORY) {
      startFromHistory();
    }
    while (true) {
      boolean last = ledger.followersClosing();
      long asked = Span.now();
      Optional<JsonNode> reply = poll(asked);
      if (reply.isEmpty()) {
        Await.pauseMillis(BACK_OFF_LEAST_MILLIS + random.nextInt(BACK_OFF_SPREAD_MILLIS));
        continue;
      }
      boolean waitedInVain = take(reply.get(), Span.since(asked));
      if (last && waitedInVain) {
        return;
      }
      int toWait = reply.get().path("retry_after_ms").asInt(0);
      int dawdle = random.nextInt(DAWDLE_ONE_IN) == 0 ? random.nextInt(MOST_DAWDLE_MILLIS) : 0;
      Await.pauseMillis(Math.min(toWait, MOST_WAIT_ASKED_FOR_MILLIS) + dawdle);
    }
  }

  private void startFromHistory() throws IOException, InterruptedException {
    String room = plan.followsAllRooms() ? Load.OPENED_ROOM : plan.rooms().getFirst();
    List<Param> query = List.of(new Param("room", room), new Param("limit", "1"));
    JsonNode history = client.history(query).success();
    mark = nextMark(history, Message.listOf(history));
  }

  private Optional<JsonNode> poll(long asked) throws InterruptedException {
    ledger.polled();
    try {
      Reply reply = client.poll(query(), HELD);
      if (plan.part() == Part.VISITING && isTurnedAway(reply)) {
        refusals.add(Span.since(asked));
        return Optional.empty();
      }
      return reply.unavailable() ? Optional.empty() : Optional.of(reply.success());
    } catch (HttpConnectTimeoutException e) {
      ledger.pollCut();
      return Optional.empty();
    } catch (HttpTimeoutException e) {
      throw new IllegalStateException("a poll was never answered", e);
    } catch (IOException e) {
      ledger.pollCut();
      return Optional.empty();
    }
  }

  /** One who polls a room by its id was out when it asked; else it was let out meanwhile. */
  private boolean isTurnedAway(Reply reply) {
    return reply.isRefusal(410, "room_left") || (!plan.followsAllRooms() && reply.isRoomUnknown());
  }

  private List<Param> query() {
    List<Param> query = new ArrayList<>();
    query.add(new Param("client_id", "follower-" + plan.name()));
    plan.rooms().forEach(room -> query.add(new Param("room", room)));
    query.add(new Param("timeout", Long.toString(HELD.toSeconds())));
    if (plan.limit() != DEFAULT_LIMIT) {
      query.add(new Param("limit", Integer.toString(plan.limit())));
    }
    if (plan.part() == Part.CHRONICLER) {
      query.add(new Param("events", "member"));
    }
    mark.ifPresent(value -> query.add(new Param(plan.mark().parameter, value)));
    return query;
  }

  /** Records a reply and moves on; says whether the poll waited its time in vain. */
  private boolean take(JsonNode reply, Span span) {
    List<Message> messages = Message.listOf(reply);
    List<Change> changes = plan.part() == Part.CHRONICLER ? Change.listOf(reply) : List.of();
    if (reply.path("reset").asBoolean(false)) {
      throw new IllegalStateException("reset, though the log was never rolled back, at " + mark);
    }
    if (messages.size() > plan.limit()) {
      throw new IllegalStateException(messages.size() + " messages, asked for " + plan.limit());
    }
    boolean timeout = reply.required("timeout").booleanValue();
    if (timeout && !messages.isEmpty()) {
      throw new IllegalStateException("a timeout with messages: " + reply);
    }
    readings.add(new Reading(span, messages, changes));
    mark = nextMark(reply, messages);
    return timeout && !reply.has("retry_after_ms");
  }

  private Optional<String> nextMark(JsonNode reply, List<Message> messages) {
    String cursor = Message.text(reply, "cursor");
    return switch (plan.mark()) {
      case CURSOR -> Optional.of(cursor);
      case LAST_MESSAGE_ID -> messages.isEmpty() ? mark : Optional.of(messages.getLast().id());
    };
  }
}
