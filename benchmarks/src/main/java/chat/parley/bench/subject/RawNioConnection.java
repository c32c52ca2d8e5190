package chat.parley.bench.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One connection of {@link RawNioServer}: a request is found by its marks, and answered. */
final class RawNioConnection {
  private static final byte[] NOTHING = {};
  private static final byte[] HEAD_END = bytes("\r\n\r\n");
  private static final byte[] POLL = bytes("GET /api/poll?");
  private static final byte[] SEND = bytes("POST /api/send");
  private static final byte[] LENGTH = bytes("Content-Length: ");
  private static final byte[] QUERY_ROOM = bytes("room=");
  private static final byte[] CURSOR = bytes("cursor=");
  private static final byte[] ROOM = bytes("\"room\":\"");
  private static final byte[] SENDER = bytes("\"sender\":\"");
  private static final byte[] TEXT = bytes("\"text\":\"");
  private static final int TEN = 10;

  private final RawNioServer server;
  private final SocketChannel channel;
  private final SelectionKey key;
  private byte[] kept = NOTHING; // the part of a request that came so far
  private ByteBuffer left = ByteBuffer.wrap(NOTHING); // what could not be written yet
  private RawNioRoom waitsIn = RawNioRoom.NOWHERE;
  private int place; // among those who wait there

  RawNioConnection(RawNioServer server, SocketChannel channel, SelectionKey key) {
    this.server = server;
    this.channel = channel;
    this.key = key;
  }

  void ready(byte[] shared) {
    try {
      if (key.isValid() && key.isWritable()) {
        writeRest();
      }
      if (key.isValid() && key.isReadable()) {
        read(shared);
      }
    } catch (IOException e) {
      gone(); // a client that vanished
    }
  }

  private void read(byte[] shared) throws IOException {
    int count = channel.read(ByteBuffer.wrap(shared));
    if (count < 0) {
      gone();
    } else if (kept.length == 0) {
      kept = rest(shared, count);
    } else {
      byte[] all = Arrays.copyOf(kept, kept.length + count);
      System.arraycopy(shared, 0, all, kept.length, count);
      kept = rest(all, all.length);
    }
  }

  /** Answers the whole requests of some bytes, and returns what is behind them. */
  private byte[] rest(byte[] bytes, int length) {
    int from = 0;
    while (from < length) {
      int end = answered(bytes, from, length);
      if (end < 0) {
        return Arrays.copyOfRange(bytes, from, length);
      }
      from = end;
    }
    return NOTHING;
  }

  /** Where the bytes go on after the request they begin with; -1 while part of it is missing. */
  private int answered(byte[] bytes, int from, int to) {
    int headEnd = indexOf(bytes, from, to, HEAD_END);
    if (headEnd < 0) {
      return -1;
    }
    int body = headEnd + HEAD_END.length;
    if (startsWith(bytes, from, SEND)) {
      int end = body + (int) number(bytes, after(bytes, from, headEnd, LENGTH));
      if (end > to) {
        return -1;
      }
      RawNioRoom room = server.room(quoted(bytes, after(bytes, body, end, ROOM), end));
      String sender = quoted(bytes, after(bytes, body, end, SENDER), end);
      String text = quoted(bytes, after(bytes, body, end, TEXT), end);
      write(room.add(sender, text));
      room.wake();
      return end;
    }
    RawNioRoom room =
        server.room(parameter(bytes, after(bytes, from, headEnd, QUERY_ROOM), headEnd));
    if (startsWith(bytes, from, POLL)) {
      room.poll(this, number(bytes, after(bytes, from, headEnd, CURSOR)));
    } else {
      write(room.now());
    }
    return body;
  }

  /** Writes a reply, whose position may be anywhere afterwards. */
  void write(ByteBuffer reply) {
    try {
      channel.write(reply);
      if (reply.hasRemaining()) {
        left = ByteBuffer.allocate(reply.remaining()).put(reply).flip();
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      }
    } catch (IOException e) {
      gone(); // a client that vanished, perhaps while others are answered
    }
  }

  private void writeRest() throws IOException {
    channel.write(left);
    if (!left.hasRemaining()) {
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  private void gone() {
    waitsIn.leave(this);
    key.cancel();
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void waits(RawNioRoom room, int at) {
    waitsIn = room;
    place = at;
  }

  int place() {
    return place;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static boolean startsWith(byte[] bytes, int from, byte[] mark) {
    return Arrays.equals(bytes, from, from + mark.length, mark, 0, mark.length);
  }

  private static int indexOf(byte[] bytes, int from, int to, byte[] mark) {
    for (int i = from; i <= to - mark.length; i++) {
      if (bytes[i] == mark[0] && startsWith(bytes, i, mark)) {
        return i;
      }
    }
    return -1;
  }

  private static int after(byte[] bytes, int from, int to, byte[] mark) {
    int at = indexOf(bytes, from, to, mark);
    if (at < 0) {
      throw new IllegalStateException("There is no " + new String(mark, StandardCharsets.US_ASCII));
    }
    return at + mark.length;
  }

  private static long number(byte[] bytes, int from) {
    long number = 0;
    for (int i = from; bytes[i] >= '0' && bytes[i] <= '9'; i++) {
      number = number * TEN + bytes[i] - '0';
    }
    return number;
  }

  /** What stands there, up to the end of its string. */
  private static String quoted(byte[] bytes, int from, int to) {
    return text(bytes, from, to, '"', '"');
  }

  /** What stands there, up to the end of its parameter. */
  private static String parameter(byte[] bytes, int from, int to) {
    return text(bytes, from, to, '&', ' ');
  }

  private static String text(byte[] bytes, int from, int to, char end, char otherEnd) {
    int at = from;
    while (at < to && bytes[at] != end && bytes[at] != otherEnd) {
      at++;
    }
    return new String(bytes, from, at - from, StandardCharsets.ISO_8859_1);
  }
}
