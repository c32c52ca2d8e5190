package chat.parley.server.cli;

import chat.parley.model.tls.Pin;
import chat.parley.server.ServerConfig;
import chat.parley.server.doctor.TlsLook;
import chat.parley.server.file.UnusableFileException;
import chat.parley.server.tls.GivenCertificate;
import chat.parley.server.tls.OwnCertificate;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether, and with which certificate, the server's port speaks TLS. */
final class TlsOptions {
  /** Which certificate, where no files are given. */
  enum Mode {
    OFF,
    AUTO
  }

  @Option(
      names = "--tls",
      paramLabel = "off|auto",
      defaultValue = "${env:PARLEY_TLS}",
      description =
          "auto: encrypt, with a key and a certificate that the server makes in its data folder; it"
              + " tells the key's pin at its start. Default: off. [PARLEY_TLS]")
  private @Nullable Mode mode;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      defaultValue = "${env:PARLEY_TLS_CERT}",
      description =
          "Encrypt with this certificate instead: PEM, the server's own first, then who signed it."
              + " [PARLEY_TLS_CERT]")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      defaultValue = "${env:PARLEY_TLS_KEY}",
      description = "The certificate's key: PEM, not encrypted. [PARLEY_TLS_KEY]")
  private @Nullable Path key;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  TlsOptions() {
    spec = CommandSpec.create();
  }

  /** A certificate that somebody else made. */
  record Files(Path certificate, Path key) {}

  private static @Nullable Path given(@Nullable Path path) {
    return path == null || path.toString().isEmpty() ? null : path;
  }

  private @Nullable Files files() {
    Path certificateFile = given(certificate);
    Path keyFile = given(key);
    return certificateFile == null || keyFile == null ? null : new Files(certificateFile, keyFile);
  }

  boolean isOn() {
    return mode == Mode.AUTO || given(certificate) != null;
  }

  /** Refuses what does not go together. */
  void check(@Nullable Integer plainPort) {
    if ((given(certificate) == null) != (given(key) == null)) {
      throw wrong("--tls-cert and --tls-key go together: give both, or neither.");
    }
    if (mode != null && files() != null) {
      throw wrong("Give either --tls or --tls-cert with --tls-key.");
    }
    if (plainPort != null && !isOn()) {
      throw wrong("--plain-port is for a server with TLS. Without, --port is in clear text.");
    }
    if (plainPort != null && (plainPort < 0 || plainPort > ServeCommand.PORT_MAX)) {
      throw wrong("--plain-port must be from 0 to " + ServeCommand.PORT_MAX + ".");
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  /** The same with the encryption that was asked for. */
  ServerConfig addTo(ServerConfig config, @Nullable Integer plainPort, Instant now)
      throws UnusableFileException {
    Files files = files();
    if (files != null) {
      return config.withTls(
          new ServerConfig.Tls(
              GivenCertificate.read(files.certificate(), files.key(), now), plainPort));
    }
    return isOn() ? config.withTls(new ServerConfig.Tls(null, plainPort)) : config;
  }

  /** The pin of a server that runs on this machine; only where TLS is on. */
  Pin pin(Path data) throws UnusableFileException {
    Path file = given(certificate);
    return file == null ? OwnCertificate.pin(data) : GivenCertificate.pin(file);
  }

  /**
   * The pin by which a link leads to a server that runs on this machine; null where an authority
   * has signed its certificate, so that the pin changes with each renewal.
   */
  @Nullable Pin linkPin(Path data) throws UnusableFileException {
    Path file = given(certificate);
    return file == null || GivenCertificate.isSelfSigned(file) ? pin(data) : null;
  }

  /** How the doctor looks at it; null where it is off. */
  @Nullable TlsLook look(Path data) {
    Files files = files();
    if (files != null) {
      return new TlsLook.Given(files.certificate(), files.key());
    }
    return isOn() ? new TlsLook.Own(data) : null;
  }
}
