package chat.parley.desktop.sync;

import chat.parley.desktop.testing.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server without rooms that answers polls and sends when and as a test says, and everything else
 * at once.
 */
final class Puppet implements AutoCloseable {
  static final String SENT =
      "HTTP/1.1 200 OK|{\"status\":\"sent\",\"message_id\":\"018a47be-c87b-7c3e-9d41-5b2f8a6c0e17\",\"timestamp\":1.000}";
  static final String FULL =
      "HTTP/1.1 503 Busy\r\nRetry-After: 200|{\"status\":\"error\",\"code\":\"overloaded\",\"detail\":\"Full.\"}";
  private static final String HISTORY =
      "HTTP/1.1 200 OK|{\"room\":\"general\",\"messages\":[],\"status\":\"success\",\"has_more\":false,\"cursor\":\"c0\"}";
  private static final String CUT = "";

  private final ScriptedServer server;
  private final List<Held> polls = new CopyOnWriteArrayList<>();
  private final List<Held> sends = new CopyOnWriteArrayList<>();

  private volatile String history = HISTORY;

  /** A request that waits for its answer. */
  record Held(String request, CompletableFuture<String> answer) {
    /** A status line with headers, a bar, and a body. */
    void answer(String headAndBody) {
      answer.complete(headAndBody);
    }

    void ok(String body) {
      answer("HTTP/1.1 200 OK|" + body);
    }

    /** Ends the connection without a word. */
    void cut() {
      answer(CUT);
    }

    int seconds() {
      return Integer.parseInt(request.replaceAll(".*[&?]timeout=(\\d+).*", "$1"));
    }

    String cursor() {
      return request.replaceAll(".*[&?]cursor=([^& ]*).*", "$1");
    }
  }

  Puppet() throws IOException {
    server = new ScriptedServer(this::serve);
  }

  URI address() {
    return server.address();
  }

  private void serve(String request, OutputStream out) throws IOException {
    if (request.startsWith("GET /api/poll")) {
      write(out, hold(polls, request));
    } else if (request.startsWith("POST /api/send")) {
      write(out, hold(sends, request));
    } else if (request.startsWith("GET /api/history")) {
      write(out, history);
    } else {
      write(out, "HTTP/1.1 200 OK|{\"rooms\":[],\"status\":\"success\"}");
    }
  }

  private static String hold(List<Held> where, String request) {
    Held held = new Held(request, new CompletableFuture<>());
    where.add(held);
    return held.answer().join();
  }

  private static void write(OutputStream out, String headAndBody) throws IOException {
    if (!headAndBody.equals(CUT)) {
      int bar = headAndBody.indexOf('|');
      byte[] body = headAndBody.substring(bar + 1).getBytes(StandardCharsets.UTF_8);
      String head =
          headAndBody.substring(0, bar)
              + "\r\nConnection: close\r\nContent-Length: "
              + body.length
              + "\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.UTF_8));
      out.write(body);
      out.flush();
    }
  }

  /** The reply to a poll that waited in vain. */
  static String nothing(String cursor) {
    return "{\"messages\":[],\"status\":\"timeout\",\"timeout\":true,\"cursor\":\""
        + cursor
        + "\"}";
  }

  /** The reply to a poll with one message of bob's in the kitchen. */
  static String news(String cursor, String text) {
    return "{\"messages\":[{\"id\":\"%s\",\"sender\":\"bob\",\"text\":\"%s\",\"timestamp\":1.000,\"room\":\"kitchen\"}],\"status\":\"success\",\"timeout\":false,\"cursor\":\"%s\"}"
        .formatted(UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)), text, cursor);
  }

  /** From now on it refuses to tell what was said, or does not. */
  void tellsThePast(boolean tells) {
    history = tells ? HISTORY : FULL;
  }

  /** The first lines of all requests so far. */
  List<String> requests() {
    return server.requests();
  }

  /** How many connections are open. */
  int connections() {
    return server.connections();
  }

  /** The n-th poll, from 1, once it has come. */
  Held poll(int n) {
    Await.until("poll number " + n, () -> polls.size() >= n);
    return polls.get(n - 1);
  }

  int polls() {
    return polls.size();
  }

  /** The n-th send, from 1, once it has come. */
  Held send(int n) {
    Await.until("send number " + n, () -> sends.size() >= n);
    return sends.get(n - 1);
  }

  int sends() {
    return sends.size();
  }

  @Override
  public void close() {
    polls.forEach(Held::cut);
    sends.forEach(Held::cut);
    server.close();
  }
}
