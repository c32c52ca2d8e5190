package chat.parley.server.log;

import chat.parley.server.event.Applied;
import chat.parley.server.event.NewEvent;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * An append-only log of events with the projection it applies them to. Safe for use by any thread.
 */
public interface EventLog extends AutoCloseable {
  /**
   * Appends an event.
   *
   * @return done when the event is durable and applied on this node, on a thread that is neither
   *     the writer's nor a follower's; failed with a {@link chat.parley.model.Refusal} ({@code
   *     overloaded}, {@code storage_full}, {@code draining}) if it is surely not stored
   */
  CompletableFuture<Applied> append(NewEvent event);

  /**
   * The same, done as soon as it is so, on the thread on which the followers heard of it, unless it
   * fails: what follows takes a moment, and waits for nothing.
   */
  CompletableFuture<Applied> appendAndTellAtOnce(NewEvent event);

  /**
   * Hands every batch that is applied after a place to a follower, once, in order, one after the
   * other, on whichever thread; those that were applied before this call too. The follower must not
   * block: the next batch and all acknowledgements wait for it.
   */
  void follow(long afterSeq, Consumer<Applied.Batch> follower);

  /** The log as it is now. */
  Bounds bounds();

  /** Stores what was appended, lets its followers hear of it, and closes. */
  @Override
  void close();
}
