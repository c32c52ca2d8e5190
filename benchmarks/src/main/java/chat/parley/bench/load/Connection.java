package chat.parley.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** One HTTP/1.1 connection with one request at a time. On its loop's thread only. */
public final class Connection {
  private static final byte[] NOTHING = {};
  private static final int GROWTH = 2;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Client client;
  private ByteBuffer out = ByteBuffer.wrap(NOTHING);
  private byte[] kept = NOTHING; // the part of a response that came so far
  private int keptLength;

  Connection(SocketChannel channel, SelectionKey key, Client client) {
    this.channel = channel;
    this.key = key;
    this.client = client;
  }

  /** Whoever speaks over a connection. */
  public interface Client {
    /** It is open: time for the first request. */
    void connected(Connection connection);

    /** A response came; the next request may be sent. The time is {@link System#nanoTime}. */
    void answered(Connection connection, Response response, long nanos);

    /** It failed, or was closed by the server. */
    void failed(Connection connection, String why);
  }

  /** Sends a request; the response to the one before must be there. */
  public void send(byte[] request) {
    out = ByteBuffer.wrap(request);
    write();
  }

  public void close() {
    key.cancel();
    try {
      channel.close();
    } catch (IOException e) {
      client.failed(this, "It could not be closed: " + e.getMessage());
    }
  }

  void ready(byte[] shared) {
    try {
      if (key.isConnectable()) {
        channel.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
        client.connected(this);
      }
      if (key.isValid() && key.isWritable()) {
        write();
      }
      if (key.isValid() && key.isReadable()) {
        read(shared);
      }
    } catch (IOException e) {
      lost(e.toString());
    }
  }

  private void write() {
    try {
      channel.write(out);
      int wanted = SelectionKey.OP_READ | (out.hasRemaining() ? SelectionKey.OP_WRITE : 0);
      if (key.interestOps() != wanted) {
        key.interestOps(wanted);
      }
    } catch (IOException e) {
      lost(e.toString());
    }
  }

  private void read(byte[] shared) throws IOException {
    int count = channel.read(ByteBuffer.wrap(shared));
    if (count < 0) {
      lost("The server closed the connection");
    } else if (count > 0) {
      take(shared, count, System.nanoTime());
    }
  }

  private void take(byte[] bytes, int length, long nanos) {
    Response response;
    if (keptLength == 0) {
      response = Response.read(bytes, 0, length);
      if (response == null) {
        keep(bytes, length);
        return;
      }
    } else {
      keep(bytes, length);
      response = Response.read(kept, 0, keptLength);
      if (response == null) {
        return;
      }
      length = keptLength;
      kept = NOTHING;
      keptLength = 0;
    }
    if (response.end() != length) {
      throw new IllegalStateException("More than the answer came: " + response);
    }
    client.answered(this, response, nanos);
    if (response.closes()) {
      lost("The server said that it closes");
    }
  }

  private void keep(byte[] bytes, int length) {
    if (keptLength + length > kept.length) {
      kept = Arrays.copyOf(kept, Math.max(kept.length * GROWTH, keptLength + length));
    }
    System.arraycopy(bytes, 0, kept, keptLength, length);
    keptLength += length;
  }

  private void lost(String why) {
    key.cancel();
    try {
      channel.close();
    } catch (IOException e) {
      client.failed(this, why + "; " + e.getMessage());
      return;
    }
    client.failed(this, why);
  }
}
