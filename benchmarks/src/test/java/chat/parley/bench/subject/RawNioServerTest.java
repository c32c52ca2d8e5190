package chat.parley.bench.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.Server;
import chat.parley.server.ServerConfig;
import chat.parley.server.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The yardstick is of use only if it does, on the wire, what this server does. */
class RawNioServerTest {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final String TEXT = "is there coffee?";

  private RawNioServer yardstick;
  private Thread thread;

  @BeforeEach
  void start() throws IOException {
    yardstick = new RawNioServer(0);
    thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                yardstick.serve();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    yardstick.close();
    thread.join();
  }

  /** One connection of a client. */
  private record Client(Socket socket, Requests requests) implements AutoCloseable {
    static Client of(int port) throws IOException {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(PATIENCE_MILLIS);
      return new Client(socket, new Requests(port, false));
    }

    void write(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
    }

    void poll(String cursor) throws IOException {
      write(requests.get("/api/poll?client_id=bob&room=kitchen&timeout=60&cursor=" + cursor));
    }

    String cursor() throws IOException {
      write(requests.get("/api/history?limit=1&room=kitchen"));
      return read().cursor();
    }

    Reply send(String text) throws IOException {
      write(requests.message(1, "kitchen", text));
      return read();
    }

    Reply read() throws IOException {
      InputStream in = socket.getInputStream();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      while (!bytes.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
        int next = in.read();
        assertTrue(next >= 0, "cut off");
        bytes.write(next);
      }
      List<String> head = bytes.toString(StandardCharsets.UTF_8).lines().toList();
      int length =
          head.stream()
              .filter(line -> line.startsWith("Content-Length: "))
              .mapToInt(line -> Integer.parseInt(line.substring("Content-Length: ".length())))
              .findFirst()
              .orElseThrow();
      return new Reply(head, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private record Reply(List<String> head, String body) {
    String cursor() {
      return after("\"cursor\":\"");
    }

    String text() {
      return after("\"text\":\"");
    }

    private String after(String mark) {
      int from = body.indexOf(mark) + mark.length();
      return body.substring(from, body.indexOf('"', from));
    }

    /** What is there and how long it is, whatever the values. */
    List<String> form() {
      return head.stream().map(line -> line.replaceAll("(?<=: ).*$", "") + line.length()).toList();
    }
  }

  @Test
  void aReplyToAPollIsAsLongAsThisServersHeaderForHeader(@TempDir Path folder) throws Exception {
    try (Server server =
        Server.start(ServerConfig.defaults(folder).withPort(0), Surroundings.real())) {
      Reply ours = delivered(server.port());
      Reply theirs = delivered(yardstick.port());
      assertEquals(ours.form(), theirs.form());
      assertEquals(ours.body().length(), theirs.body().length());
    }
  }

  @Test
  void anAcknowledgementIsAsLongAsThisServers(@TempDir Path folder) throws Exception {
    try (Server server =
            Server.start(ServerConfig.defaults(folder).withPort(0), Surroundings.real());
        Client ours = Client.of(server.port());
        Client theirs = Client.of(yardstick.port())) {
      assertEquals(ours.send(TEXT).body().length(), theirs.send(TEXT).body().length());
    }
  }

  private static Reply delivered(int port) throws IOException {
    try (Client bob = Client.of(port);
        Client carol = Client.of(port)) {
      bob.poll(bob.cursor());
      carol.send(TEXT);
      Reply reply = bob.read();
      assertEquals(TEXT, reply.text());
      return reply;
    }
  }

  @Test
  void whatCameMeanwhileIsAnsweredAtOnceAndInItsOrder() throws IOException {
    try (Client bob = Client.of(yardstick.port())) {
      String before = bob.cursor();
      for (int i = 0; i < 250; i++) {
        bob.send("message " + i);
      }
      int next = 0;
      String cursor = before;
      while (next < 250) {
        bob.poll(cursor);
        Reply reply = bob.read();
        for (String part : reply.body().split("\"text\":\"", -1)) {
          if (part.startsWith("message ")) {
            assertEquals("message " + next, part.substring(0, part.indexOf('"')));
            next++;
          }
        }
        cursor = reply.cursor();
      }
    }
  }

  @Test
  void aRequestMayComeInPartsAndAClientMayGoWhileItWaits() throws IOException {
    try (Client bob = Client.of(yardstick.port());
        Client carol = Client.of(yardstick.port())) {
      try (Client gone = Client.of(yardstick.port())) {
        gone.poll(gone.cursor());
      }
      bob.poll(bob.cursor());
      byte[] request = carol.requests().message(1, "kitchen", TEXT);
      carol.write(Arrays.copyOf(request, request.length - 5));
      carol.write(Arrays.copyOfRange(request, request.length - 5, request.length));
      assertEquals(TEXT, bob.read().text());
      assertTrue(carol.read().body().contains("\"message_id\""));
    }
  }
}
