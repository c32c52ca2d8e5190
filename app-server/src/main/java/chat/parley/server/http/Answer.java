package chat.parley.server.http;

import io.javalin.http.Context;

/** Writes a whole reply: its length is known before its first byte is sent. */
final class Answer {
  static final String JSON = "application/json";

  private Answer() {}

  static void json(Context ctx, int status, byte[] body) {
    write(ctx, status, JSON, body);
  }

  static void write(Context ctx, int status, String contentType, byte[] body) {
    ctx.status(status);
    ctx.res().setContentType(contentType);
    ctx.res().setContentLength(body.length);
    ctx.result(body);
  }
}
