package chat.parley.server.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Requests of all kinds, most of them wrong in one place. */
final class RequestFuzz {
  private final Chance chance;
  private final QueryFuzz queries;
  private final BodyFuzz bodies;
  private final List<String> cursors;
  private final List<String> messageIds;

  /**
   * @param cursors some that have messages after them
   * @param messageIds some of such messages
   */
  RequestFuzz(Chance chance, List<String> cursors, List<String> messageIds) {
    this.chance = chance;
    this.cursors = cursors;
    this.messageIds = messageIds;
    queries = new QueryFuzz(chance);
    bodies = new BodyFuzz(chance);
  }

  Request next() {
    Request request = plain();
    if (chance.oneIn(4)) {
      spoilHeader(request);
    }
    if (chance.oneIn(25)) {
      request.method =
          chance.of(
              "HEAD",
              "OPTIONS",
              "TRACE",
              "CONNECT",
              "PUT",
              "PATCH",
              "DELETE",
              "get",
              "FOO",
              "G\u00c9T",
              "PROPFIND",
              "X".repeat(40));
    }
    if (chance.oneIn(60)) {
      request.version =
          chance.of("HTTP/1.0", "HTTP/1.2", "HTTP/0.9", "HTTP/2.0", "HTTP/9", "http/1.1", "", "X");
      request.framed = false;
    }
    if (chance.oneIn(15)) {
      spoilFraming(request);
    }
    return request;
  }

  private Request plain() {
    return switch (chance.below(20)) {
      case 0, 1, 2, 3, 4, 5, 6, 7 -> send();
      case 8, 9, 10, 11 -> new Request("GET", "/api/poll?" + queries.poll(cursors, messageIds));
      case 12, 13, 14 -> new Request("GET", "/api/history?" + queries.history(messageIds));
      case 15 ->
          new Request("DELETE", "/api/client" + chance.of("/", "?client_id=") + queries.value());
      case 16 ->
          new Request("GET", queries.path() + (chance.oneIn(3) ? "?" + queries.value() : ""));
      case 17 ->
          new Request(
              "GET",
              chance.of(
                  "*",
                  "http://localhost/api/stats",
                  "http://evil.example/",
                  "//localhost/",
                  "localhost:80",
                  "",
                  "?",
                  "#",
                  "/#x",
                  "/?",
                  "http://",
                  "http:///api/rooms",
                  "http://[::1/"));
      default ->
          new Request(
              "GET",
              chance.of(
                      "/",
                      "/docs",
                      "/redoc",
                      "/openapi.json",
                      "/api/rooms",
                      "/api/stats",
                      "/health",
                      "/health/live",
                      "/health/ready",
                      "/web/style.css")
                  + (chance.oneIn(4) ? "?" + queries.value() : ""));
    };
  }

  private Request send() {
    Request request = new Request("POST", "/api/send");
    request.body = bodies.next();
    if (chance.oneIn(3)) {
      request.header(
          "Content-Type",
          chance.of(
              "application/json",
              "text/plain",
              "application/x-www-form-urlencoded",
              "multipart/form-data; boundary=x",
              "multipart/form-data",
              "application/json; charset=utf-16",
              "application/json; charset=nope",
              "//",
              ""));
    }
    return request;
  }

