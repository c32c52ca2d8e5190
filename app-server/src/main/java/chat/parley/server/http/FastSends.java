package chat.parley.server.http;

import chat.parley.model.Json;
import chat.parley.model.Refusal;
import chat.parley.model.Replies;
import chat.parley.server.access.Caller;
import chat.parley.server.access.Callers;
import chat.parley.server.limit.Rank;
import chat.parley.server.limit.WaitingLine;
import chat.parley.server.room.SendMessage;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The second way for messages that are sent, for those that Jetty need not read: the same gate,
 * door, line and counts as the first, and the same {@link SendMessage}. What is refused before it
 * has its turn is left to the first way, which refuses it again and says so.
 */
final class FastSends {
  private final PlainWay way;
  private final Callers callers;
  private final Turns turns;
  private final SendMessage sendMessage;

  FastSends(PlainWay way, Callers callers, Turns turns, SendMessage sendMessage) {
    this.way = way;
    this.callers = callers;
    this.turns = turns;
    this.sendMessage = sendMessage;
  }

  /**
   * A message that was let in.
   *
   * @param noLonger why its caller is not let in any more; null while it is
   */
  record Sending(SendMessage.Command command, Supplier<@Nullable Refusal> noLonger) {}

  /**
   * Admits a message.
   *
   * @param received whose position stays
   * @return null if it is not for this way: it is none, or to be refused; then nothing was counted
   */
  @Nullable Sending admit(ByteBuffer received, PlainEndPoint from) {
    SendHead head = SendHead.read(received);
    if (head == null) {
      return null;
    }
    PlainLines lines = head.lines();
    try {
      way.check(lines);
      Peer peer = from.peer();
      Caller caller = way.caller(peer, lines);
      return new Sending(
          MessageResource.command(JsonBody.of(head.body()), caller, peer),
          callers.noLonger(caller, peer.address()));
    } catch (RuntimeException leftToTheOtherWay) { // where it is thrown again, and told
      return null;
    }
  }

  /**
   * Sends it, here if that waits for nothing, else when it has its turn, on a thread that may wait.
   *
   * @param reply gets the body of the reply in UTF-8, or else why there is none, mostly a {@link
   *     Refusal}; on whichever thread
   */
  void send(Sending sending, BiConsumer<byte @Nullable [], @Nullable Throwable> reply) {
    Visit visit = new Visit(sending, reply);
    if (!turns.isNobodyBefore() || !visit.beginsHere()) {
      visit.joinLine();
    }
  }

  private final class Visit implements WaitingLine.Work {
    private final Sending sending;
    private final BiConsumer<byte @Nullable [], @Nullable Throwable> reply;

    Visit(Sending sending, BiConsumer<byte @Nullable [], @Nullable Throwable> reply) {
      this.sending = sending;
      this.reply = reply;
    }

    /** Sends it on this thread; false if it might wait, and then nothing was done. */
    boolean beginsHere() {
      CompletableFuture<Replies.Sent> sent;
      try {
        sent = sendMessage.sendWithoutWaiting(sending.command());
      } catch (Throwable t) { // nobody else answers
        reply.accept(null, t);
        return true;
      }
      if (sent != null) {
        var _ = sent.thenApply(Json::bytes).whenComplete(this::sentHere);
      }
      return sent != null;
    }

    private void sentHere(byte @Nullable [] body, @Nullable Throwable why) {
      if (why != null && sending.command().clientMessageId() != null) {
        joinLine(); // it may have been sent before: then it is answered so
      } else {
        reply.accept(body, why);
      }
    }

    void joinLine() {
      if (!turns.takes(Rank.SECOND, true, this)) {
        turnAway();
      }
    }

    @Override
    public void begin() {
      try {
        Refusal noLonger = sending.noLonger().get();
        if (noLonger != null) {
          throw noLonger;
        }
        var _ = sendMessage.send(sending.command()).thenApply(Json::bytes).whenComplete(reply);
      } catch (Throwable t) { // nobody else answers
        reply.accept(null, t);
      }
    }

    @Override
    public void turnAway() {
      reply.accept(null, turns.refusal());
    }
  }
}
