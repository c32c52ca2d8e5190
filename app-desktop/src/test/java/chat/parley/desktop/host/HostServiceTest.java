package chat.parley.desktop.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.Await;
import chat.parley.model.ClientId;
import chat.parley.model.SenderName;
import chat.parley.server.Surroundings;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostServiceTest {
  private static final ClientId ALICE = ClientId.named(SenderName.of("alice"), "app");
  private static final ClientId BOB = ClientId.named(SenderName.of("Bob Lée"), "x1");
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final LanAddress HERE =
      new LanAddress("127.0.0.1", "eth0", "eth0", LanAddress.Kind.REAL, false);

  @TempDir private Path data;

  private final Set<Thread> threadsBefore = lastingThreads();
  private final List<HostState> told = new CopyOnWriteArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final HostService service = service(0);

  @AfterEach
  void close() {
    http.shutdownNow();
    service.close();
  }

  private HostService service(int firstPort) {
    return new HostService(
        Surroundings.real(),
        ALICE::equals,
        told::add,
        new HostService.Computer(() -> List.of(HERE), firstPort, OFTEN));
  }

  private static HostState.Running running(HostState state) {
    return assertInstanceOf(HostState.Running.class, state);
  }

  private static HostState.Running startOn(HostService service, Path data, int port) {
    return running(Await.result(service.start(data, port)));
  }

  private static HostState.Failed failed(HostState state) {
    return assertInstanceOf(HostState.Failed.class, state);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void awaitOk(HostService service) {
    Await.until(
        "the server answers itself",
        () ->
            service.state() instanceof HostState.Running running
                && running.selfCheck() instanceof SelfCheck.Ok);
  }

  private void poll(String link, ClientId id) {
    String query = "client_id=" + URLEncoder.encode(id.value(), StandardCharsets.UTF_8);
    var _ =
        http.sendAsync(
            asOwner(link + "api/poll?" + query).build(), HttpResponse.BodyHandlers.discarding());
  }

  private HttpRequest.Builder asOwner(String address) {
    return HttpRequest.newBuilder(URI.create(address))
        .header("Authorization", "Bearer " + service.ownerToken());
  }

  /** Claims a name as the owner may; the status of the reply. */
  private int claim(String link) throws Exception {
    return http.send(
            asOwner(link + "api/join")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"bob\"}"))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private int send(String link) throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create(link + "api/send"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"sender\":\"bob\",\"text\":\"x\"}"))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void startsTellsThatItAnswersAndStops() throws Exception {
    HostState.Running running = startOn(service, data, 0);
    assertEquals(HERE, running.chosen());
    assertEquals("http://127.0.0.1:" + running.port() + "/", running.link());
    awaitOk(service);
    assertEquals(401, send(running.link()), "nobody comes in without an invitation");
    assertEquals(200, claim(running.link()), "but its owner does");

    assertEquals(new HostState.Stopped(), Await.result(service.stop()));
    try (ServerSocket free = new ServerSocket(running.port())) {
      assertTrue(free.isBound());
    }
    assertEquals(new HostState.Starting(), told.getFirst());
    assertInstanceOf(HostState.Running.class, told.get(1));
    assertEquals(new HostState.Stopped(), told.getLast());
  }

  @Test
  void answersAtEveryAddressOfThisComputer() {
    try (HostService real = new HostService(Surroundings.real(), ALICE::equals, told::add)) {
      HostState.Running running = startOn(real, data, 0);
      assertEquals(LanAddresses.all(), running.candidates());
      awaitOk(real);
      for (LanAddress candidate : running.candidates()) {
        Await.result(real.choose(candidate));
        Await.until(
            candidate + " is chosen",
            () ->
                real.state() instanceof HostState.Running now
                    && candidate.equals(now.chosen())
                    && now.selfCheck() instanceof SelfCheck.Ok);
      }
    }
  }

  @Test
  void comesBackOnThePortItHad() {
    HostState.Running first = startOn(service, data, 0);
    awaitOk(service);
    Await.result(service.stop());
    HostState.Running second = startOn(service, data, first.port());

    assertEquals(first.port(), second.port());
    assertFalse(second.isOnOtherPort());
    awaitOk(service);
  }

  @Test
  void takesAnotherPortAndSaysSoIfTheWishedOneIsTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(0)) {
      HostState.Running running = startOn(service, data, other.getLocalPort());

      assertNotEquals(other.getLocalPort(), running.port());
      assertEquals(other.getLocalPort(), running.portWished());
      assertTrue(running.isOnOtherPort());
      awaitOk(service);
    }
  }

  @Test
  void beginsWithTheFirstOfItsPorts(@TempDir Path elsewhere) throws Exception {
    int port = freePort();
    try (HostService first = service(port);
        HostService second = service(port)) {
      HostState.Running running = startOn(first, data, 0);
      HostState.Running beside = startOn(second, elsewhere, 0);

      assertEquals(port, running.port());
      assertFalse(running.isOnOtherPort());
      assertNotEquals(port, beside.port());
      assertEquals(port, beside.portWished());
    }
  }

  @Test
  void startsOnce() {
    HostState.Running running = startOn(service, data, 0);
    assertEquals(running.port(), startOn(service, data, 0).port());
  }

  @Test
  void saysThatAnotherServerUsesTheFolder() {
    startOn(service, data, 0);
    try (HostService other = service(0)) {
      HostState.Failed failed = failed(Await.result(other.start(data, 0)));
      assertEquals(HostState.Reason.FOLDER_IN_USE, failed.reason());
      assertTrue(failed.detail().contains(data.toString()), failed.detail());
    }
    awaitOk(service);
  }

  @Test
  void saysThatTheFolderCannotBeUsedAndCanStartInAnother() throws Exception {
    Path file = Files.writeString(data.resolve("file"), "x");
    HostState.Failed failed = failed(Await.result(service.start(file, 0)));

    assertEquals(HostState.Reason.FOLDER_UNUSABLE, failed.reason());
    assertFalse(failed.detail().isBlank());
    startOn(service, data, 0);
  }

  @Test
  void saysThatItsStorageFailed() throws Exception {
    HostState.Running running = startOn(service, data, 0);
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("parley.db"));
        Statement damage = database.createStatement()) {
      damage.execute("PRAGMA writable_schema = ON");
      // The index of the log's ids is taken for something else: whoever writes to it finds damage.
      damage.execute(
          "UPDATE sqlite_schema SET rootpage ="
              + " (SELECT rootpage FROM sqlite_schema WHERE name = 'refused')"
              + " WHERE name = 'sqlite_autoindex_log_1'");
      damage.execute("PRAGMA schema_version = 999");
    }
    assertEquals(500, claim(running.link()));

    Await.until("it has failed", () -> service.state() instanceof HostState.Failed);
    HostState.Failed failed = failed(service.state());
    assertEquals(HostState.Reason.STORAGE_FAILED, failed.reason());
    assertTrue(failed.detail().contains("storage failed"), failed.detail());
    assertEquals(new HostState.Stopped(), Await.result(service.stop()));
  }

  @Test
  void listsWhoIsConnectedWithoutThisApp() {
    HostState.Running running = startOn(service, data, 0);
    poll(running.link(), ALICE);
    poll(running.link(), BOB);
    Await.until("bob is listed", () -> !clients().isEmpty());
    poll(running.link(), new ClientId("carol"));
    Await.until("carol is listed", () -> clients().size() > 1);

    assertEquals(
        List.of("carol", "Bob Lée"), clients().stream().map(ConnectedClient::displayName).toList());
    ConnectedClient bob = clients().getLast();
    assertEquals(BOB, bob.id());
    assertEquals("127.0.0.1", bob.address());
    assertTrue(bob.isPolling());
  }

  @Test
  void showsAddressesAsPeopleReadThem() {
    HostState.Running running = startOn(service, data, 0);
    Assumptions.assumeTrue(Ports.isAnswered("::1", running.port()), "there is IPv6");
    poll(JoinLink.to("::1", running.port()), BOB);
    Await.until("bob is listed", () -> !clients().isEmpty());

    assertEquals("::1", clients().getFirst().address());
  }

  private List<ConnectedClient> clients() {
    return running(service.state()).clients();
  }

  @Test
  void leavesNoThreadBehind() {
    startOn(service, data, 0);
    awaitOk(service);
    service.close();

    assertEquals(new HostState.Stopped(), service.state());
    Await.until("only the threads from before", () -> threadsBefore.containsAll(lastingThreads()));
    Await.until(
        "nobody watches",
        () -> Thread.getAllStackTraces().keySet().stream().noneMatch(HostServiceTest::isHosts));
    service.close();
    assertEquals(new HostState.Stopped(), Await.result(service.start(data, 0)));
  }

  private static boolean isHosts(Thread thread) {
    return thread.getName().equals("host");
  }

  private static Set<Thread> lastingThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.isDaemon())
        .collect(Collectors.toCollection(HashSet::new));
  }

  @Test
  void goesOnIfItsListenerFails() {
    try (HostService unlucky =
        new HostService(
            Surroundings.real(),
            ALICE::equals,
            state -> {
              told.add(state);
              throw new IllegalStateException("a defect");
            },
            new HostService.Computer(() -> List.of(HERE), 0, OFTEN))) {
      startOn(unlucky, data, 0);
      awaitOk(unlucky);
    }
    assertEquals(new HostState.Stopped(), told.getLast());
  }
}
