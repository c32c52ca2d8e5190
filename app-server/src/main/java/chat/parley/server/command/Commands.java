package chat.parley.server.command;

import chat.parley.model.Actor;
import chat.parley.model.Bytes32;
import chat.parley.model.ErrorCode;
import chat.parley.model.EventBody;
import chat.parley.model.Refusal;
import chat.parley.model.Timestamp;
import chat.parley.server.event.Applied;
import chat.parley.server.event.NewEvent;
import chat.parley.server.event.Outcome;
import chat.parley.server.event.ServerBody;
import chat.parley.server.fact.FactMemory;
import chat.parley.server.log.EventLog;
import chat.parley.server.projection.Judge;
import chat.parley.server.projection.Queries;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Has things decided: judged by what is known now, so that a person hears at once what is wrong,
 * and then by the log, whose order settles what several ask for at once. Safe for use by any
 * thread; it may block on the disk.
 */
public final class Commands {
  private static final int SALT_BYTES = 32;

  private final EventLog log;
  private final Judge.Before before;
  private final InstantSource clock;
  private final RandomGenerator random;
  private volatile boolean draining;

  public Commands(
      EventLog log,
      FactMemory facts,
      Queries queries,
      InstantSource clock,
      RandomGenerator random) {
    this.log = log;
    this.before = new Foresight(facts, queries);
    this.clock = clock;
    this.random = random;
  }

  /** Refuses what is new from now on, before it is stored. */
  public void drain() {
    draining = true;
  }

  /**
   * Requires that new things are still taken.
   *
   * @throws Refusal {@code draining}
   */
  public void requireOpen() {
    if (draining) {
      throw new Refusal(
          ErrorCode.DRAINING,
          "The server is stopping; this was not stored. Send it again in a moment.");
    }
  }

  /**
   * Decides something in a room.
   *
   * @return done when it is durable and everyone may read it; fails with a {@link Refusal}
   * @throws Refusal if it is refused at once
   */
  public CompletableFuture<Applied> decide(Actor actor, String room, EventBody body) {
    requireOpen();
    requireAllowed(actor, room, body);
    return append(actor, room, body, null).thenApply(applied -> required(applied, body));
  }

  /** Decides something on the server as a whole. */
  public CompletableFuture<Applied> decide(Actor actor, ServerBody body) {
    return decide(actor, ServerBody.NO_ROOM, body);
  }

  /**
   * Requires that something would count if it were decided now.
   *
   * @throws Refusal if it would not
   */
  public void requireAllowed(Actor actor, String room, EventBody body) {
    Outcome.Refused refused =
        Judge.foresee(actor, room, Timestamp.of(clock.instant()), body, before);
    if (refused != null) {
      throw refusal(refused, body);
    }
  }

  /** Has an event stored and judged, whatever the outcome. */
  public CompletableFuture<Applied> append(
      Actor actor, String room, EventBody body, @Nullable UUID clientMessageId) {
    return log.append(event(actor, room, body, clientMessageId));
  }

  /** The same; what follows takes a moment, and waits for nothing. */
  public CompletableFuture<Applied> appendAndTellAtOnce(
      Actor actor, String room, EventBody body, @Nullable UUID clientMessageId) {
    return log.appendAndTellAtOnce(event(actor, room, body, clientMessageId));
  }

  private static Applied required(Applied applied, EventBody body) {
    if (applied.outcome() instanceof Outcome.Refused refused) {
      throw refusal(refused, body);
    }
    return applied;
  }

  /** What whoever asked for something that was refused is told: why, and by which field. */
  public static Refusal refusal(Outcome.Refused refused, EventBody body) {
    String field =
        switch (refused.code()) {
          case ROOM_UNKNOWN -> "room";
          case NAME_TAKEN -> body instanceof ServerBody.NameClaimed ? "name" : "sender";
          case FORBIDDEN -> body instanceof ServerBody.NameClaimed ? "invite" : null;
          default -> null;
        };
    return new Refusal(refused.code(), refused.detail(), field);
  }

  private NewEvent event(Actor actor, String room, EventBody body, @Nullable UUID clientMessageId) {
    byte[] bytes = new byte[SALT_BYTES + Uuid7.RANDOM_BYTES];
    random.nextBytes(bytes); // at once: each call of a secure one waits for a lock
    Timestamp now = Timestamp.of(clock.instant());
    return new NewEvent(
        Uuid7.at(now.millis(), ByteBuffer.wrap(bytes, SALT_BYTES, Uuid7.RANDOM_BYTES)),
        room,
        actor,
        now,
        clientMessageId,
        body,
        Bytes32.of(Arrays.copyOf(bytes, SALT_BYTES)));
  }
}
