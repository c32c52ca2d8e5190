package chat.parley.bench.subject;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A room of {@link RawNioServer}: its newest messages, and who waits for the next. A place is the
 * number of the last message, in as many characters as this server's cursors have.
 */
final class RawNioRoom {
  /** Where nobody waits. */
  static final RawNioRoom NOWHERE = new RawNioRoom("");

  private static final int KEPT = 1_000;
  private static final int REPLY_MESSAGES_MAX = 100; // as this server's polls have by default

  // What this server's replies have, in their length alone.
  private static final int CURSOR_CHARS = 22;
  private static final String ID = "018a47be-c87b-7c3e-9d41-";
  private static final int ID_REST_CHARS = 12;
  private static final String TIME = "1693420800.123";
  private static final String HEAD =
      """
      HTTP/1.1 200 OK\r
      Date: Thu, 26 Nov 2026 05:00:00 GMT\r
      X-Request-Id: 0a1b2c-000000000\r
      Content-Type: application/json\r
      X-Content-Type-Options: nosniff\r
      Cache-Control: no-store\r
      Content-Length: \
      """;

  private final String name;
  private final String[] messages = new String[KEPT];
  private final List<RawNioConnection> waiting = new ArrayList<>();
  private long last;
  private ByteBuffer newest = ByteBuffer.allocateDirect(0); // for all who lack the last alone

  RawNioRoom(String name) {
    this.name = name;
  }

  /** Takes a message; the reply to its sender. */
  ByteBuffer add(String sender, String text) {
    last++;
    String id = ID + digits(last, ID_REST_CHARS);
    messages[at(last)] =
        "{\"id\":\""
            + id
            + "\",\"sender\":\""
            + sender
            + "\",\"text\":\""
            + text
            + "\",\"timestamp\":"
            + TIME
            + ",\"room\":\""
            + name
            + "\",\"guest\":true}";
    keep(since(last - 1));
    return reply("{\"status\":\"sent\",\"message_id\":\"" + id + "\",\"timestamp\":" + TIME + "}");
  }

  private void keep(ByteBuffer reply) {
    if (newest.capacity() < reply.remaining()) {
      newest = ByteBuffer.allocateDirect(2 * reply.remaining());
    }
    newest.clear().put(reply).flip();
  }

  /** Answers all who wait. */
  void wake() {
    for (int i = 0; i < waiting.size(); i++) {
      RawNioConnection one = waiting.get(i);
      one.waits(NOWHERE, 0);
      one.write(newest.rewind());
    }
    waiting.clear();
  }

  /** Answers with what came after a place, or has it wait. */
  void poll(RawNioConnection connection, long cursor) {
    if (cursor >= last) {
      connection.waits(this, waiting.size());
      waiting.add(connection);
    } else if (cursor == last - 1) {
      connection.write(newest.rewind());
    } else {
      connection.write(since(cursor));
    }
  }

  /** The place where the room is now. */
  ByteBuffer now() {
    return reply(
        "{\"room\":\""
            + name
            + "\",\"messages\":[],\"status\":\"success\",\"has_more\":false,\"cursor\":\""
            + digits(last, CURSOR_CHARS)
            + "\"}");
  }

  /** Takes out one who waits, if it does; the last one takes its place. */
  void leave(RawNioConnection connection) {
    int place = connection.place();
    if (place < waiting.size() && waiting.get(place) == connection) {
      RawNioConnection moved = waiting.removeLast();
      if (moved != connection) {
        waiting.set(place, moved);
        moved.waits(this, place);
      }
    }
  }

  private ByteBuffer since(long cursor) {
    long from = Math.max(cursor, last - KEPT);
    long to = Math.min(last, from + REPLY_MESSAGES_MAX);
    List<String> told = new ArrayList<>();
    for (long number = from + 1; number <= to; number++) {
      told.add(messages[at(number)]);
    }
    return reply(
        "{\"messages\":["
            + String.join(",", told)
            + "],\"status\":\"success\",\"timeout\":false,\"cursor\":\""
            + digits(to, CURSOR_CHARS)
            + "\"}");
  }

  private static int at(long number) {
    return (int) (number % KEPT);
  }

  private static String digits(long number, int width) {
    String digits = Long.toString(number);
    return "0".repeat(width - digits.length()) + digits;
  }

  private static ByteBuffer reply(String body) {
    return ByteBuffer.wrap(
        (HEAD + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1));
  }
}
