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
  private static final int BACK_OFF_LEAST_MILLIS = 10;
  private static final int BACK_OFF_SPREAD_MILLIS = 90;
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

  /** Who follows what, and how. */
  record Plan(String name, List<String> rooms, int limit, Mark mark, Start start) {
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
  private final List<Message> seen = new ArrayList<>();
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
    return seen;
  }

  /** Follows until nothing more will be sent and a poll has waited in vain. */
  void run() throws IOException, InterruptedException {
    if (plan.start() == Start.HISTORY) {
      startFromHistory();
    }
    while (true) {
      boolean last = ledger.followersClosing();
      Optional<JsonNode> reply = poll();
      if (reply.isEmpty()) {
        Await.pauseMillis(BACK_OFF_LEAST_MILLIS + random.nextInt(BACK_OFF_SPREAD_MILLIS));
        continue;
      }
      boolean waitedInVain = take(reply.get());
      if (last && waitedInVain) {
        return;
      }
      int asked = reply.get().path("retry_after_ms").asInt(0);
      int dawdle = random.nextInt(DAWDLE_ONE_IN) == 0 ? random.nextInt(MOST_DAWDLE_MILLIS) : 0;
      Await.pauseMillis(Math.min(asked, MOST_WAIT_ASKED_FOR_MILLIS) + dawdle);
    }
  }

  private void startFromHistory() throws IOException, InterruptedException {
    String room = plan.followsAllRooms() ? Load.OPENED_ROOM : plan.rooms().getFirst();
    List<Param> query = List.of(new Param("room", room), new Param("limit", "1"));
    JsonNode history = client.history(query).success();
    mark = nextMark(history, Message.listOf(history));
  }

  private Optional<JsonNode> poll() throws InterruptedException {
    ledger.polled();
    try {
      Reply reply = client.poll(query(), HELD);
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

  private List<Param> query() {
    List<Param> query = new ArrayList<>();
    query.add(new Param("client_id", "follower-" + plan.name()));
    plan.rooms().forEach(room -> query.add(new Param("room", room)));
    query.add(new Param("timeout", Long.toString(HELD.toSeconds())));
    if (plan.limit() != DEFAULT_LIMIT) {
      query.add(new Param("limit", Integer.toString(plan.limit())));
    }
    mark.ifPresent(value -> query.add(new Param(plan.mark().parameter, value)));
    return query;
  }

  /** Records a reply and moves on; says whether the poll waited its time in vain. */
  private boolean take(JsonNode reply) {
    List<Message> messages = Message.listOf(reply);
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
    seen.addAll(messages);
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