  private void spoilHeader(Request request) {
    switch (chance.below(9)) {
      case 0 ->
          request.header(
              "Host",
              chance.of(
                  "",
                  "evil.example",
                  "localhost:",
                  "localhost:99999",
                  "localhost:x",
                  "[::1]",
                  "[::1",
                  "127.0.0.1:80",
                  "1.2.3.4.5",
                  "a b",
                  "localhost,evil.example",
                  "localhost@evil.example",
                  "LOCALHOST.",
                  "..",
                  "é",
                  "[fe80::1%eth0]:80"));
      case 1 -> request.headers.add("Host: " + chance.of("localhost", "evil.example"));
      case 2 ->
          request.header(
              "Origin",
              chance.of(
                  "null",
                  "",
                  "http://localhost",
                  "http://localhost:1",
                  "http://evil.example",
                  "https://[::1]:3",
                  "file://",
                  "http://",
                  "http://localhost@evil.example",
                  "\u00e9"));
      case 3 ->
          request.header(
              "Sec-Fetch-Site",
              chance.of("cross-site", "CROSS-SITE", "same-origin", "none", "", "x"));
      case 4 ->
          request.header(
              "Content-Encoding",
              chance.of("gzip", "identity", "br", "", "gzip, identity", "Identity"));
      case 5 -> request.header("Expect", chance.of("100-continue", "200-ok", ""));
      case 6 ->
          request.header(
              chance.of(
                  "Accept",
                  "Accept-Encoding",
                  "If-None-Match",
                  "Range",
                  "Cookie",
                  "Connection",
                  "Authorization",
                  "X-Forwarded-For",
                  "Forwarded",
                  "X-HTTP-Method-Override",
                  "Content-Type"),
              headerValue());
      case 7 ->
          request.headers.addAll(
              java.util.Collections.nCopies(
                  chance.of(10, 100, 400), "X-" + chance.word(8) + ": " + chance.word(60)));
      default ->
          request.headers.add(
              chance.of(
                  "NoColon",
                  ": empty",
                  " folded: x",
                  "Bad Name: x",
                  "X-Nul: a\u0000b",
                  "X-Long: " + "x".repeat(30_000),
                  "X\u00e9: y",
                  "X-Cr: a\rb",
                  "X-Empty:"));
    }
    if (request.headers.stream().anyMatch(header -> header.startsWith("Connection:"))) {
      request.framed = false;
    }
  }

  private String headerValue() {
    return chance.of(
        "close",
        "keep-alive",
        "upgrade",
        "text/html",
        "*",
        "gzip",
        "bytes=0-1",
        "\"x\"",
        "$Version=1; a=b; a",
        "=",
        ";;;",
        "Basic x",
        chance.word(200),
        "\u00ff\u0100");
  }

  private void spoilFraming(Request request) {
    request.framed = false;
    request.ownFraming = true;
    int length = request.body.length;
    switch (chance.below(7)) {
      case 0 -> request.headers.add("Content-Length: " + (length + 1 + chance.below(100)));
      case 1 -> request.headers.add("Content-Length: " + chance.below(length + 1));
      case 2 ->
          request.headers.add(
              "Content-Length: "
                  + chance.of(
                      "-1",
                      "x",
                      "",
                      "+3",
                      "1e1",
                      "9223372036854775808",
                      "5, 5",
                      "00",
                      "99999999999"));
      case 3 -> {
        request.headers.add("Content-Length: " + length);
        request.headers.add("Content-Length: " + (length + chance.below(2)));
      }
      case 4 ->
          chunked(
              request,
              chance.of(
                  "chunked",
                  "chunked",
                  "chunked",
                  "Chunked",
                  "gzip, chunked",
                  "chunked, chunked",
                  "x",
                  "identity",
                  ""));
      case 5 -> {
        request.headers.add("Content-Length: " + length);
        chunked(request, "chunked");
      }
      default ->
          chunked(
              request, "chunked\r\nTransfer-Encoding: " + chance.of("chunked", "identity", "x"));
    }
  }

  private void chunked(Request request, String coding) {
    request.headers.add("Transfer-Encoding: " + coding);
    byte[] whole = request.body;
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    int at = 0;
    while (at < whole.length) {
      int size = Math.min(whole.length - at, 1 + chance.below(whole.length));
      chunks.writeBytes(
          ascii(
              Integer.toHexString(size).toUpperCase(Locale.ROOT)
                  + (chance.oneIn(6) ? ";x=y" : "")
                  + "\r\n"));
      chunks.write(whole, at, size);
      chunks.writeBytes(ascii(chance.oneIn(30) ? chance.of("", "\n", "xx") : "\r\n"));
      at += size;
    }
    chunks.writeBytes(
        ascii(
            chance.oneIn(8)
                ? chance.of("", "0", "0\r\n", "x\r\n\r\n", "-1\r\n\r\n", "fffffffffffffffff\r\n")
                : "0\r\n\r\n"));
    request.body = chunks.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
