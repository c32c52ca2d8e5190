package chat.parley.bench.profile;

import chat.parley.bench.load.Connection;
import chat.parley.bench.load.LoadLoop;
import chat.parley.bench.load.Response;
import chat.parley.bench.subject.Dialect;
import chat.parley.bench.subject.Running;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends the messages of one room, numbered from 0, one after the other. On the load's thread. */
final class Sender implements Connection.Client {
  private static final int CONNECT_SECONDS = 30;

  private final LoadLoop loop;
  private final Running server;
  private final Dialect.Sending dialect;
  private final Queue<Integer> waiting = new ArrayDeque<>();
  private final CompletableFuture<Connection> opened = new CompletableFuture<>();
  private Acknowledged acknowledged = (number, id, nanos) -> {};
  private @Nullable Connection free;
  private int sending;
  private int next;
  private boolean ended;

  /** Told when a message was acknowledged. */
  @FunctionalInterface
  interface Acknowledged {
    /**
     * The server has it.
     *
     * @param id by which it is known there; empty where the server gives none
     */
    void acknowledged(int number, String id, long nanos);
  }

  private Sender(LoadLoop loop, Running server, Dialect.Sending dialect) {
    this.loop = loop;
    this.server = server;
    this.dialect = dialect;
  }

  /** Opens the connection of a sender, and waits for it. */
  static Sender open(LoadLoop loop, Running server, int client, String room) {
    Sender sender = new Sender(loop, server, server.dialect().sending(client, room));
    loop.run(() -> loop.connect(server.address(), sender));
    loop.await(sender.opened, CONNECT_SECONDS);
    return sender;
  }

  void listen(Acknowledged listener) {
    acknowledged = listener;
  }

  /** Sends the next message once those before it are acknowledged; returns its number. */
  int send() {
    int number = next++;
    waiting.add(number);
    sendNext();
    return number;
  }

  /** The number of the last message that was sent; -1 if none was. */
  int last() {
    return next - 1;
  }

  /** Whether all that was sent is acknowledged. */
  boolean isIdle() {
    return free != null && waiting.isEmpty();
  }

  /** From now on the server may go. */
  void expectEnd() {
    ended = true;
  }

  private void sendNext() {
    Connection connection = free;
    Integer number = connection == null ? null : waiting.poll();
    if (connection != null && number != null) {
      free = null;
      sending = number;
      connection.send(dialect.message(server.text().of(number)));
    }
  }

  @Override
  public void connected(Connection connection) {
    prepare(connection);
  }

  private void prepare(Connection connection) {
    byte[] request = dialect.prepare();
    if (request == null) {
      free = connection;
      opened.complete(connection);
      sendNext();
    } else {
      connection.send(request);
    }
  }

  @Override
  public void answered(Connection connection, Response response, long nanos) {
    if (!opened.isDone()) {
      dialect.prepared(response);
      prepare(connection);
      return;
    }
    String id = dialect.take(response);
    free = connection;
    int number = sending;
    sendNext();
    acknowledged.acknowledged(number, id, nanos);
  }

  @Override
  public void failed(Connection connection, String why) {
    if (ended) {
      return;
    }
    if (connection == free) { // a server may close what is idle
      free = null;
      loop.connect(server.address(), this);
    } else {
      throw new IllegalStateException("A sender was cut off: " + why);
    }
  }
}
