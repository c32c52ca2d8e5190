package chat.parley.desktop.sync;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.replica.PollReply;
import chat.parley.desktop.sync.PollOutcome.Cut;
import chat.parley.desktop.sync.PollOutcome.Failure;
import chat.parley.desktop.sync.PollOutcome.NotParley;
import chat.parley.desktop.sync.PollOutcome.Unreachable;
import chat.parley.desktop.testing.Await;
import chat.parley.model.ClientId;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Servers that are gone, broken or mean harm. */
class HostileServerTest {
  private static final ClientId CLIENT = ClientId.of("alice");
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json";
  private static final Duration LONG = Duration.ofSeconds(20);

  private static ServerApi api(URI address, Duration margin) {
    return new ServerApi(address, System::nanoTime, Duration.ofSeconds(5), margin);
  }

  private static CompletableFuture<PollReply> poll(ServerApi api) {
    return api.poll(CLIENT, "abc", 0, 500);
  }

  private static Failure failure(CompletableFuture<?> call) {
    Await.until("the call ends", call::isDone);
    assertTrue(call.isCompletedExceptionally(), "it should have failed");
    return Objects.requireNonNull(CallFailure.in(call.exceptionNow()));
  }

  /** How a poll fails that is answered like this. */
  private static Failure answeredWith(String head, String body) throws IOException {
    try (ScriptedServer server = ScriptedServer.saying(head, body);
        ServerApi api = api(server.address(), LONG)) {
      return failure(poll(api));
    }
  }

  private static Failure script(ScriptedServer.Script script, Duration margin) throws IOException {
    try (ScriptedServer server = new ScriptedServer(script);
        ServerApi api = api(server.address(), margin)) {
      return failure(poll(api));
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Test
  void deeplyNestedJsonIsNotParley() throws Exception {
    assertInstanceOf(NotParley.class, answeredWith(OK, "[".repeat(100_000)));
  }

  @Test
  void aConnectionThatEndsBeforeTheReplyIsCut() throws Exception {
    assertInstanceOf(Cut.class, script((_, out) -> out.close(), LONG));
  }

  @Test
  void aConnectionThatEndsWithinTheReplyIsCut() throws Exception {
    assertInstanceOf(
        Cut.class,
        script(
            (_, out) -> write(out, OK + "\r\nContent-Length: 500\r\n\r\n{\"messages\":["), LONG));
  }

  @Test
  void whatIsNotHttpIsCut() throws Exception {
    assertInstanceOf(Cut.class, script((_, out) -> write(out, "220 smtp ready\r\n\r\n"), LONG));
  }

  @Test
  void silenceIsCutWhenItsTimeIsOver() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (ScriptedServer server = new ScriptedServer((_, _) -> await(end));
        ServerApi api = api(server.address(), Duration.ofMillis(50))) {
      assertInstanceOf(Cut.class, failure(poll(api)));
      end.countDown();
    }
  }

  @Test
  void aReplyThatDripsIsCutWhenItsTimeIsOver() throws Exception {
    try (ScriptedServer server = new ScriptedServer(HostileServerTest::drip);
        ServerApi api = api(server.address(), Duration.ofMillis(100))) {
      assertInstanceOf(Cut.class, failure(poll(api)));
      Await.until("the connection ends", () -> server.connections() == 0);
    }
  }

  /** Goes on until the other side has had enough. */
  private static void drip(String request, OutputStream out) throws IOException {
    write(out, OK + "\r\nContent-Length: 1000000000\r\n\r\n");
    while (true) {
      write(out, " ");
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void aReplyThatWouldFillTheMemoryIsNotRead() throws Exception {
    byte[] spaces = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
    ScriptedServer.Script endless =
        (_, out) -> {
          write(out, OK + "\r\nConnection: close\r\n\r\n");
          while (true) {
            out.write(spaces);
          }
        };
    assertInstanceOf(Cut.class, script(endless, LONG));
  }

  @Test
  void nobodyListening() throws Exception {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    try (ServerApi api = api(nobody, LONG)) {
      assertInstanceOf(Unreachable.class, failure(poll(api)));
    }
  }

  @Test
  void aNameThatIsNone() {
    try (ServerApi api = api(URI.create("http://nobody.invalid:8000"), LONG)) {
      assertInstanceOf(Unreachable.class, failure(poll(api)));
    }
  }

  @Test
  void aCallThatIsCancelledEndsItsConnection() throws Exception {
    try (ScriptedServer server = new ScriptedServer(HostileServerTest::drip);
        ServerApi api = api(server.address(), LONG)) {
      CompletableFuture<PollReply> call = poll(api);
      Await.until("it is asked", () -> server.requests().size() == 1);
      call.cancel(true);
      Await.until("the connection ends", () -> server.connections() == 0);
    }
  }

  @Test
  void closingEndsWhatIsUnderWay() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (ScriptedServer server = new ScriptedServer((_, _) -> await(end))) {
      ServerApi api = api(server.address(), LONG);
      CompletableFuture<PollReply> call = poll(api);
      Await.until("it is asked", () -> server.requests().size() == 1);
      api.close();
      assertInstanceOf(Cut.class, failure(call));
      end.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    Await.until("the latch", () -> latch.getCount() == 0);
  }
}
