package chat.parley.desktop.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.desktop.testing.Await;
import chat.parley.server.Server;
import chat.parley.server.ServerConfig;
import chat.parley.server.Surroundings;
import chat.parley.server.access.Access;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelfCheckerTest {
  private static final String HERE = "127.0.0.1";

  private final SelfChecker checker = new SelfChecker();

  @AfterEach
  void close() {
    checker.close();
  }

  private SelfCheck check(int port, Predicate<String> isOwn) {
    return Await.result(checker.check(JoinLink.to(HERE, port), isOwn, "no such run"));
  }

  private SelfCheck check(int port, Server own) {
    return Await.result(checker.check(JoinLink.to(HERE, port), own::isOwn, own.instance()));
  }

  private static Server server(Path data, Access access) throws Exception {
    return Server.start(
        ServerConfig.defaults(data).withPort(0).withAccess(access), Surroundings.real());
  }

  @ParameterizedTest
  @EnumSource
  void isContentWithItsOwnServer(Access access, @TempDir Path data) throws Exception {
    try (Server server = server(data, access)) {
      assertEquals(SelfCheck.OK, check(server.port(), server));
    }
  }

  @ParameterizedTest
  @EnumSource
  void noticesAnotherServerOfTheSameKind(Access access, @TempDir Path ours, @TempDir Path theirs)
      throws Exception {
    try (Server server = server(ours, access);
        Server other = server(theirs, access)) {
      assertEquals(SelfCheck.SOMETHING_ELSE_ANSWERS, check(other.port(), server));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"status\":\"healthy\"}",
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        "SSH-2.0-OpenSSH_9.6\r\n"
      })
  void noticesAnotherProgram(String answer) throws Exception {
    try (OtherProgram other = new OtherProgram(answer, true)) {
      assertEquals(SelfCheck.SOMETHING_ELSE_ANSWERS, check(other.port(), cursor -> false));
    }
  }

  @Test
  void saysThatTheServerIsUnwell() throws Exception {
    try (OtherProgram other =
        new OtherProgram(
            request ->
                request.startsWith("GET /health ")
                    ? reply("200 OK", "{\"status\":\"healthy\"}")
                    : reply("500 Internal Server Error", "{\"status\":\"error\"}"),
            true)) {
      assertEquals(
          new SelfCheck.NotReached(SelfCheck.Why.UNWELL), check(other.port(), cursor -> true));
    }
  }

  private static String reply(String status, String json) {
    // It answers one request a connection, and says so: else the second could be sent into one that
    // is closing.
    return "HTTP/1.1 "
        + status
        + "\r\nConnection: close\r\nContent-Length: "
        + json.length()
        + "\r\n\r\n"
        + json;
  }

  @Test
  void saysThatNobodyListens() throws Exception {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.ofLiteral(HERE))) {
      port = gone.getLocalPort();
    }
    assertEquals(new SelfCheck.NotReached(SelfCheck.Why.REFUSED), check(port, cursor -> true));
  }

  @Test
  void saysThatItWasCutOff() throws Exception {
    try (OtherProgram other = new OtherProgram("", true)) {
      assertEquals(
          new SelfCheck.NotReached(SelfCheck.Why.CUT), check(other.port(), cursor -> true));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"})
  void waitsForNoAnswerForEver(String beginning) throws Exception {
    Duration soon = Duration.ofMillis(200);
    try (OtherProgram other = new OtherProgram(beginning, false);
        SelfChecker impatient = new SelfChecker(soon, soon)) {
      assertEquals(
          new SelfCheck.NotReached(SelfCheck.Why.NO_ANSWER),
          Await.result(impatient.check(JoinLink.to(HERE, other.port()), cursor -> true, "")));
    }
  }

  /** It answers each request, and then hangs up or goes on to say nothing. */
  private static final class OtherProgram implements AutoCloseable {
    private final ServerSocket listening;
    private final UnaryOperator<String> answers;
    private final boolean hangsUp;

    OtherProgram(String words, boolean hangsUp) throws IOException {
      this(request -> words, hangsUp);
    }

    OtherProgram(UnaryOperator<String> answers, boolean hangsUp) throws IOException {
      this.answers = answers;
      this.hangsUp = hangsUp;
      listening = new ServerSocket(0, 10, InetAddress.ofLiteral(HERE));
      var _ = Thread.ofVirtual().start(this::run);
    }

    int port() {
      return listening.getLocalPort();
    }

    private void run() {
      try {
        while (true) {
          answer(listening.accept());
        }
      } catch (IOException e) {
        assertEquals(true, listening.isClosed(), e.toString());
      }
    }

    private void answer(Socket socket) throws IOException {
      byte[] request = new byte[4_096];
      int length = Math.max(0, socket.getInputStream().read(request));
      String answer = answers.apply(new String(request, 0, length, StandardCharsets.US_ASCII));
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      if (hangsUp) {
        socket.close();
      }
    }

    @Override
    public void close() throws IOException {
      listening.close();
    }
  }
}
