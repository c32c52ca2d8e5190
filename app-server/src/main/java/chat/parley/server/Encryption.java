package chat.parley.server;

import chat.parley.model.tls.Pin;
import chat.parley.server.file.UnusableFileException;
import chat.parley.server.http.HttpTransport;
import chat.parley.server.machine.Addresses;
import chat.parley.server.sqlite.UnusableDataException;
import chat.parley.server.tls.OwnCertificate;
import chat.parley.server.tls.ServerCertificate;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificate that a running server shows, if it encrypts; its own is renewed in time. */
final class Encryption {
  private static final Logger log = LoggerFactory.getLogger(Encryption.class);

  private final ServerConfig.@Nullable Tls config;
  private final @Nullable OwnCertificate own;
  private volatile @Nullable ServerCertificate shown;

  private Encryption(
      ServerConfig.@Nullable Tls config,
      @Nullable OwnCertificate own,
      @Nullable ServerCertificate shown) {
    this.config = config;
    this.own = own;
    this.shown = shown;
  }

  /**
   * Finds or makes the certificate.
   *
   * @param folder the data folder, which is held
   * @throws UnusableDataException if its own key in there cannot be used
   */
  static Encryption of(ServerConfig.@Nullable Tls config, Path folder, Surroundings around)
      throws UnusableDataException {
    if (config == null || config.given() != null) {
      return new Encryption(config, null, config == null ? null : config.given());
    }
    var own = new OwnCertificate(folder, Addresses::all, around.clock(), around.random());
    try {
      return new Encryption(config, own, own.current());
    } catch (UnusableFileException e) {
      throw new UnusableDataException(String.valueOf(e.getMessage()), e);
    }
  }

  /** What to listen with, null for clear text. */
  HttpTransport.@Nullable Tls tls() {
    ServerCertificate certificate = shown;
    return config == null || certificate == null
        ? null
        : new HttpTransport.Tls(certificate, config.plainPort());
  }

  /** The pin, where it is what the server is known by. */
  @Nullable Pin pin() {
    ServerCertificate certificate = shown;
    return certificate != null && certificate.isSelfSigned() ? certificate.pin() : null;
  }

  /**
   * Renews its own certificate if it is time to. It may write to the disk, and this machine's name
   * may have to be looked up.
   *
   * @param use shows another one from now on
   */
  void renew(Consumer<ServerCertificate> use) {
    ServerCertificate certificate = shown;
    if (own == null || certificate == null || !own.isDue(certificate)) {
      return;
    }
    try {
      ServerCertificate renewed = own.current();
      use.accept(renewed);
      shown = renewed;
      log.info("The certificate was renewed, for the same key");
    } catch (UnusableFileException e) {
      log.warn("The certificate could not be renewed: {}", e.getMessage());
    }
  }
}
