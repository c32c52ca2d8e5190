package chat.parley.bench.subject;

import chat.parley.bench.load.Text;
import chat.parley.model.Actor;
import chat.parley.model.Bytes32;
import chat.parley.model.RoomBody;
import chat.parley.model.SenderName;
import chat.parley.model.Timestamp;
import chat.parley.server.event.Applied;
import chat.parley.server.event.NewEvent;
import chat.parley.server.event.Outcome;
import chat.parley.server.log.LogIdentity;
import chat.parley.server.log.SqliteEventLog;
import chat.parley.server.metrics.Metrics;
import chat.parley.server.projection.Queries;
import chat.parley.server.sqlite.DataFolder;
import chat.parley.server.sqlite.Database;
import chat.parley.server.sqlite.UnusableDataException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are in this server's data folder before it is started, written by its own log: as
 * if they had been sent, without the network.
 */
public final class Past {
  private static final int UNDER_WAY_MAX = 4_000; // all fit into the writer's queue
  private static final int SALT_BYTES = 32;
  private static final int SENDERS = 64;
  private static final int SAMPLES = 500;
  private static final long TELL_EVERY = 1_000_000;
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final Path data;
  private final RandomGenerator random = new SplittableRandom();

  Past(Path data) {
    this.data = data;
  }

  /**
   * What is there.
   *
   * @param added how many messages were not there yet
   * @param ids of some of them, from all over the past
   */
  public record Filled(long added, List<String> ids) {}

  /**
   * Sees to it that a room has so many messages, and goes on where it was cut short.
   *
   * @param progress told now and then how many there are
   * @throws IllegalStateException if the folder cannot be used, or the room has more
   */
  public Filled fill(String room, long messages, Text text, LongConsumer progress) {
    try (Database database =
        Database.open(
            DataFolder.open(data),
            Database.Options.ofMaxPages(0),
            Runnable::run,
            failure -> {},
            new Metrics())) {
      LogIdentity identity = database.setUp(session -> LogIdentity.of(session, new SecureRandom()));
      SqliteEventLog log = SqliteEventLog.open(database, identity.epoch());
      Queries queries = new Queries(database);
      var head = queries.room(room);
      long there = head == null ? 0 : head.messageCount();
      if (there > messages) {
        throw new IllegalStateException(
            "%s has %,d messages already, which is more than %,d".formatted(data, there, messages));
      }
      append(log, room, there, messages, text, progress);
      return new Filled(messages - there, ids(queries, room, log.bounds().last().seq()));
    } catch (UnusableDataException e) {
      throw new IllegalStateException(e);
    }
  }

  private void append(
      SqliteEventLog log, String room, long from, long to, Text text, LongConsumer progress) {
    Semaphore free = new Semaphore(UNDER_WAY_MAX);
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    if (from == 0 && to > 0) {
      var _ = log.append(event(room, Actor.guest(SenderName.of("s0")), RoomBody.RoomCreated.PLAIN));
    }
    for (long number = from; number < to; number++) {
      free.acquireUninterruptibly();
      Actor sender = Actor.guest(SenderName.of("s" + number % SENDERS));
      var _ =
          log.append(event(room, sender, new RoomBody.MessagePosted(text.of((int) number))))
              .whenComplete((applied, failed) -> {
                failure.compareAndSet(null, failed == null ? refusal(applied) : failed);
                free.release();
              });
      if (failure.get() != null) {
        break;
      }
      if ((number + 1) % TELL_EVERY == 0) {
        progress.accept(number + 1);
      }
    }
    free.acquireUninterruptibly(UNDER_WAY_MAX);
    Throwable failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("It could not be filled", failed);
    }
  }

  private static @Nullable Throwable refusal(Applied applied) {
    return applied.outcome() instanceof Outcome.Refused refused
        ? new IllegalStateException("It was refused: " + refused)
        : null;
  }

  private NewEvent event(String room, Actor actor, RoomBody body) {
    long now = System.currentTimeMillis();
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    UUID id =
        new UUID(
            (now << 16) | VERSION_7 | (random.nextLong() & 0x0FFFL),
            VARIANT | (random.nextLong() >>> 2));
    return new NewEvent(id, room, actor, new Timestamp(now), null, body, Bytes32.of(salt));
  }

  private List<String> ids(Queries queries, String room, long lastSeq) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < SAMPLES && lastSeq > 0; i++) {
      long before = random.nextLong(lastSeq) + 2;
      queries
          .newest(room, before, 1)
          .entries()
          .forEach(entry -> {
            if (entry.message() != null) {
              ids.add(entry.message().id().toString());
            }
          });
    }
    return ids;
  }
}
