package chat.parley.server.http;

import chat.parley.model.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * Replies to polls, header for header as Jetty would write them. The newest stays: for the next
 * waiter at the same place only the id in it is another. For one thread at a time.
 */
final class ReplyBuffer {
  private static final int SHARED_MAX_BYTES = 64 * 1_024;
  private static final int HEAD_MAX_BYTES = 1_024;
  private static final String ROOM_FOR_ID = " ".repeat(RequestIds.WRITTEN_BYTES);
  private static final byte[] NONE = {};

  private final RequestIds ids;
  private final ByteBuffer shared = ByteBuffer.allocateDirect(SHARED_MAX_BYTES);
  private byte[] body = NONE; // whose reply is there
  private @Nullable HttpField date;
  private int idAt;

  ReplyBuffer(RequestIds ids) {
    this.ids = ids;
  }

  /** What a reply says above its body. */
  private record Head(String text, int idAt) {
    static Head of(int status, String id, String more, HttpField date, int length) {
      String start =
          "HTTP/1.1 "
              + status
              + ' '
              + HttpStatus.getMessage(status)
              + "\r\n"
              + date.getName()
              + ": "
              + date.getValue()
              + "\r\n"
              + RequestIds.HEADER
              + ": ";
      String rest =
          id
              + "\r\nContent-Type: "
              + Answer.JSON
              + "\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n"
              + more
              + "Content-Length: "
              + length
              + "\r\n\r\n";
      return new Head(start + rest, start.length());
    }

    byte[] bytes() {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** Whether a body is small enough for {@link #whole}. */
  static boolean isShared(byte[] wanted) {
    return wanted.length <= SHARED_MAX_BYTES - HEAD_MAX_BYTES;
  }

  /** The whole reply with a body; the buffer is good until the next call. */
  ByteBuffer whole(byte[] wanted, HttpField now) {
    if (!isThere(wanted, now)) {
      Head head = Head.of(HttpStatus.OK_200, ROOM_FOR_ID, "", now, wanted.length);
      shared.clear().put(head.bytes()).put(wanted).flip();
      body = wanted;
      date = now;
      idAt = head.idAt();
    }
    ids.write(shared.position(0), idAt);
    return shared;
  }

  @SuppressWarnings({"ReferenceEquality", "ArrayEquals"}) // the same objects, which is quick to see
  private boolean isThere(byte[] wanted, HttpField now) {
    return body == wanted && date == now;
  }

  /** The id in the reply that was made last by {@link #whole}. */
  String lastId() {
    byte[] id = new byte[RequestIds.WRITTEN_BYTES];
    shared.get(idAt, id);
    return new String(id, StandardCharsets.US_ASCII);
  }

  /** The head of a reply with a larger body. */
  static ByteBuffer head(byte[] large, String id, HttpField now) {
    return ByteBuffer.wrap(Head.of(HttpStatus.OK_200, id, "", now, large.length).bytes());
  }

  /** The whole reply with a body that nobody else gets. */
  static ByteBuffer own(byte[] body, String id, HttpField now) {
    return together(Head.of(HttpStatus.OK_200, id, "", now, body.length), body);
  }

  private static ByteBuffer together(Head head, byte[] body) {
    byte[] above = head.bytes();
    return ByteBuffer.allocate(above.length + body.length).put(above).put(body).flip();
  }

  /** The whole reply that tells of a refusal in a body of its own. */
  static ByteBuffer refusal(Refusal refusal, byte[] told, String id, HttpField now) {
    OptionalInt seconds = Errors.retryAfterSeconds(refusal);
    String retryAfter = seconds.isPresent() ? "Retry-After: " + seconds.getAsInt() + "\r\n" : "";
    String challenge =
        Errors.challenge(refusal.code())
            .map(scheme -> "WWW-Authenticate: " + scheme + "\r\n")
            .orElse("");
    return together(
        Head.of(refusal.code().status(), id, challenge + retryAfter, now, told.length), told);
  }
}
