package chat.parley.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.Server;
import chat.parley.server.ServerConfig;
import chat.parley.server.Surroundings;
import chat.parley.server.access.Access;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Who may use a server where nobody said, and what is said of it at the start. */
class EntryOptionsTest {
  @TempDir private Path folder;

  private ServerConfig listeningOn(String host) {
    return new ServerConfig(
        folder, new ServerConfig.Listen(host, 0, List.of(), false), ServerConfig.Capacity.DEFAULT);
  }

  private ServerConfig with(String host, String... flags) {
    EntryOptions options = new EntryOptions();
    var _ =
        new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(options)).parseArgs(flags);
    assertTrue(options.isKnown());
    return options.addTo(listeningOn(host));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, OPEN",
    "localhost, OPEN",
    "::1, OPEN",
    "0.0.0.0, INVITE",
    "::, INVITE",
    "192.168.1.7, INVITE"
  })
  void itIsOpenToThisMachineAndElseByInvite(String host, Access access) {
    assertEquals(new ServerConfig.Entry(access, false), with(host).entry());
  }

  @Test
  void whatIsAskedForCounts() {
    assertEquals(Access.OPEN, with("0.0.0.0", "--access", "open").access());
    assertEquals(Access.INVITE, with("127.0.0.1", "--access", "invite").access());
    assertEquals(
        new ServerConfig.Entry(Access.ACCOUNTS, true),
        with("127.0.0.1", "--access", "accounts", "--sign-up").entry());
    assertFalse(with("127.0.0.1", "--access", "accounts", "--sign-up=false").entry().signUp());
  }

  @Test
  void anAccessThatThereIsNotIsSaid() {
    Console.run("serve", "--data", folder.resolve("data"), "--access", "closed")
        .expect(2, "--access must be one of open, invite, accounts.");
    assertFalse(Files.exists(folder.resolve("data")));
  }

  @Test
  void openAccessBehindAProxyIsRefused() {
    Path data = folder.resolve("data");
    Console.run("serve", "--data", data, "--trusted-proxy", "127.0.0.1")
        .expect(2, "--trusted-proxy does not go with open access", "--access invite");
    Console.run(
            "serve",
            "--data",
            data,
            "--host",
            "0.0.0.0",
            "--access",
            "open",
            "--trusted-proxy",
            "10.1.0.1")
        .expect(2, "--trusted-proxy does not go with open access");
    assertFalse(Files.exists(data));
  }

  private String greeting(ServerConfig config) throws Exception {
    try (Server server = Server.start(config, Surroundings.real())) {
      return Greeting.of(config, server);
    }
  }

  @Test
  void openOnANetworkIsSaidLoudly() throws Exception {
    String loud = "  !! OPEN: everyone who can reach these addresses can read all public rooms";
    assertTrue(greeting(listeningOn("0.0.0.0").withAccess(Access.OPEN)).contains(loud));
    String local = greeting(listeningOn("127.0.0.1"));
    assertFalse(local.contains("!!"), local);
    assertTrue(local.contains("Programs on this machine alone reach it"), local);
    assertFalse(greeting(listeningOn("0.0.0.0").withAccess(Access.INVITE)).contains("!!"));
  }

  @Test
  void theGreetingHasTheCommandThatMakesAnInvite() throws Exception {
    ServerConfig byInvite = listeningOn("0.0.0.0").withAccess(Access.INVITE);
    String greeting = greeting(byInvite);
    assertTrue(greeting.contains("The command invite makes one"), greeting);
    String command = "\n  parley-server invite --data " + Pattern.quote(folder.toString());
    assertTrue(Pattern.compile(command + " --port \\d+\n").matcher(greeting).find(), greeting);
    String encrypted = greeting(byInvite.withTls(ServerConfig.Tls.AUTO));
    assertTrue(Pattern.compile(" --port \\d+ --tls auto\n").matcher(encrypted).find(), encrypted);
    String accounts = greeting(byInvite.withEntry(new ServerConfig.Entry(Access.ACCOUNTS, true)));
    assertTrue(accounts.contains("Whoever reaches it may make an account"), accounts);
  }
}
