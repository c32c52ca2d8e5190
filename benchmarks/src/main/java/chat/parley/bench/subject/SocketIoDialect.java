package chat.parley.bench.subject;

import chat.parley.bench.load.Response;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Engine.IO 4 over long polling, and Socket.IO 5 in it.
 *
 * @see <a href="https://socket.io/docs/v4/engine-io-protocol/">The Engine.IO protocol</a>
 */
final class SocketIoDialect implements Dialect {
  private static final byte[] SESSION = "\"sid\":\"".getBytes(StandardCharsets.ISO_8859_1);
  private static final String PATH = "/socket.io/?EIO=4&transport=polling";
  private static final String CONNECT = "40";
  private static final String EVENT = "42";

  private final Requests requests;

  SocketIoDialect(Requests requests) {
    this.requests = requests;
  }

  @Override
  public Waiting waiting(int client, String room) {
    return new Socket(EVENT + "[\"join\",\"" + room + "\"]");
  }

  @Override
  public Sending sending(int client, String room) {
    Socket socket = new Socket(null);
    return new Sending() {
      @Override
      public byte @Nullable [] prepare() {
        return socket.isReady() ? null : socket.next();
      }

      @Override
      public void prepared(Response response) {
        socket.take(response);
      }

      @Override
      public byte[] message(String text) {
        return socket.post(EVENT + "[\"send\",\"" + room + "\",\"" + text + "\"]");
      }
    };
  }

  /** One client: a session is made, then the connection in it, then it joins a room if it is to. */
  private final class Socket implements Waiting {
    private enum Step {
      OPEN,
      CONNECT,
      CONNECTED,
      JOIN,
      READY
    }

    private final @Nullable String join;
    private Step step = Step.OPEN;
    private String session = "";

    Socket(@Nullable String join) {
      this.join = join;
    }

    byte[] post(String packet) {
      return requests.post(PATH + "&sid=" + session, "text/plain;charset=UTF-8", packet);
    }

    @Override
    public byte[] next() {
      return switch (step) {
        case OPEN -> requests.get(PATH);
        case CONNECT -> post(CONNECT);
        case JOIN -> post(String.valueOf(join));
        case CONNECTED, READY -> requests.get(PATH + "&sid=" + session);
      };
    }

    @Override
    public boolean isReady() {
      return step == Step.READY;
    }

    @Override
    public boolean take(Response response) {
      Requests.expect(response);
      switch (step) {
        case OPEN -> {
          String given = response.quotedAfter(SESSION);
          if (given == null) {
            throw new IllegalStateException("There is no session in " + response);
          }
          session = given;
          step = Step.CONNECT;
        }
        case CONNECT -> step = Step.CONNECTED;
        case CONNECTED -> step = join == null ? Step.READY : Step.JOIN;
        case JOIN -> step = Step.READY;
        case READY -> {
          return true;
        }
      }
      return false;
    }
  }
}
