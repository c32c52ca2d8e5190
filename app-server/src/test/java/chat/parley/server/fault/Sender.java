package chat.parley.server.fault;

import chat.parley.server.fault.ChatClient.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * Someone who writes all the time, one message in flight, and sends each again under the same id
 * until it is acknowledged, whatever happens to the server.
 *
 * <p>Now and then it sends a message again that was acknowledged long ago: the answer must be the
 * first one. One thread; the receipts are read when it has ended.
 */
final class Sender {
  private static final int ASK_AGAIN_ONE_IN = 10;
  private static final int LONG_TEXT_ONE_IN = 20;
  private static final int BACK_OFF_LEAST_MILLIS = 20;
  private static final int BACK_OFF_SPREAD_MILLIS = 180;
  private static final String LONG_TAIL = " and so on, näher und weiter \u263a\n\t".repeat(60);

  /** What came of one request. */
  private sealed interface Outcome {}

  /** It is stored. */
  private record Answer(String messageId, long timeMillis, boolean duplicate) implements Outcome {
    static Answer of(JsonNode body) {
      if (!Message.text(body, "status").equals("sent")) {
        throw new IllegalStateException("a send answered with " + body);
      }
      return new Answer(
          Message.text(body, "message_id"),
          Message.timeMillis(body),
          body.path("duplicate").asBoolean(false));
    }
  }

  /** It is surely not stored. */
  private record Refused(String why) implements Outcome {}

  /** Whether it is stored is not known. */
  private record Unknown(String why) implements Outcome {}

  /** Its room does not exist for the sender, who is not in it: it is not stored. */
  private record TurnedAway(Span span) implements Outcome {}

  private final String name;
  private final List<String> rooms;
  private final int mostPauseMillis;
  private final ChatClient client;
  private final Ledger ledger;
  private final Random random;
  private final List<Receipt> receipts = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();

  /** Whoever is known to the server by a name comes with a client that has its token. */
  Sender(
      String name,
      List<String> rooms,
      int mostPauseMillis,
      ChatClient client,
      Ledger ledger,
      Random random) {
    this.name = name;
    this.rooms = rooms;
    this.mostPauseMillis = mostPauseMillis;
    this.client = client;
    this.ledger = ledger;
    this.random = random;
  }

  String name() {
    return name;
  }

  /** What was acknowledged, in the order it was sent. */
  List<Receipt> receipts() {
    return receipts;
  }

  /** Where the sender was turned away, because it was not in the room. */
  List<Refusal> refusals() {
    return refusals;
  }

  void run() throws InterruptedException {
    for (int number = 0; !ledger.sendersClosing(); number++) {
      send(draft(number, rooms.get(random.nextInt(rooms.size()))));
      if (random.nextInt(ASK_AGAIN_ONE_IN) == 0 && !receipts.isEmpty()) {
        askAgain(receipts.get(random.nextInt(receipts.size())));
      }
      Await.pauseMillis(random.nextInt(mostPauseMillis + 1));
    }
  }

  private Draft draft(int number, String room) {
    String tail = random.nextInt(LONG_TEXT_ONE_IN) == 0 ? LONG_TAIL : "";
    String text = "%s %d %016x%s".formatted(name, number, random.nextLong(), tail);
    return new Draft(UUID.randomUUID().toString(), name, room, text);
  }

  /** Sends until it is acknowledged; empty if the sender is not in the room. */
  Optional<Receipt> send(Draft draft) throws InterruptedException {
    int firstLife = ledger.life();
    return switch (attemptUntilAnswered(draft, true)) {
      case Answer answer -> {
        ledger.acknowledged(firstLife, answer.duplicate());
        Receipt receipt = new Receipt(draft, answer.messageId(), answer.timeMillis());
        receipts.add(receipt);
        yield Optional.of(receipt);
      }
      case TurnedAway(Span span) -> {
        ledger.turnedAway();
        refusals.add(new Refusal(name, Optional.of(draft.room()), span));
        yield Optional.empty();
      }
      case Refused _, Unknown _ -> throw new IllegalStateException("no answer to " + draft);
    };
  }

  /** What is stored is acknowledged, also to one who is not in its room any more. */
  private void askAgain(Receipt receipt) throws InterruptedException {
    Outcome answer = attemptUntilAnswered(receipt.draft(), false);
    Answer due = new Answer(receipt.messageId(), receipt.timeMillis(), true);
    if (!answer.equals(due)) {
      ledger.breach("sent again, a message was answered %s, not %s".formatted(answer, due));
    }
    ledger.duplicateAsked();
  }

  private Outcome attemptUntilAnswered(Draft draft, boolean neverSent) throws InterruptedException {
    boolean surelyNew = neverSent;
    while (true) {
      switch (attempt(draft)) {
        case Answer answer -> {
          if (surelyNew && answer.duplicate()) {
            ledger.breach("a message never stored before was answered as a duplicate: " + draft);
          }
          return answer;
        }
        case TurnedAway away -> {
          return away;
        }
        case Refused refused -> ledger.retried(refused.why());
        case Unknown unknown -> {
          surelyNew = false;
          ledger.retried(unknown.why());
        }
      }
      Await.pauseMillis(BACK_OFF_LEAST_MILLIS + random.nextInt(BACK_OFF_SPREAD_MILLIS));
    }
  }

  private Outcome attempt(Draft draft) throws InterruptedException {
    ledger.sendStarted();
    long asked = Span.now();
    try {
      Reply reply = client.send(draft);
      if (ClosedRooms.isOne(draft.room()) && reply.isRoomUnknown()) {
        return new TurnedAway(Span.since(asked));
      }
      return reply.unavailable() ? refusal(reply.body()) : Answer.of(reply.success());
    } catch (IOException e) {
      return new Unknown(e.toString());
    } finally {
      ledger.sendEnded();
    }
  }

  /** A server that stops promises that what it refuses is not stored; other reasons do not. */
  private static Outcome refusal(JsonNode body) {
    return Message.text(body, "code").equals("draining")
        ? new Refused(body.toString())
        : new Unknown(body.toString());
  }
}
