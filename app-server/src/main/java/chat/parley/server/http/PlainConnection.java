package chat.parley.server.http;

import chat.parley.model.Json;
import chat.parley.model.Refusal;
import chat.parley.model.Replies;
import chat.parley.server.logging.Words;
import chat.parley.server.poll.EventLoop;
import chat.parley.server.poll.OpenPoll;
import chat.parley.server.poll.PollRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection on which polls and messages that are sent are answered without Jetty's request and
 * response, and from which everything else goes to Jetty's own connection, byte for byte ({@link
 * PollHead}, {@link SendHead}). It keeps no half-read request. While a poll is parked it goes on
 * reading, so that a client that goes away is noticed at once.
 *
 * <p>Its fields are touched in the turns of its {@link ReplyQueue} only, but for {@link #poll}:
 * whoever takes the poll out of there ends it.
 */
final class PlainConnection extends QuietConnection
    implements Connection.UpgradeTo, Callback, OpenPoll.Answering {
  private static final Logger log = LoggerFactory.getLogger(PlainConnection.class);

  private static final AtomicReferenceFieldUpdater<PlainConnection, @Nullable OpenPoll> POLL =
      AtomicReferenceFieldUpdater.newUpdater(PlainConnection.class, OpenPoll.class, "poll");
  private static final AtomicIntegerFieldUpdater<PlainConnection> UNANSWERED =
      AtomicIntegerFieldUpdater.newUpdater(PlainConnection.class, "unanswered");

  private final PlainEndPoint endPoint;
  private volatile @Nullable OpenPoll poll;
  private boolean sending; // from a message to its reply
  private byte @Nullable [] body; // these two are written before the connection is queued
  private @Nullable Throwable failure;
  private boolean early; // they came before it was known which poll's they are
  private @Nullable ByteBuffer unread; // while there is something, no more is read
  private volatile boolean listening; // Jetty has this as who is to be told of what comes
  private volatile int unanswered; // 1 from a request to its reply's end
  private long beginNanos;

  PlainConnection(PlainEndPoint endPoint) {
    this.endPoint = endPoint;
  }

  private PlainConnectionFactory.Ways ways() {
    return endPoint.queue().ways();
  }

  /** Made, or come back from Jetty's connection, on whichever thread. */
  @Override
  public void onOpen() {
    endPoint.queue().later(this::goOn);
  }

  /** What Jetty's connection had read and did not need. */
  @Override
  public void onUpgradeTo(ByteBuffer buffer) {
    unread = BufferUtil.copy(buffer);
  }

  private void listen() {
    if (!listening) {
      listening = true;
      var _ = endPoint.tryFillInterested(this); // it may be there still
    }
  }

  /** Has Jetty forget that this listens. */
  private void listenNoMore() {
    if (listening) {
      listening = false;
      endPoint.getFillInterest().fillable(); // it has this told, once
    }
  }

  /** There is something to read, or the end. */
  @Override
  public void succeeded() {
    if (listening) { // else this has it told itself
      listening = false;
      endPoint.queue().now(this::read);
    }
  }

  /**
   * Reads what there is, now, and goes on listening; false if it does not listen, or not here. On
   * the thread that looks at the network.
   */
  boolean readInPlace() {
    return listening && endPoint.queue().inTurn(this::read);
  }

  private void read() {
    if (isOver() || unread != null) {
      return;
    }
    ByteBuffer received = endPoint.queue().received();
    try {
      int count = endPoint.fill(received);
      if (count < 0) {
        if (poll != null || unanswered == 0) {
          gone();
        } else {
          listenNoMore(); // it still reads its reply, slowly
        }
      } else if (count == 0) {
        listen();
      } else {
        if (unanswered != 0) {
          unread = BufferUtil.copy(received);
          listenNoMore();
        } else {
          takeUp(received);
        }
      }
    } catch (IOException | RuntimeException e) {
      broken(e);
    }
  }

  /** Takes up what is unread, or reads on. */
  private void goOn() {
    if (isOver()) {
      return;
    }
    ByteBuffer request = unread;
    try {
      if (request != null) {
        takeUp(request);
      } else {
        listen();
      }
    } catch (IOException | RuntimeException e) {
      broken(e);
    }
  }

  /** Whether another has the end of the connection now. */
  @SuppressWarnings("ReferenceEquality") // of connections
  private boolean isOver() {
    return endPoint.getConnection() != this;
  }

  private void takeUp(ByteBuffer request) throws IOException {
    PollRequest asked = ways().polls().admit(request, endPoint);
    FastSends.Sending sent = asked == null ? ways().sends().admit(request, endPoint) : null;
    unread = null;
    if (asked != null) {
      begin(asked);
    } else if (sent != null) {
      begin(sent);
    } else {
      listenNoMore();
      endPoint.giveTo(ways().jettys(endPoint), request);
    }
  }

  /** A request was let in. */
  private void begun() {
    beginNanos = ways().plain().beginNanos();
    UNANSWERED.lazySet(this, 1);
    ways().plain().begun();
  }

  private void begin(FastSends.Sending message) {
    begun();
    sending = true;
    listen();
    ways().sends().send(message, this::replied);
    if (early) {
      early = false;
      answer();
    }
  }

  private void begin(PollRequest request) throws IOException {
    begun();
    OpenPoll begun;
    try {
      begun = ways().polls().poll(request, this, endPoint);
    } catch (RuntimeException e) {
      refuse(PlainRoute.POLL, e);
      return;
    }
    poll = begun;
    listen();
    if (early) {
      early = false;
      answer();
    } else if (!endPoint.isOpen()) {
      gone(); // closed meanwhile by who stops the server: nobody else knows of the poll
    }
  }

  @Override
  public EventLoop loop() {
    return endPoint.queue();
  }

  @Override
  public void answered(byte[] reply) {
    replied(reply, null);
  }

  @Override
  public void refused(Throwable why) {
    replied(null, why);
  }

  /** The poll or the message has its reply; on whichever thread. */
  private void replied(byte @Nullable [] reply, @Nullable Throwable why) {
    boolean isTurn = endPoint.queue().isTurn();
    if (isTurn && poll != null) {
      answer(reply, why);
      return;
    }
    body = reply;
    failure = why;
    if (isTurn) {
      early = true; // there was something to tell at once
    } else {
      endPoint.queue().add(this);
    }
  }

  /** Writes the reply that was kept. Called in a turn. */
  void answer() {
    byte[] reply = body;
    Throwable why = failure;
    body = null;
    failure = null;
    if (sending) {
      sending = false;
      answerSend(reply, why);
    } else {
      answer(reply, why);
    }
  }

  private void answerSend(byte @Nullable [] reply, @Nullable Throwable thrown) {
    try {
      if (reply == null) {
        refuse(PlainRoute.SEND, thrown);
      } else {
        String id = ways().plain().nextId();
        told(PlainRoute.SEND, () -> id, HttpStatus.OK_200, reply.length);
        write(ReplyBuffer.own(reply, id, endPoint.queue().date()));
      }
    } catch (IOException | RuntimeException e) {
      broken(e);
    }
  }

  private void told(
      PlainRoute route, Supplier<@Nullable String> requestId, int status, int length) {
    ways().plain().told(route, requestId, status, beginNanos, length);
  }

  /** Writes the reply, unless the client is gone meanwhile. */
  private void answer(byte @Nullable [] reply, @Nullable Throwable thrown) {
    if (POLL.getAndSet(this, null) == null) {
      return;
    }
    try {
      if (reply == null) {
        refuse(PlainRoute.POLL, thrown);
      } else if (ReplyBuffer.isShared(reply)) {
        ReplyBuffer replies = endPoint.queue().replies();
        ByteBuffer whole = replies.whole(reply, endPoint.queue().date());
        told(PlainRoute.POLL, replies::lastId, HttpStatus.OK_200, reply.length);
        write(whole);
      } else {
        String id = ways().plain().nextId();
        told(PlainRoute.POLL, () -> id, HttpStatus.OK_200, reply.length);
        writeSlowly(ReplyBuffer.head(reply, id, endPoint.queue().date()), ByteBuffer.wrap(reply));
      }
    } catch (IOException | RuntimeException e) {
      broken(e);
    }
  }

  private void refuse(PlainRoute route, @Nullable Throwable thrown) throws IOException {
    String id = ways().plain().nextId();
    Throwable why = thrown == null ? new IllegalStateException("There is no reply") : thrown;
    Refusal refusal = ways().plain().refusal(why, id);
    byte[] words = Json.bytes(Replies.Refused.of(refusal));
    told(route, () -> id, refusal.code().status(), words.length);
    write(ReplyBuffer.refusal(refusal, words, id, endPoint.queue().date()));
  }

  private void write(ByteBuffer whole) throws IOException {
    if (endPoint.writeNow(whole)) {
      ended();
      if (unread == null) {
        listen();
      } else {
        endPoint.queue().later(this::goOn); // what it takes up may end another's poll, and so on
      }
    } else {
      writeSlowly(BufferUtil.copy(whole), BufferUtil.EMPTY_BUFFER);
    }
  }

  private void writeSlowly(ByteBuffer first, ByteBuffer rest) {
    new SlowReply(endPoint, first, rest, this::ended, this::goOn).write();
  }

  /** The server need not wait for the reply any more. */
  private void ended() {
    if (UNANSWERED.compareAndSet(this, 1, 0)) {
      ways().plain().ended();
    }
  }

  private void broken(Exception e) {
    if (e instanceof IOException) {
      log.debug("A client was gone before its reply was written: {}", Words.of(e));
    } else {
      log.error("A connection failed by a defect", Words.without(e));
    }
    gone();
  }

  private void gone() {
    giveUp();
    endPoint.close();
  }

  private void giveUp() {
    OpenPoll open = POLL.getAndSet(this, null);
    if (open != null) {
      open.abandon();
    }
    ended();
  }

  /** There will be nothing to read: it was closed, or quiet for too long. On whichever thread. */
  @Override
  public void failed(Throwable cause) {
    endPoint.close(cause);
  }

  @Override
  public void onClose(@Nullable Throwable cause) {
    giveUp();
  }

  /** A poll has a deadline of its own. */
  @Override
  public boolean onIdleExpired(TimeoutException timeout) {
    return poll == null;
  }

  /** Nothing here waits: it may be called on the thread that looks at the network. */
  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public EndPoint getEndPoint() {
    return endPoint;
  }
}
