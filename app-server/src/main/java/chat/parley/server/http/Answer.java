package chat.parley.server.http;

import chat.parley.server.logging.Words;
import io.javalin.http.Context;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a whole reply: its length is known before its first byte is sent. A reply that cannot be
 * written is no fault: the client has gone, or the container has ended the request because the
 * server stops. That is why it is written here and not left to Javalin, which logs it as an error.
 */
final class Answer {
  static final String JSON = "application/json";

  private static final Logger log = LoggerFactory.getLogger(Answer.class);

  private Answer() {}

  static void json(Context ctx, int status, byte[] body) {
    write(ctx, status, JSON, body);
  }

  static void write(Context ctx, int status, String contentType, byte[] body) {
    try {
      ctx.status(status);
      ctx.res().setContentType(contentType);
      ctx.res().setContentLength(body.length);
      ctx.res().getOutputStream().write(body);
    } catch (IOException | IllegalStateException e) { // the latter where the request has ended
      log.debug("A reply was not written to its end: {}", Words.of(e));
    }
  }
}
