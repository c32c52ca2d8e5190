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
          "HTTP/1.1 %d %s\r\n%s: %s\r\n%s: "
              .formatted(
                  status,
                  HttpStatus.getMessage(status),
                  date.getName(),
                  date.getValue(),
                  RequestIds.HEADER);
      String rest =
          "%s\r\nContent-Type: %s\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n%sContent-Length: %d\r\n\r\n"
              .formatted(id, Answer.JSON, more, length);
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

  /** The whole reply that tells of a refusal in a body of its own. */
  static ByteBuffer refusal(Refusal refusal, byte[] told, String id, HttpField now) {
    OptionalInt seconds = Errors.retryAfterSeconds(refusal);
    String retryAfter = seconds.isPresent() ? "Retry-After: " + seconds.getAsInt() + "\r\n" : "";
    String challenge =
        Errors.challenge(refusal.code())
            .map(scheme -> "WWW-Authenticate: " + scheme + "\r\n")
            .orElse("");
    byte[] head =
        Head.of(refusal.code().status(), id, challenge + retryAfter, now, told.length).bytes();
    return ByteBuffer.allocate(head.length + told.length).put(head).put(told).flip();
  }
}
