package chat.parley.desktop.replica;

import chat.parley.desktop.replica.Rooms.Row;
import chat.parley.model.Message;
import chat.parley.model.Replies;
import chat.parley.model.SenderName;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one server. Every call returns at once; its future completes after the
 * commit, on the executor given to {@link #observe}, in the order of the commits, and after the
 * observer was told what the transaction changed. A future fails with a {@link ReplicaException}
 * and then nothing was changed.
 */
public final class ServerReplica {
  private final Writer writer;
  private final String key;
  private final long roomMessagesMax;
  private final InstantSource clock;
  private volatile Executor completions = task -> Thread.ofVirtual().start(task);
  private volatile Consumer<Changes> observer = _ -> {};
  private volatile String me = "";

  ServerReplica(Writer writer, String key, long roomMessagesMax, InstantSource clock) {
    this.writer = writer;
    this.key = key;
    this.roomMessagesMax = roomMessagesMax;
    this.clock = clock;
  }

  /** Says who is told of changes, and where; before anything else. */
  public void observe(Executor on, Consumer<Changes> told) {
    completions = on;
    observer = told;
  }

  /** Says whose messages are this person's own from now on. */
  public void me(SenderName name) {
    me = name.key();
  }

  /** Where the last conversation ended: the cursor and the patience, null where there was none. */
  public record Place(@Nullable String cursor, @Nullable Integer patienceSeconds) {}

  /** Begins a conversation; all there is counts as changed. */
  public CompletableFuture<Place> begin() {
    return submit(tables -> {
      tables.used(clock.instant());
      tables.outbox.resume();
      return new Result<>(tables.place(), tables.everything());
    });
  }

  /** The newest message that is known here, of any room; null for none. */
  public CompletableFuture<@Nullable Message> newestKnown() {
    return read(tables -> tables.rooms.newestOfAll());
  }

  /** Takes a poll's reply, its messages and its cursor, or nothing of it. */
  public CompletableFuture<Void> apply(Replies.Poll reply, int limit) {
    return change(tables -> tables.apply(reply, limit));
  }

  /** Why everything known of a server's rooms is replaced. */
  public enum Because {
    /** Nothing was known of it. */
    FIRST_VISIT,
    /** It is the same server, set back to an earlier state. */
    SET_BACK,
    /** It is another server. */
    ANOTHER_SERVER
  }

  /** Replaces what is known of the server's rooms; what was written here is kept in any case. */
  public CompletableFuture<Void> startOver(Snapshot snapshot, Because because) {
    return change(tables -> {
      if (because == Because.ANOTHER_SERVER) {
        tables.outbox.strand();
      }
      tables.startOver(snapshot);
      if (because == Because.SET_BACK) {
        tables.outbox.sendAgain();
      }
    });
  }

  /** Remembers how long polls may be held on the way to this server. */
  public CompletableFuture<Void> patience(int seconds) {
    return change(tables -> tables.patience(seconds));
  }

  public CompletableFuture<OutboxEntry> add(OutboxEntry entry) {
    return submit(tables -> {
      tables.requireVisited();
      tables.rooms.keep(entry.room());
      tables.outbox.add(entry);
      return new Result<>(entry, tables.changes());
    });
  }

  /** Takes what is to be sent next: of each room the first, if none of it is on its way. */
  public CompletableFuture<List<OutboxEntry>> claim(int limit, Set<String> exceptRooms) {
    return submit(tables -> {
      List<OutboxEntry> claimed = tables.outbox.claim(limit, exceptRooms);
      return new Result<>(claimed, tables.changes());
    });
  }

  /** One that was claimed was not sent after all. */
  public CompletableFuture<Void> unclaim(OutboxEntry entry) {
    return change(tables -> tables.outbox.unclaim(entry));
  }

  /** One is to be tried again by itself. */
  public CompletableFuture<Void> postpone(OutboxEntry entry, @Nullable String problem) {
    return change(tables -> tables.outbox.postpone(entry, problem));
  }

  /** One was refused for good. */
  public CompletableFuture<Void> refuse(OutboxEntry entry, String problem) {
    return change(tables -> tables.outbox.refuse(entry, problem));
  }

  /** The server has one, under this id. */
  public CompletableFuture<Void> acknowledged(OutboxEntry entry, UUID messageId) {
    return change(tables -> {
      Row row = tables.rooms.get(entry.room());
      tables.outbox.acknowledged(entry, messageId, tables.rooms.knows(row, messageId));
    });
  }

  /** A failed one is sent again, behind what waits in its room; false if it is not a failed one. */
  public CompletableFuture<Boolean> retry(UUID id) {
    return submit(tables -> new Result<>(tables.outbox.retry(id), tables.changes()));
  }

  /** Deletes one that failed or was never on its way; false if it is neither. */
  public CompletableFuture<Boolean> discard(UUID id) {
    return submit(tables -> new Result<>(tables.outbox.discard(id), tables.changes()));
  }

  /** The newest messages of a room; null if it has to be asked for them first. */
  public CompletableFuture<@Nullable Page> newest(String room, int limit) {
    return read(tables -> {
      Row row = tables.rooms.find(room);
      return row == null || (row.isEmpty() && !row.whole)
          ? null
          : tables.page(row, row.endPosition, limit);
    });
  }

  /**
   * Stores the newest messages of a room of which none is known, if they were read at the place
   * that the polls have come to; else they would not fit what the polls bring.
   */
  public CompletableFuture<Page> storeNewest(Replies.History history) {
    return submit(tables -> {
      Row row = tables.rooms.get(history.room());
      if (row.isEmpty() && history.cursor().equals(tables.place().cursor())) {
        tables.appendAll(row, history.messages());
        row.whole = !history.hasMore();
      }
      Page page = new Page(history.messages(), history.hasMore(), tables.rooms.lastRead(row));
      return new Result<>(page, tables.changes());
    });
  }

  /** The messages before one; null if the server has to be asked for them. */
  public CompletableFuture<@Nullable Page> before(String room, UUID messageId, int limit) {
    return read(tables -> {
      Row row = tables.rooms.find(room);
      Long position = row == null ? null : tables.rooms.positionOf(row, messageId);
      return row == null || position == null || (position == row.firstPosition && !row.whole)
          ? null
          : tables.page(row, position, limit);
    });
  }

  /** Stores what the server has before a message, if that one is known here. */
  public CompletableFuture<Page> storeOlder(UUID messageId, Replies.History history) {
    return submit(tables -> {
      Row row = tables.rooms.get(history.room());
      if (tables.rooms.knows(row, messageId)) {
        tables.prependAll(row, history.messages(), !history.hasMore());
      }
      Page page = new Page(history.messages(), history.hasMore(), tables.rooms.lastRead(row));
      return new Result<>(page, tables.changes());
    });
  }

  /** Moves the place read up to forward to a message. */
  public CompletableFuture<Void> markRead(String room, UUID messageId) {
    return change(tables -> {
      Row row = tables.rooms.find(room);
      Long position = row == null ? null : tables.rooms.positionOf(row, messageId);
      if (row != null && position != null) {
        Long read = row.readPosition;
        row.readPosition = read == null ? position : Long.valueOf(Math.max(read, position));
      }
    });
  }

  public CompletableFuture<Void> saveDraft(String room, String text) {
    return change(tables -> tables.saveDraft(room, text));
  }

  /** The draft of a room; empty for none. */
  public CompletableFuture<String> draft(String room) {
    return read(tables -> tables.draft(room));
  }

  /** Keeps a room in the list although nobody has written in it yet. */
  public CompletableFuture<Void> openRoom(String room) {
    return change(tables -> tables.rooms.keep(room));
  }

  /** Forgets some of the oldest messages where there are too many; true if there are still. */
  public CompletableFuture<Boolean> trim() {
    return submit(tables -> new Result<>(tables.trimAll(), Changes.NONE));
  }

  @FunctionalInterface
  private interface Write {
    void run(ServerTables tables) throws SQLException;
  }

  @FunctionalInterface
  private interface Work<T extends @Nullable Object> {
    T run(ServerTables tables) throws SQLException;
  }

  private record Result<T extends @Nullable Object>(T value, Changes changes) {}

  private CompletableFuture<Void> change(Write work) {
    return submit(
            tables -> {
              work.run(tables);
              return new Result<>(true, tables.changes());
            })
        .thenAccept(_ -> {});
  }

  private <T extends @Nullable Object> CompletableFuture<T> read(Work<T> work) {
    return submit(tables -> new Result<>(work.run(tables), Changes.NONE));
  }

  private <T extends @Nullable Object> CompletableFuture<T> submit(Work<Result<T>> work) {
    return writer
        .submit(
            statements ->
                work.run(
                    new ServerTables(
                        statements, Servers.id(statements, key, clock), me, roomMessagesMax)),
            completions,
            result -> {
              if (!result.changes().isNone()) {
                observer.accept(result.changes());
              }
            })
        .thenApply(Result::value);
  }
}
