package chat.parley.server.fault;

import chat.parley.server.fault.ChatClient.Param;
import chat.parley.server.fault.ChatClient.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Looks for a private room in the ways there are: it is there for who is in it, and for others it
 * is not. One thread.
 */
final class Look {
  private static final Duration HELD = Duration.ofSeconds(5);
  private static final int BACK_OFF_LEAST_MILLIS = 20;
  private static final int BACK_OFF_SPREAD_MILLIS = 180;

  /** One request, which changes nothing, or nothing that counts. */
  interface Question {
    Reply ask() throws IOException, InterruptedException;
  }

  private final String name;
  private final ChatClient client;
  private final Ledger ledger;
  private final Random random;

  Look(String name, ChatClient client, Ledger ledger, Random random) {
    this.name = name;
    this.client = client;
    this.ledger = ledger;
    this.random = random;
  }

  /** Requires that the room is there. */
  void in(String room) throws InterruptedException {
    requireShown("the room", room, () -> client.room(room));
    requireShown("its members", room, () -> client.members(room));
    requireShown("its history", room, () -> client.history(of(room)));
    requireListed(true, room);
    ledger.looked();
  }

  /** Requires that the room is not there: not to see, not to read, not to write in. */
  void out(String room) throws InterruptedException {
    Draft draft = new Draft(UUID.randomUUID().toString(), name, room, "from outside, by " + name);
    List<Param> poll =
        List.of(
            new Param("room", room),
            new Param("client_id", "look-" + name),
            new Param("timeout", Long.toString(HELD.toSeconds())));
    requireUnknown("the room", room, () -> client.room(room));
    requireUnknown("its members", room, () -> client.members(room));
    requireUnknown("its history", room, () -> client.history(of(room)));
    requireUnknown("a poll", room, () -> client.poll(poll, HELD));
    requireUnknown("a message", room, () -> client.send(draft));
    requireListed(false, room);
    ledger.looked();
  }

  private void requireShown(String what, String room, Question question)
      throws InterruptedException {
    Reply reply = answer(question);
    require(reply.status() == 200, what, room, reply);
  }

  private void requireUnknown(String what, String room, Question question)
      throws InterruptedException {
    Reply reply = answer(question);
    require(reply.isRoomUnknown(), what, room, reply);
  }

  private void requireListed(boolean due, String room) throws InterruptedException {
    Reply reply = answer(client::rooms);
    boolean isListed = false;
    for (JsonNode listed : reply.success().required("rooms")) {
      isListed |= Message.text(listed, "room").equals(room);
    }
    require(isListed == due, "the list of rooms", room, reply);
  }

  private static List<Param> of(String room) {
    return List.of(new Param("room", room), new Param("limit", "1"));
  }

  private void require(boolean so, String what, String room, Reply reply) {
    if (!so) {
      ledger.breach("%s asked for %s in %s and was answered %s".formatted(name, what, room, reply));
    }
  }

  /** Asks until there is an answer, whatever happens to the server. */
  Reply answer(Question question) throws InterruptedException {
    while (true) {
      try {
        Reply reply = question.ask();
        if (!reply.unavailable()) {
          return reply;
        }
      } catch (IOException e) {
        ledger.retried(e.toString());
      }
      backOff();
    }
  }

  void backOff() throws InterruptedException {
    Await.pauseMillis(BACK_OFF_LEAST_MILLIS + random.nextInt(BACK_OFF_SPREAD_MILLIS));
  }
}
