package chat.parley.bench.subject;

import chat.parley.bench.load.Response;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Bayeux over long polling.
 *
 * @see <a href="https://docs.cometd.org/current/reference/#_bayeux">The Bayeux protocol</a>
 */
final class CometDDialect implements Dialect {
  private static final byte[] CLIENT = "\"clientId\":\"".getBytes(StandardCharsets.ISO_8859_1);

  private final Requests requests;

  CometDDialect(Requests requests) {
    this.requests = requests;
  }

  @Override
  public Waiting waiting(int client, String room) {
    return new Session(room);
  }

  @Override
  public Sending sending(int client, String room) {
    Session session = new Session(null);
    return new Sending() {
      @Override
      public byte @Nullable [] prepare() {
        return session.isHandshaken() ? null : session.next();
      }

      @Override
      public void prepared(Response response) {
        session.take(response);
      }

      @Override
      public byte[] message(String text) {
        return session.post(
            "{\"channel\":\"/%s\",\"clientId\":\"%s\",\"data\":\"%s\"}"
                .formatted(room, session.id, text));
      }

      @Override
      public String take(Response response) {
        if (!response.text().contains("\"successful\":true")) {
          throw new IllegalStateException("The message was not taken: " + response);
        }
        return "";
      }
    };
  }

  /** One client: a handshake, a subscription if it is to have one, then connects without end. */
  private final class Session implements Waiting {
    private final @Nullable String room;
    private String id = "";
    private String cookie = "";
    private boolean subscribed;
    private boolean connected;

    Session(@Nullable String room) {
      this.room = room;
    }

    boolean isHandshaken() {
      return !id.isEmpty();
    }

    byte[] post(String message) {
      return requests.post(
          "/cometd", "application/json;charset=UTF-8", "[" + message + "]", cookie);
    }

    @Override
    public byte[] next() {
      if (!isHandshaken()) {
        return post(
            """
            {"channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["long-polling"]}\
            """);
      }
      if (!subscribed) {
        return post(
            "{\"channel\":\"/meta/subscribe\",\"clientId\":\"%s\",\"subscription\":\"/%s\"}"
                .formatted(id, room));
      }
      return post(
          "{\"channel\":\"/meta/connect\",\"clientId\":\"%s\",\"connectionType\":\"long-polling\"}"
              .formatted(id));
    }

    @Override
    public boolean isReady() {
      return connected;
    }

    @Override
    public boolean take(Response response) {
      Requests.expect(response);
      if (!isHandshaken()) {
        id = String.valueOf(response.quotedAfter(CLIENT));
        String given = response.header("set-cookie");
        cookie = given == null ? "" : "Cookie: " + given.replaceAll(";.*", "") + "\r\n";
        return false;
      }
      if (!subscribed) {
        subscribed = true;
        return false;
      }
      connected = true; // the first is answered at once
      return true;
    }
  }
}
