package chat.parley.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.fault.ChatClient.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person types or sets, and what they are told. */
@Tag("fault")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class CommandLineTest {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  /** Values that each alone keep the server from beginning, but for the folder. */
  private static final Map<String, String> WRONG =
      Map.ofEntries(
          Map.entry("PARLEY_HOST", "203.0.113.9"),
          Map.entry("PARLEY_PORT", "70000"),
          Map.entry("PARLEY_MAX_POLLS", "0"),
          Map.entry("PARLEY_MAX_POLLS_PER_ADDRESS", "0"),
          Map.entry("PARLEY_MAX_ROOMS", "0"),
          Map.entry("PARLEY_MAX_DATA_MIB", "-1"),
          Map.entry("PARLEY_MAX_WAIT_MILLIS", "0"),
          Map.entry("PARLEY_PUBLIC_URL", "nonsense"),
          Map.entry("PARLEY_HTTP2", "perhaps"),
          Map.entry("PARLEY_FAST_POLLS", "perhaps"),
          Map.entry("PARLEY_METRICS_PORT", "70000"),
          Map.entry("PARLEY_LIMITS", "loose"),
          Map.entry("PARLEY_ACCESS", "closed"),
          Map.entry("PARLEY_SIGN_UP", "perhaps"),
          Map.entry("PARLEY_TRUSTED_PROXY", "proxy.example.org"));

  private static final List<String> OTHER_VARIABLES =
      List.of(
          "PARLEY_DATA",
          "PARLEY_LOG_FORMAT",
          "PARLEY_LOG_LEVEL",
          "PARLEY_METRICS_HOST",
          "PARLEY_TLS",
          "PARLEY_TLS_CERT",
          "PARLEY_TLS_KEY",
          "PARLEY_PLAIN_PORT");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "--port, 70000, --port must be from 0 to 65535",
    "--port, abc, is not an int",
    "--host, 203.0.113.9, The address 203.0.113.9 cannot be listened on",
    "--host, no-such-name.invalid, The address no-such-name.invalid cannot be listened on",
    "--public-url, nonsense, --public-url must be like https://chat.example.org",
    "--max-polls, 0, --max-polls must be at least 1",
    "--max-wait-millis, 99, --max-wait-millis must be at least 100",
    "--metrics-port, 70000, --metrics-port must be from 0 to 65535",
    "--limits, loose, --limits",
    "--access, closed, '--access must be one of open, invite, accounts'",
    "--trusted-proxy, 10.1.0.1, --trusted-proxy does not go with open access",
    "--trusted-proxy, proxy.example.org, --trusted-proxy: A trusted proxy is an address",
    "--trusted-proxy, 10.1.0.0/33, not '10.1.0.0/33'",
    "--log-format, xml, --log-format",
    "--log-level, loud, --log-level"
  })
  void aWrongValueIsSaidInASentence(String flag, String value, String sentence) throws Exception {
    Program.Ended ended =
        Program.PLAIN.run(folder, "serve", "--data", folder + "/data", flag, value);

    assertEquals(2, ended.status(), ended.err());
    assertTrue(ended.err().contains(sentence), ended.err());
    assertNoStackTrace(ended);
  }

  @ParameterizedTest
  @CsvSource({
    "PARLEY_HOST, The address 203.0.113.9",
    "PARLEY_PORT, --port",
    "PARLEY_MAX_POLLS, --max-polls must",
    "PARLEY_MAX_POLLS_PER_ADDRESS, --max-polls-per-address must",
    "PARLEY_MAX_ROOMS, --max-rooms must",
    "PARLEY_MAX_DATA_MIB, --max-data-mib must",
    "PARLEY_MAX_WAIT_MILLIS, --max-wait-millis must",
    "PARLEY_PUBLIC_URL, --public-url must",
    "PARLEY_LIMITS, --limits",
    "PARLEY_ACCESS, --access must",
    "PARLEY_SIGN_UP, --sign-up",
    "PARLEY_TRUSTED_PROXY, --trusted-proxy",
    "PARLEY_HTTP2, --http2",
    "PARLEY_FAST_POLLS, --fast-polls",
    "PARLEY_METRICS_PORT, --metrics-port must"
  })
  void aVariableIsReadAndCheckedLikeItsFlag(String variable, String sentence) throws Exception {
    Program.Ended ended =
        Program.PLAIN
            .with("PARLEY_DATA", folder + "/data")
            .with(variable, String.valueOf(WRONG.get(variable)))
            .run(folder, "serve");

    assertEquals(2, ended.status(), ended.err());
    assertTrue(ended.err().contains(sentence), ended.err());
    assertNoStackTrace(ended);
  }

  @ParameterizedTest
  @CsvSource({
    "PARLEY_TLS, perhaps, --tls",
    "PARLEY_TLS_CERT, cert.pem, --tls-cert and --tls-key go together",
    "PARLEY_TLS_KEY, key.pem, --tls-cert and --tls-key go together",
    "PARLEY_PLAIN_PORT, 8001, --plain-port is for a server with TLS"
  })
  void aVariableOfTlsIsReadAndCheckedToo(String variable, String value, String sentence)
      throws Exception {
    Program.Ended ended =
        Program.PLAIN
            .with("PARLEY_DATA", folder + "/data")
            .with(variable, value)
            .run(folder, "serve");

    assertEquals(2, ended.status(), ended.err());
    assertTrue(ended.err().contains(sentence), ended.err());
    assertNoStackTrace(ended);
  }

  @Test
  void itEncryptsAsItIsAskedAndTheHealthcheckKnowsItsKey() throws Exception {
    int port = ServerProcess.freePort(new Random());
    Program program =
        Program.PLAIN.with(
            Map.of(
                "PARLEY_PORT", Integer.toString(port),
                "PARLEY_DATA", folder.resolve("data").toString(),
                "PARLEY_TLS", "auto"));
    Path log = folder.resolve("log");
    Process server = program.start(List.of("serve"), log, log);
    try {
      Await.until(
          "it says where it is",
          Duration.ofSeconds(30),
          () -> said(log).contains("https://localhost:" + port + "/#pin="));
      Program.Ended health = program.run(folder, "healthcheck");
      assertEquals(0, health.status(), health.out() + health.err());
      assertTrue(health.out().contains("Ready: https://127.0.0.1:" + port), health.out());
      assertEquals(
          1,
          program.with("PARLEY_TLS", "off").run(folder, "healthcheck").status(),
          "in clear text");
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void itLetsPeopleInByInviteAndTellsHowOneIsMade() throws Exception {
    int port = ServerProcess.freePort(new Random());
    Path data = folder.resolve("data");
    Program program =
        Program.PLAIN.with(
            Map.of(
                "PARLEY_PORT", Integer.toString(port),
                "PARLEY_DATA", data.toString(),
                "PARLEY_ACCESS", "invite"));
    Path log = folder.resolve("log");
    Process server = program.start(List.of("serve"), log, log);
    try {
      String command =
          "./mvnw -Phost -Dparley.command=invite -Dparley.args=\"--data %s --port %d\""
              .formatted(data, port);
      Await.until("it says how", Duration.ofSeconds(30), () -> said(log).contains(command));
      Program.Ended invite = program.run(folder, "invite", "--uses", "1");
      assertEquals(0, invite.status(), invite.out() + invite.err());
      assertTrue(invite.out().contains("http://localhost:" + port + "/#join="), invite.out());
      Program.Ended users = program.run(folder, "user", "list");
      assertEquals(0, users.status(), users.out() + users.err());
    } finally {
      server.destroyForcibly();
    }
    Await.until("it has ended", Duration.ofSeconds(30), () -> !server.isAlive());
    Program.Ended none = program.run(folder, "invite");
    assertEquals(2, none.status(), none.out() + none.err());
    assertTrue(none.err().contains("Nothing listens there."), none.err());
    assertNoStackTrace(none);
  }

  private static String said(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void flagsWinOverVariables() throws Exception {
    int port = ServerProcess.freePort(new Random());
    Map<String, String> variables = new HashMap<>(WRONG);
    variables.put("PARLEY_HTTP2", "true"); // the flag alone must not turn that round
    variables.put("PARLEY_DATA", "/proc/no-such-folder");
    variables.remove("PARLEY_TRUSTED_PROXY"); // which goes with access by invite only
    List<String> flags =
        List.of(
            "--max-polls=5000",
            "--max-polls-per-address=7",
            "--max-rooms=1",
            "--max-data-mib=100",
            "--max-wait-millis=2000",
            "--public-url=http://chat.example.org",
            "--limits=strict",
            "--access=open",
            "--sign-up=false",
            "--http2",
            "--fast-polls=false",
            "--metrics-port=0");
    try (ChatClient client = new ChatClient(port);
        ServerProcess server =
            new ServerProcess(folder, port, client, Program.PLAIN.with(variables), flags)) {
      server.launch();
      server.awaitReady();
      assertTrue(server.said().contains("http://localhost:" + port), server.said());
      assertTrue(server.said().contains(folder.resolve("data").toString()), server.said());
      assertTrue(server.said().contains("http://chat.example.org"), server.said());
      assertTrue(server.said().contains("Parley 0."), server.said());
      assertTrue(send(client, "kitchen").status() == 200, "the first room may be made");
      assertTrue(send(client, "attic").status() != 200, "--max-rooms=1 counts");
      assertTrue(speaksHttp2(port), "--http2 counts, also where PARLEY_HTTP2 is set");
      server.stop(STOP_LIMIT);
    }
    Program only =
        Program.PLAIN.with(
            Map.of("PARLEY_HTTP2", "true", "PARLEY_TRUSTED_PROXY", "proxy.example.org"));
    List<String> others =
        List.of("--http2=false", "--access=invite", "--trusted-proxy=127.0.0.1,10.1.0.0/16");
    try (ChatClient client = new ChatClient(port);
        ServerProcess server = new ServerProcess(folder, port, client, only, others)) {
      server.launch();
      server.awaitReady();
      assertFalse(speaksHttp2(port), "--http2=false wins");
      assertEquals(401, send(client, "kitchen").status(), "--access=invite counts");
    }
  }

  @Test
  void variablesWinOverDefaults() throws Exception {
    int port = ServerProcess.freePort(new Random());
    Program program =
        Program.PLAIN.with(
            Map.of(
                "PARLEY_HOST", "127.0.0.1",
                "PARLEY_PORT", Integer.toString(port),
                "PARLEY_DATA", folder.resolve("elsewhere").toString(),
                "PARLEY_MAX_ROOMS", "1",
                "PARLEY_PUBLIC_URL", "http://chat.example.org",
                "PARLEY_HTTP2", "true"));
    Path log = folder.resolve("log");
    Process server = program.start(List.of("serve"), log, log);
    try (ChatClient client = new ChatClient(port)) {
      Await.until("it is ready", Duration.ofSeconds(30), () -> ready(client));
      String said = Files.readString(log);
      assertTrue(said.contains(folder.resolve("elsewhere").toString()), said);
      assertTrue(said.contains("http://chat.example.org"), said);
      assertTrue(send(client, "kitchen").status() == 200, "the first room may be made");
      assertTrue(send(client, "attic").status() != 200, "PARLEY_MAX_ROOMS=1 counts");
      assertTrue(speaksHttp2(port), "PARLEY_HTTP2=true counts");
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void itLogsAndTellsItsMetricsAsItIsAsked() throws Exception {
    int port = ServerProcess.freePort(new Random());
    int metricsPort = ServerProcess.freePort(new Random());
    Program program =
        Program.PLAIN.with(
            Map.of(
                "PARLEY_LOG_FORMAT", "json", "PARLEY_METRICS_PORT", Integer.toString(metricsPort)));
    try (ChatClient client = new ChatClient(port);
        ChatClient scraper = new ChatClient(metricsPort);
        ServerProcess server =
            new ServerProcess(folder, port, client, program, List.of("--log-level=debug"))) {
      server.launch();
      server.awaitReady();
      assertTrue(
          server.said().contains("http://127.0.0.1:" + metricsPort + "/metrics"), server.said());
      assertFalse(scraper.ready(), "that port has nothing else");
      assertTrue(
          server.said().contains("\"formattedMessage\":\"GET \\/health\\/ready 200 in "),
          server.said());
      assertTrue(server.said().contains("\"request\":\""), server.said());
      server.stop(STOP_LIMIT);
    }
  }

  @Test
  void helpAndVersionAreForPeople() throws Exception {
    Program.Ended help = Program.PLAIN.run(folder, "serve", "--help");
    assertEquals(0, help.status(), help.err());
    WRONG.keySet().forEach(variable -> assertTrue(help.out().contains("[" + variable + "]")));
    OTHER_VARIABLES.forEach(
        variable -> assertTrue(help.out().contains("[" + variable + "]"), help.out()));

    Program.Ended version = Program.PLAIN.run(folder, "--version");
    assertEquals(0, version.status(), version.err());
    assertTrue(version.out().matches("Parley \\d+\\.\\d+\\.\\d+\\S*\\s*"), version.out());
  }

  @Test
  void verifyTellsAWholeHistoryFromATamperedOneAndFromNone() throws Exception {
    int port = ServerProcess.freePort(new Random());
    String data = folder + "/data";
    assertEquals(
        2, Program.PLAIN.run(folder, "verify", "--data", data).status(), "there is no folder");
    try (ChatClient client = new ChatClient(port);
        ServerProcess server = new ServerProcess(folder, port, client)) {
      server.launch();
      server.awaitReady();
      send(client, "kitchen").success();
      server.verify(); // while the server runs
      server.stop(STOP_LIMIT);
    }
    Program.Ended whole = Program.PLAIN.run(folder, "verify", "--data", data);
    assertEquals(0, whole.status(), whole.out() + whole.err());
    assertTrue(whole.out().contains("All is well: 2 events, 1 messages"), whole.out());

    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + data + "/parley.db");
        Statement statement = database.createStatement()) {
      assertEquals(1, statement.executeUpdate("UPDATE messages SET text = 'something else'"));
    }
    Program.Ended tampered = Program.PLAIN.run(folder, "verify", "--data", data);
    assertEquals(1, tampered.status(), tampered.out() + tampered.err());
    assertTrue(tampered.out().contains("Something is wrong"), tampered.out());
    assertNoStackTrace(tampered);
  }

  private static Reply send(ChatClient client, String room)
      throws IOException, InterruptedException {
    return client.send(new Draft(UUID.randomUUID().toString(), "alice", room, "hello"));
  }

  /** A server that speaks it answers its preface (RFC 9113, section 3.4) with a frame. */
  private static boolean speaksHttp2(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(5_000);
      byte[] preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      byte[] noSettings = {0, 0, 0, 4, 0, 0, 0, 0, 0};
      socket.getOutputStream().write(preface);
      socket.getOutputStream().write(noSettings);
      byte[] answer = socket.getInputStream().readNBytes(4);
      return answer.length == 4 && answer[3] == 4; // SETTINGS
    }
  }

  private static boolean ready(ChatClient client) {
    try {
      return client.ready();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void assertNoStackTrace(Program.Ended ended) {
    assertFalse((ended.out() + ended.err()).contains("\tat "), ended.out() + ended.err());
  }
}
