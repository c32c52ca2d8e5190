package chat.parley.server.http;

import chat.parley.model.Refusal;
import java.nio.charset.StandardCharsets;

/**
 * A refusal as a page, for someone who follows a link: what is the matter, and a link that works.
 */
final class ErrorPage {
  private ErrorPage() {}

  static byte[] html(Refusal refusal) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Parley</title>
    <link rel="stylesheet" href="/web/style.css">
    </head>
    <body>
    <main>
    <h1>Parley</h1>
    <p>%s</p>
    <p><a href="/">Open the chat</a></p>
    </main>
    </body>
    </html>
    """
        .formatted(refusal.detail().replace("&", "&amp;").replace("<", "&lt;"))
        .getBytes(StandardCharsets.UTF_8);
  }
}
