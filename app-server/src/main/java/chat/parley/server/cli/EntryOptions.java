package chat.parley.server.cli;

import chat.parley.server.ServerConfig;
import chat.parley.server.access.Access;
import chat.parley.server.machine.Addresses;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who may use the server. */
final class EntryOptions {
  static final String ACCESS = "--access";
  static final String SIGN_UP = "--sign-up";

  @Option(
      names = ACCESS,
      paramLabel = "MODE",
      defaultValue = "${env:PARLEY_ACCESS}",
      description =
          "open: whoever reaches it; invite: who has an invite, under a name of their own; accounts: who"
              + " has a name and a password. Default: open where only this machine reaches it, else"
              + " invite. [PARLEY_ACCESS]")
  private @Nullable String access;

  @Option(
      names = SIGN_UP,
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "${env:PARLEY_SIGN_UP:-false}",
      description = "With accounts: let anybody make one, without an invite. [PARLEY_SIGN_UP]")
  private boolean signUp;

  /** Whether the mode is one there is. */
  boolean isKnown() {
    return access == null || access.isEmpty() || modes().contains(access);
  }

  static List<String> modes() {
    return Arrays.stream(Access.values()).map(Access::wire).toList();
  }

  ServerConfig addTo(ServerConfig config) {
    return config.withEntry(new ServerConfig.Entry(mode(config.listen().host()), signUp));
  }

  private Access mode(String host) {
    String given = access;
    if (given == null || given.isEmpty()) {
      return Addresses.isLoopback(host) ? Access.OPEN : Access.INVITE;
    }
    return Arrays.stream(Access.values())
        .filter(mode -> mode.wire().equals(given))
        .findFirst()
        .orElseThrow();
  }
}
