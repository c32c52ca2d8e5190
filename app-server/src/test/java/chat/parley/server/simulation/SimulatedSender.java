package chat.parley.server.simulation;

import chat.parley.model.Refusal;
import chat.parley.model.Replies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends one message after the other, each with an id of its own, again and again until it is
 * acknowledged.
 */
final class SimulatedSender {
  private final String name;
  private final World world;
  private final RandomGenerator random;
  private final List<String> rooms;
  private final Map<String, UUID> acknowledged = new LinkedHashMap<>(); // text to message id
  private int count;
  private @Nullable Draft draft;
  private @Nullable CompletableFuture<Replies.Sent> underWay;

  private record Draft(String room, String text, UUID clientMessageId) {}

  SimulatedSender(String name, World world, RandomGenerator random, List<String> rooms) {
    this.name = name;
    this.world = world;
    this.random = random;
    this.rooms = rooms;
  }

  /** Writes the next message if none waits for its acknowledgement, and sends it. */
  void act() {
    if (draft == null) {
      count++;
      draft =
          new Draft(
              rooms.get(random.nextInt(rooms.size())),
              name + " says " + count,
              new UUID(random.nextLong(), random.nextLong()));
    }
    boolean requestArrives = random.nextInt(10) > 0;
    if (requestArrives && underWay == null) {
      Draft now = draft;
      try {
        underWay = world.send(name, now.room(), now.text(), now.clientMessageId());
      } catch (Refusal refusal) {
        underWay = null; // it is stopping: again later
      }
    }
  }

  /** Takes the answer if there is one and it is not lost on its way. */
  void listen(boolean answersArrive) {
    CompletableFuture<Replies.Sent> answer = underWay;
    if (answer == null || !answer.isDone()) {
      return;
    }
    underWay = null;
    Draft sent = draft;
    if (!answersArrive || answer.isCompletedExceptionally() || sent == null) {
      return;
    }
    UUID id = answer.join().messageId();
    UUID before = acknowledged.put(sent.text(), id);
    if (before != null && !before.equals(id)) {
      throw new AssertionError("Two ids for one message: " + sent.text());
    }
    draft = null;
  }

  /** The server is gone, and with it every answer that was under way. */
  void cutOff() {
    underWay = null;
  }

  boolean isIdle() {
    return draft == null;
  }

  Map<String, UUID> acknowledged() {
    return acknowledged;
  }

  List<String> texts() {
    return new ArrayList<>(acknowledged.keySet());
  }
}
