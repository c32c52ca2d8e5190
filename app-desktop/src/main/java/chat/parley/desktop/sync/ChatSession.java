package chat.parley.desktop.sync;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.replica.Page;
import chat.parley.desktop.replica.ReplicaException;
import chat.parley.desktop.replica.ServerReplica;
import chat.parley.model.ClientId;
import chat.parley.model.MessageText;
import chat.parley.model.Refusal;
import chat.parley.model.RoomName;
import chat.parley.model.SenderName;
import chat.parley.model.Timestamp;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conversation with one server: what is known of it is there at once, whether or not it
 * answers, and what is written is kept until it has it.
 *
 * <p>No call blocks or touches the disk. Futures complete on the session's thread, the one that
 * calls the listener, so that what a future brings and what the listener is told come in the order
 * in which they happened. They fail with a {@link Refusal} (what was given is not valid), a {@link
 * ReplicaException} (this computer's disk) or a {@link SessionException}; after {@link #close} they
 * may be cancelled.
 */
public final class ChatSession implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ChatSession.class);
  private static final long CLOSE_WAIT_MILLIS = 1_500;

  private final ServerApi api;
  private final ServerReplica replica;
  private final Surroundings around;
  private final ScheduledThreadPoolExecutor session;
  private final Announcer announcer;
  private final CompletableFuture<@Nullable Void> connect = new CompletableFuture<>();
  private final Sender sender;
  private final SyncLoop loop;
  private final Past past;
  private final ChatRooms rooms;
  private final Thread poll;
  private volatile SenderName name;

  /**
   * @param api the server; closed with the session
   * @param replica what is remembered of it
   * @param name the name that messages are sent under from now on
   * @param client who polls; no other program may poll as the same
   */
  public ChatSession(
      ServerApi api,
      ServerReplica replica,
      SenderName name,
      ClientId client,
      ChatListener listener,
      Surroundings around) {
    this.api = api;
    this.replica = replica;
    this.around = around;
    this.name = name;
    this.announcer = new Announcer(listener);
    this.session =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("session").factory());
    session.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    replica.observe(session, announcer::tell);
    replica.me(name);
    this.sender = new Sender(api, replica, around, session, this::suspect);
    this.loop = new SyncLoop(api, replica, client, around, this::linkChanged, sender, connect);
    this.past = new Past(api, replica, loop::isOnline, session);
    this.rooms = new ChatRooms(api, replica, session);
    this.poll = Thread.ofPlatform().daemon().name("poll").unstarted(around.task().apply(loop));
  }

  /** A send found that the server may not be there any more, or may be another one. */
  private void suspect() {
    loop.suspect();
  }

  private void linkChanged(Link link) {
    try {
      session.execute(() -> announcer.tell(link));
    } catch (RejectedExecutionException e) {
      log.debug("The session has ended");
    }
  }

  /** Tells the listener what is known, then connects. */
  public void start() {
    start(CompletableFuture.completedFuture(null));
  }

  /**
   * Tells the listener what is known, and connects later.
   *
   * @param mayConnect done when it may
   */
  public void start(CompletableFuture<?> mayConnect) {
    var _ = mayConnect.whenComplete((done, failure) -> connect.complete(null));
    poll.start();
    trim();
  }

  /** Small steps, so that other work comes in between. */
  private void trim() {
    var _ =
        replica
            .trim()
            .thenAccept(more -> {
              if (more) {
                trim();
              }
            });
  }

  /** What one does with rooms beside talking. */
  public ChatRooms rooms() {
    return rooms;
  }

  /** Who one is at this server; it lives as long as the session. */
  public Account account() {
    return new Account(api, replica);
  }

  /** Invitations into this server's chat, for those who run it. */
  public Invites invites() {
    return new Invites(api);
  }

  /** What later messages are sent under. */
  public void rename(SenderName newName) {
    name = newName;
    replica.me(newName);
  }

  /** Ends any waiting: the server is tried now, and what waits to be sent too. */
  public void tryNow() {
    loop.tryNow();
    sender.tryNow();
  }

  /** Writes a message; done when it is on this computer's disk, from where it is sent. */
  public CompletableFuture<OutboxEntry> send(String room, String text) {
    try {
      return replica
          .add(
              new OutboxEntry(
                  uuid(),
                  RoomName.of(room).value(),
                  name.value(),
                  MessageText.of(text).value(),
                  Timestamp.of(around.clock().instant()),
                  OutboxEntry.State.WAITING,
                  null,
                  null))
          .thenApply(entry -> {
            sender.nudge();
            return entry;
          });
    } catch (Refusal refusal) {
      return CompletableFuture.failedFuture(refusal);
    }
  }

  /** A random UUID (version 4). */
  private UUID uuid() {
    long high = (around.random().nextLong() & ~0xF000L) | 0x4000L;
    long low = (around.random().nextLong() >>> 2) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /** Sends a failed message again, behind what waits in its room. */
  public CompletableFuture<Void> retry(UUID id) {
    return replica.retry(id).thenApply(ChatSession::required).thenRun(sender::nudge);
  }

  /** Deletes a message that failed, or that was never on its way. */
  public CompletableFuture<Void> discard(UUID id) {
    return replica.discard(id).thenApply(ChatSession::required).thenRun(sender::nudge);
  }

  private static boolean required(boolean done) {
    if (!done) {
      throw new SessionException(
          SessionException.Kind.NOT_FAILED, "This message has not failed: it may be on its way.");
    }
    return true;
  }

  /**
   * The newest messages of a room: those that are known here, or else the server's. Where neither
   * is to be had the page is empty, and there may be more.
   */
  public CompletableFuture<Page> newest(String room, int limit) {
    return past.newest(room, limit);
  }

  /**
   * The messages before one: those that are known here, or else the server's. Fails with {@link
   * SessionException.Kind#OFFLINE} where neither is to be had.
   */
  public CompletableFuture<Page> before(String room, UUID messageId, int limit) {
    return past.before(room, messageId, limit);
  }

  /** Moves the place read up to forward to a message, never back. */
  public CompletableFuture<Void> markRead(String room, UUID messageId) {
    return replica.markRead(room, messageId);
  }

  /** Keeps what is being written; an empty text forgets it. */
  public CompletableFuture<Void> saveDraft(String room, String text) {
    return replica.saveDraft(room, text);
  }

  /** What was being written; empty for nothing. */
  public CompletableFuture<String> draft(String room) {
    return replica.draft(room);
  }

  /** Keeps a room in the list although nobody has written in it yet. */
  public CompletableFuture<Void> openRoom(String room) {
    try {
      return replica.openRoom(RoomName.of(room).value());
    } catch (Refusal refusal) {
      return CompletableFuture.failedFuture(refusal);
    }
  }

  /**
   * Ends the poll and what is being sent, in less than two seconds; what was not sent is kept. The
   * listener is called no more after this.
   */
  @Override
  public void close() {
    loop.cancel();
    sender.shut();
    api.close();
    session.shutdown();
    try {
      poll.join(CLOSE_WAIT_MILLIS);
      if (!session.awaitTermination(CLOSE_WAIT_MILLIS / 3, TimeUnit.MILLISECONDS)) {
        session.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
