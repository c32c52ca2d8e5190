package chat.parley.desktop.replica;

import chat.parley.model.Message;
import chat.parley.model.Replies;
import chat.parley.model.SenderName;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final String key;
  private final Map<String, Token> tokens;
  private final Transactions transactions;
  private final InstantSource clock;

  /**
   * @param tokens those on disk, by server
   */
  ServerReplica(
      String key, Map<String, Token> tokens, Transactions transactions, InstantSource clock) {
    this.key = key;
    this.tokens = tokens;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** What shows this server whose name is sent under, null for none. Any thread may ask. */
  public @Nullable Token token() {
    return tokens.get(key);
  }

  /** Keeps a token in the place of any other; it holds once it is on disk. */
  public CompletableFuture<Void> keep(Token token) {
    return transactions
        .change(tables -> tables.server.keep(token))
        .thenRun(() -> tokens.put(key, token));
  }

  /** Forgets the token, here at once and then on the disk. */
  public CompletableFuture<Void> forgetToken() {
    tokens.remove(key);
    return transactions.change(tables -> tables.server.forgetToken());
  }

  /** Says who is told of changes, and where; before anything else. */
  public void observe(Executor on, Consumer<Changes> told) {
    transactions.observe(on, told);
  }

  /** Says whose messages are this person's own from now on. */
  public void me(SenderName name) {
    transactions.me(name);
  }

  /** Where the last conversation ended: the cursor and the patience, null where there was none. */
  public record Place(@Nullable String cursor, @Nullable Integer patienceSeconds) {}

  /** Begins a conversation; all there is counts as changed. */
  public CompletableFuture<Place> begin() {
    return transactions.write(tables -> {
      tables.server.used(clock.instant());
      tables.outgoing.resume();
      tables.tellEverything();
      return tables.server.place();
    });
  }

  /**
   * What a server can be recognised by: the newest message known here, of any room, and the place.
   */
  public record Known(@Nullable Message newest, @Nullable String cursor) {}

  public CompletableFuture<Known> known() {
    return transactions.read(
        tables -> new Known(tables.rooms.newestOfAll(), tables.server.place().cursor()));
  }

  /**
   * Takes a poll's reply, its messages, what else happened and its cursor, or nothing of it.
   *
   * @return whether the server's list of rooms has to be read again
   */
  public CompletableFuture<Boolean> apply(PollReply reply, int limit) {
    return transactions.write(tables -> tables.apply(reply, limit));
  }

  /** Takes the server's whole list of rooms: private ones that are not in it are forgotten. */
  public CompletableFuture<Void> listed(List<RoomFacts> all) {
    return transactions.change(tables -> tables.news.listed(all, true));
  }

  /** Forgets all that is here of private rooms. */
  public CompletableFuture<Void> forgetPrivateRooms() {
    return listed(List.of());
  }

  /** Takes what the server says of one room. */
  public CompletableFuture<Void> listed(RoomFacts room) {
    return transactions.change(tables -> tables.news.listed(List.of(room), false));
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
    return transactions.change(tables -> {
      if (because == Because.ANOTHER_SERVER) {
        tables.outgoing.strand();
      }
      tables.startOver(snapshot, because != Because.FIRST_VISIT);
      if (because == Because.SET_BACK) {
        tables.outgoing.sendAgain();
      }
    });
  }

  /** Remembers how long polls may be held on the way to this server. */
  public CompletableFuture<Void> patience(int seconds) {
    return transactions.change(tables -> tables.server.patience(seconds));
  }

  /**
   * Puts a message into the outbox. The draft that it was is gone in the same step, or it would be
   * there twice after a crash in between.
   */
  public CompletableFuture<OutboxEntry> add(OutboxEntry entry) {
    return transactions.write(tables -> {
      tables.server.requireVisited();
      tables.rooms.keep(entry.room());
      tables.outbox.add(entry);
      tables.server.saveDraft(entry.room(), "");
      return entry;
    });
  }

  /** Takes what is to be sent next: of each room the first, if none of it is on its way. */
  public CompletableFuture<List<OutboxEntry>> claim(int limit, Set<String> exceptRooms) {
    return transactions.write(tables -> tables.outgoing.claim(limit, exceptRooms));
  }

  /** One that was claimed was not sent after all. */
  public CompletableFuture<Void> unclaim(OutboxEntry entry) {
    return transactions.change(tables -> tables.outgoing.unclaim(entry));
  }

  /** One is to be tried again by itself. */
  public CompletableFuture<Void> postpone(OutboxEntry entry, @Nullable String problem) {
    return transactions.change(tables -> tables.outgoing.postpone(entry, problem));
  }

  /** One was refused for good. */
  public CompletableFuture<Void> refuse(OutboxEntry entry, String problem) {
    return transactions.change(tables -> tables.outgoing.refuse(entry, problem));
  }

  /** The server has one, under this id. */
  public CompletableFuture<Void> acknowledged(OutboxEntry entry, UUID messageId) {
    return transactions.change(tables -> {
      RoomRow row = tables.rooms.get(entry.room());
      tables.outgoing.acknowledged(entry, messageId, tables.messages.mine(row, messageId));
    });
  }

  /** A failed one is sent again, behind what waits in its room; false if it is not a failed one. */
  public CompletableFuture<Boolean> retry(UUID id) {
    return transactions.write(tables -> tables.outbox.retry(id));
  }

  /** Deletes one that failed or was never on its way; false if it is neither. */
  public CompletableFuture<Boolean> discard(UUID id) {
    return transactions.write(tables -> tables.outbox.discard(id));
  }

  /** The newest messages of a room; none if the server has to be asked for them. */
  public CompletableFuture<Optional<Page>> newest(String room, int limit) {
    return transactions.read(tables -> {
      RoomRow row = tables.rooms.find(room);
      return row == null || (row.isEmpty() && !row.whole)
          ? Optional.empty()
          : Optional.of(tables.page(row, row.endPosition, limit));
    });
  }

  /**
   * Takes the newest messages of a room of which none was known here. They are stored if they were
   * read at the place that the polls have come to; else they might not fit what the polls bring.
   *
   * @return the messages; or those that a poll brought meanwhile, which the others come before
   */
  public CompletableFuture<Page> storeNewest(Replies.History history) {
    return transactions.write(tables -> {
      RoomRow row = tables.rooms.get(history.room());
      if (!row.isEmpty()) {
        return tables.page(row, row.endPosition, history.messages().size());
      }
      boolean fits = history.cursor().equals(tables.server.place().cursor());
      if (fits) {
        tables.appendAll(row, history.messages());
        row.whole = !history.hasMore();
      }
      return new Page(history.messages(), history.hasMore(), tables.messages.lastRead(row), fits);
    });
  }

  /** The messages before one; none if the server has to be asked for them. */
  public CompletableFuture<Optional<Page>> before(String room, UUID messageId, int limit) {
    return transactions.read(tables -> {
      RoomRow row = tables.rooms.find(room);
      Long position = row == null ? null : tables.messages.positionOf(row, messageId);
      return row == null || position == null || (position == row.firstPosition && !row.whole)
          ? Optional.empty()
          : Optional.of(tables.page(row, position, limit));
    });
  }

  /** Stores what the server has before a message, if that one is known here. */
  public CompletableFuture<Page> storeOlder(UUID messageId, Replies.History history) {
    return transactions.write(tables -> {
      RoomRow row = tables.rooms.get(history.room());
      if (tables.messages.knows(row, messageId)) {
        tables.prependAll(row, history.messages(), !history.hasMore());
      }
      Page page = new Page(history.messages(), history.hasMore(), tables.messages.lastRead(row));
      return page;
    });
  }

  /** Moves the place read up to forward to a message. */
  public CompletableFuture<Void> markRead(String room, UUID messageId) {
    return transactions.change(tables -> {
      RoomRow row = tables.rooms.find(room);
      Long position = row == null ? null : tables.messages.positionOf(row, messageId);
      if (row != null && position != null) {
        Long read = row.readPosition;
        row.readPosition = read == null ? position : Long.valueOf(Math.max(read, position));
      }
    });
  }

  public CompletableFuture<Void> saveDraft(String room, String text) {
    return transactions.change(tables -> tables.server.saveDraft(room, text));
  }

  /** The draft of a room; empty for none. */
  public CompletableFuture<String> draft(String room) {
    return transactions.read(tables -> tables.server.draft(room));
  }

  /** Keeps a room in the list although nobody has written in it yet. */
  public CompletableFuture<Void> openRoom(String room) {
    return transactions.change(tables -> tables.rooms.keep(room));
  }

  /** Forgets some of the oldest messages where there are too many; true if there are still. */
  public CompletableFuture<Boolean> trim() {
    return transactions.write(ServerTables::trimAll);
  }
}
