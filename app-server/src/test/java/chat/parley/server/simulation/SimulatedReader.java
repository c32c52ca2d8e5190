package chat.parley.server.simulation;

import chat.parley.model.ErrorCode;
import chat.parley.model.Json;
import chat.parley.model.Message;
import chat.parley.model.Refusal;
import chat.parley.model.RoomName;
import chat.parley.server.poll.HeldPoll;
import chat.parley.server.poll.Rooms;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Follows rooms by long polling, in one of the three ways the protocol has. */
final class SimulatedReader {
  /** How a reader says what it has read. */
  enum Way {
    /** By the cursor of the last reply: exact over everything. */
    CURSOR,
    /** By the id of the last message. */
    LAST_MESSAGE_ID,
    /** Not at all: the server keeps its place. A lost reply is lost, a crash may repeat. */
    PLACE
  }

  private final @Nullable String name;
  private final String clientId;
  private final World world;
  private final RandomGenerator random;
  private final Rooms rooms;
  private final Way way;
  private final List<Message> seen = new ArrayList<>();
  private final List<String> leaked = new ArrayList<>();
  private @Nullable String cursor;
  private @Nullable String lastMessageId;
  private @Nullable HeldPoll poll;

  SimulatedReader(String clientId, World world, RandomGenerator random, Rooms rooms, Way way) {
    this(null, clientId, world, random, rooms, way);
  }

  /**
   * @param name the name it owns, null for none
   */
  SimulatedReader(
      @Nullable String name,
      String clientId,
      World world,
      RandomGenerator random,
      Rooms rooms,
      Way way) {
    this.name = name;
    this.clientId = clientId;
    this.world = world;
    this.random = random;
    this.rooms = rooms;
    this.way = way;
  }

  /** Polls if no poll is open; now and then it gives up the open one and polls anew. */
  void act() {
    boolean givesUp = poll != null && random.nextInt(12) == 0;
    if (givesUp && way != Way.PLACE) {
      listen(false);
      poll = null;
    }
    if (poll == null) {
      int limit = random.nextBoolean() ? 100 : 1 + random.nextInt(3);
      HeldPoll open;
      try {
        open = poll(limit);
      } catch (Refusal refusal) {
        if (refusal.code() != ErrorCode.ROOM_UNKNOWN) {
          throw refusal;
        }
        return; // it is not in that room now: again later
      }
      poll = open;
      var _ = open.reply().thenAccept(this::lookAtOnce);
    }
  }

  private HeldPoll poll(int limit) {
    return world.poll(
        name,
        clientId,
        rooms,
        way == Way.CURSOR ? cursor : null,
        way == Way.LAST_MESSAGE_ID ? lastMessageId : null,
        limit);
  }

  /** The moment a reply is made: what it has of a private room is for who is in it then. */
  private void lookAtOnce(byte[] body) {
    for (JsonNode message : Json.tree(body).get("messages")) {
      String room = message.get("room").textValue();
      if (RoomName.isPrivate(room) && (name == null || !world.isMember(name, room))) {
        leaked.add(message.get("text").textValue());
      }
    }
  }

  /** Takes the answer if there is one and it is not lost on its way. */
  void listen(boolean answersArrive) {
    HeldPoll open = poll;
    if (open == null || !open.reply().isDone()) {
      return;
    }
    poll = null;
    boolean arrives = answersArrive || way == Way.PLACE;
    byte[] body;
    try {
      body = open.reply().join();
    } catch (java.util.concurrent.CompletionException e) {
      if (e.getCause() instanceof Refusal) {
        return; // superseded by itself, as it had given up this poll; or it was let out of the room
      }
      throw e;
    }
    if (arrives) {
      take(Json.tree(body));
    }
  }

  private void take(JsonNode reply) {
    if (reply.has("reset")) {
      throw new AssertionError(
          clientId + " was told to start over, and the log was never rolled back");
    }
    cursor = reply.get("cursor").textValue();
    for (JsonNode message : reply.get("messages")) {
      seen.add(
          new Message(
              UUID.fromString(message.get("id").textValue()),
              message.get("sender").textValue(),
              message.get("text").textValue(),
              new chat.parley.model.Timestamp(
                  new BigDecimal(message.get("timestamp").asText())
                      .movePointRight(3)
                      .longValueExact()),
              message.get("room").textValue(),
              message.path("guest").asBoolean(),
              message.path("deleted").asBoolean()));
      lastMessageId = message.get("id").textValue();
    }
  }

  void cutOff() {
    poll = null;
  }

  boolean follows(String room) {
    return rooms.include(room);
  }

  Way way() {
    return way;
  }

  List<Message> seen() {
    return seen;
  }

  /** What it was told of rooms that it was not in. */
  List<String> leaked() {
    return leaked;
  }

  boolean isWaiting() {
    HeldPoll open = poll;
    return open != null && !open.reply().isDone();
  }

  @Override
  public String toString() {
    return clientId + " (" + way + ", " + rooms + ")";
  }
}
