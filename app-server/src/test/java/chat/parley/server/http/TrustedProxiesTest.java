package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.ServerConfig;
import chat.parley.server.access.Access;
import chat.parley.server.limit.LimitLevel;
import chat.parley.server.testing.RawConnection;
import chat.parley.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose word is taken for whom it asks. */
class TrustedProxiesTest {
  private static final TrustedProxies PROXIES =
      TrustedProxies.of(List.of("127.0.0.1", "10.1.0.0/16", "fd00::/8", "2001:db8::/33"));

  @TempDir private Path data;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.0.0",
        "10.1.255.255",
        "::ffff:10.1.2.3",
        "fd12:3456::1",
        "FD00::%eth0",
        "2001:db8:7fff::1"
      })
  void areTheOnesNamed(String address) {
    assertTrue(PROXIES.has(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.2", "10.2.0.0", "10.0.255.255", "::1", "fe80::1", "2001:db8:8000::1", ""})
  void areNoOthers(String address) {
    assertFalse(PROXIES.has(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "proxy.example.org",
        "10.1",
        "2130706433",
        "10.1.0.0/33",
        "10.1.0.0/",
        "10.1.0.0/-1",
        "10.1.0.0/255.255.0.0",
        "fd00::/129",
        "fe80::1%eth0",
        "300.1.1.1",
        "::/x"
      })
  void anAddressThatIsNoneIsSaidToBeNone(String written) {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> TrustedProxies.of(List.of(written)), written);
    assertTrue(String.valueOf(e.getMessage()).contains("'" + written + "'"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        // one, as different proxies write it
        "203.0.113.7                             > 203.0.113.7",
        "'  203.0.113.7\t'                       > 203.0.113.7",
        "203.0.113.7:51234                       > 203.0.113.7",
        "2001:DB8:8000::7                        > 2001:db8:8000:0:0:0:0:7",
        "[2001:db8:8000::7]                      > 2001:db8:8000:0:0:0:0:7",
        "[2001:db8:8000::7]:51234                > 2001:db8:8000:0:0:0:0:7",
        "::ffff:203.0.113.7                      > 203.0.113.7",
        "::1                                     > 0:0:0:0:0:0:0:1",
        // several: the last that is not a proxy of ours, whatever it said of itself
        "198.51.100.1, 203.0.113.7               > 203.0.113.7",
        "198.51.100.1, 203.0.113.7, 10.1.0.9     > 203.0.113.7",
        "203.0.113.7,10.1.0.9,127.0.0.1,fd00::2  > 203.0.113.7",
        "garbage, 203.0.113.7                    > 203.0.113.7",
        "127.0.0.1, 203.0.113.7                  > 203.0.113.7",
        "10.1.0.8, 10.1.0.9                      > 10.1.0.8",
        // what cannot be read is not believed
        "garbage                                 > 127.0.0.1",
        "''                                      > 127.0.0.1",
        "203.0.113.7,                            > 127.0.0.1",
        "203.0.113.7, unknown                    > 127.0.0.1",
        "203.0.113.7, _hidden, 10.1.0.9          > 127.0.0.1",
        "203.0.113.7 203.0.113.8                 > 127.0.0.1",
        "300.0.113.7                             > 127.0.0.1",
        "203.0.113                               > 127.0.0.1",
        "0x7f000001                              > 127.0.0.1",
        "2130706433                              > 127.0.0.1",
        "localhost                               > 127.0.0.1",
        "fe80::1%lo                              > 127.0.0.1",
        "[203.0.113.7]extra                      > 127.0.0.1",
        "1:2:3:4:5:6:7:8:9                       > 127.0.0.1",
        "\"203.0.113.7\"                         > 127.0.0.1"
      })
  void sayForWhomTheyAsk(String header, String client) {
    assertEquals(client, PROXIES.client("127.0.0.1", List.of(header)));
  }

  @Test
  void mayUseSeveralHeaders() {
    assertEquals(
        "203.0.113.7",
        PROXIES.client("127.0.0.1", List.of("198.51.100.1", "203.0.113.7", "10.1.0.9")));
  }

  private TestServer start(String... proxies) {
    TestServer server =
        TestServer.with(
            ServerConfig.defaults(data)
                .withAccess(Access.INVITE)
                .withCapacity(new ServerConfig.Capacity(100, 1, 10, 0))
                .withProtection(
                    new ServerConfig.Protection(
                        TrustedProxies.of(List.of(proxies)), LimitLevel.NORMAL)));
    server
        .post(
            "/api/send", "{\"text\":\"Hello\"}", "Authorization", "Bearer " + server.tokenOf("bob"))
        .expect(200);
    return server;
  }

  private static String[] asOwner(TestServer server, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Authorization");
    all.add("Bearer " + server.ownerToken());
    return all.toArray(String[]::new);
  }

  private static String addressOf(TestServer server, String... headers) {
    server.get("/api/poll?client_id=alice&cursor=unknown", asOwner(server, headers)).expect(200);
    return server.clients().getFirst().address();
  }

  @Test
  void nobodyIsBelievedWhoIsNotNamed() {
    try (TestServer server = start("192.0.2.1", "::1")) {
      assertEquals("127.0.0.1", addressOf(server, "X-Forwarded-For", "203.0.113.7"));
    }
  }

  @Test
  void nobodyIsBelievedByDefault() {
    try (TestServer server = start()) {
      assertEquals("127.0.0.1", addressOf(server, "X-Forwarded-For", "203.0.113.7"));
    }
  }

  @Test
  void theNamedProxyIsBelievedInEachRequest() {
    try (TestServer server = start("127.0.0.0/8")) {
      assertEquals("203.0.113.7", addressOf(server, "X-Forwarded-For", "203.0.113.7"));
      assertEquals(
          "203.0.113.8",
          addressOf(server, "X-Forwarded-For", "198.51.100.1", "X-Forwarded-For", "203.0.113.8"));
      assertEquals("127.0.0.1", addressOf(server, "X-Forwarded-For", "garbage"));
      assertEquals("127.0.0.1", addressOf(server, "Forwarded", "for=203.0.113.7"));
      assertEquals("127.0.0.1", addressOf(server));
    }
  }

  private static String poll(TestServer server, String clientId, String forwardedFor) {
    return String.join(
        "\r\n",
        "GET /api/poll?client_id=" + clientId + " HTTP/1.1",
        "Host: localhost",
        "X-Forwarded-For: " + forwardedFor,
        "Authorization: Bearer " + server.ownerToken(),
        "",
        "");
  }

  @Test
  void pollsAreLimitedByTheAddressTheyCameFrom() throws IOException {
    try (TestServer server = start("127.0.0.1");
        RawConnection alice = new RawConnection(server)) {
      alice.send(poll(server, "alice", "203.0.113.7"));
      server.awaitWaiting(1);

      server
          .get("/api/poll?client_id=bob", asOwner(server, "X-Forwarded-For", "203.0.113.7"))
          .expectRefusal(503, "overloaded");
      try (RawConnection carol = new RawConnection(server)) {
        carol.send(poll(server, "carol", "::1")); // what is said to be loopback is limited too
        server.awaitWaiting(2);
        server
            .get("/api/poll?client_id=dave", asOwner(server, "X-Forwarded-For", "::1"))
            .expectRefusal(503, "overloaded");
      }
    }
  }

  @Test
  void theMetricsAreStillForNobodyBehindAProxy() {
    try (TestServer server = start("127.0.0.1")) {
      server.get("/metrics", "X-Forwarded-For", "127.0.0.1").expectRefusal(403, "forbidden");
    }
  }
}
