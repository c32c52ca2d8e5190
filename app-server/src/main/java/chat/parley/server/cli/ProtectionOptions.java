package chat.parley.server.cli;

import chat.parley.server.ServerConfig;
import chat.parley.server.http.TrustedProxies;
import chat.parley.server.limit.LimitLevel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whom the server believes, and how often it lets people ask. */
final class ProtectionOptions {
  @Option(
      names = "--limits",
      paramLabel = "LEVEL",
      defaultValue = "${env:PARLEY_LIMITS:-normal}",
      description =
          "How often people may send, poll, come in and make rooms: normal, strict (a quarter of it)"
              + " or off. Default: normal. [PARLEY_LIMITS]")
  private LimitLevel limits = LimitLevel.NORMAL;

  @Option(
      names = "--trusted-proxy",
      paramLabel = "ADDRESS[/PREFIX]",
      split = ",",
      defaultValue = "${env:PARLEY_TRUSTED_PROXY}",
      description =
          "Believe the X-Forwarded-For of a proxy at this address, and nobody else's; several with commas."
              + " Default: none. [PARLEY_TRUSTED_PROXY]")
  private @Nullable List<String> trustedProxies;

  /**
   * Adds what was given.
   *
   * @throws IllegalArgumentException with a sentence if it cannot be read
   */
  ServerConfig addTo(ServerConfig config) {
    List<String> proxies = trustedProxies == null ? List.of() : trustedProxies;
    try {
      return config.withProtection(new ServerConfig.Protection(TrustedProxies.of(proxies), limits));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--trusted-proxy: " + e.getMessage(), e);
    }
  }
}
