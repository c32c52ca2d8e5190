package chat.parley.server.http;

import chat.parley.model.Json;
import chat.parley.model.Refusal;
import chat.parley.model.Replies;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Replies in JSON, where there is no more than the container's request. They wait for nothing. */
final class PlainReply {
  private PlainReply() {}

  static void write(Response response, Refusal refusal, Callback callback) {
    byte[] body = Json.bytes(Replies.Refused.of(refusal));
    response.setStatus(refusal.code().status());
    HttpFields.Mutable headers = response.getHeaders();
    Errors.retryAfterSeconds(refusal)
        .ifPresent(seconds -> headers.put(HttpHeader.RETRY_AFTER, seconds));
    write(response, body, callback);
  }

  /** Any reply in JSON that is of this moment. */
  static void write(Response response, byte[] body, Callback callback) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, Answer.JSON);
    headers.put(HttpHeader.CONTENT_LENGTH, body.length);
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
