package chat.parley.server.tls;

import chat.parley.model.tls.Pin;
import chat.parley.server.file.UnusableFileException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate that the server signs itself, in its data folder: the key once and for all, the
 * certificate anew when it comes to its end or this machine has another address. Clients that know
 * the key notice nothing of that.
 *
 * @param folder the data folder, held by this process where {@link #current} is called
 * @param names this machine's names and addresses; they are asked for each time
 */
public record OwnCertificate(
    Path folder, Supplier<Set<String>> names, InstantSource clock, SecureRandom random) {
  private static final Logger log = LoggerFactory.getLogger(OwnCertificate.class);
  private static final String KEY = "tls-key.pem";
  private static final String CERTIFICATE = "tls-cert.pem";
  private static final Duration RENEWED_BEFORE = Duration.ofDays(30);

  /** Whether it is time for another certificate. Nothing is read from the disk. */
  public boolean isDue(ServerCertificate certificate) {
    return isDue(certificate.leaf());
  }

  /** Only a name that is missing counts: browsers ask people again for each new certificate. */
  private boolean isDue(X509Certificate leaf) {
    Instant now = clock.instant();
    return now.plus(RENEWED_BEFORE).isAfter(leaf.getNotAfter().toInstant())
        || now.isBefore(leaf.getNotBefore().toInstant())
        || !SelfSigned.names(leaf).containsAll(SelfSigned.usable(names.get()));
  }

  /**
   * The certificate there is, or a new one where there is none or it is due.
   *
   * @throws UnusableFileException if the key's file cannot be used, others may read it, or either
   *     cannot be written
   */
  public ServerCertificate current() throws UnusableFileException {
    Path keyFile = folder.resolve(KEY);
    if (!Files.exists(keyFile)) {
      EcKey key = EcKey.make(random);
      OwnerOnlyFile.write(keyFile, Pem.write("PRIVATE KEY", key.secret().getEncoded()));
      return renewed(key);
    }
    EcKey key = key(keyFile);
    Optional<X509Certificate> known = known(key);
    return known.isPresent() && !isDue(known.get())
        ? new ServerCertificate(key.secret(), List.of(known.get()))
        : renewed(key);
  }

  private static EcKey key(Path file) throws UnusableFileException {
    OwnerOnlyFile.require(file);
    return EcKey.of(Pem.key(file))
        .orElseThrow(() ->
            new UnusableFileException(
                "The key in "
                    + file
                    + " is not one that Parley made. Move it away: then a new one is made, and"
                    + " everyone has to join by a new link."));
  }

  /** What is there, if it is for this key; one that is damaged is made anew. */
  private Optional<X509Certificate> known(EcKey key) {
    Path file = folder.resolve(CERTIFICATE);
    try {
      return Files.exists(file)
          ? Pem.certificates(file).stream()
              .findFirst()
              .filter(leaf -> leaf.getPublicKey().equals(key.open()))
          : Optional.empty();
    } catch (UnusableFileException e) {
      log.warn("The certificate is made anew: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private ServerCertificate renewed(EcKey key) throws UnusableFileException {
    X509Certificate leaf =
        SelfSigned.make(
            key, SelfSigned.usable(names.get()), clock.instant(), new BigInteger(159, random));
    try {
      OwnerOnlyFile.write(folder.resolve(CERTIFICATE), Pem.write("CERTIFICATE", leaf.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("What was made cannot be written", e);
    }
    return new ServerCertificate(key.secret(), List.of(leaf));
  }

  /** Whether the server that has a data folder ever made a certificate. */
  public static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(CERTIFICATE));
  }

  /** The pin of the server that has a data folder, be it another process. */
  public static Pin pin(Path folder) throws UnusableFileException {
    return GivenCertificate.pin(folder.resolve(CERTIFICATE));
  }

  /**
   * What a server would find in its folder, without changing it; empty where it would make a key.
   */
  public static Optional<ServerCertificate> look(Path folder) throws UnusableFileException {
    Path keyFile = folder.resolve(KEY);
    Path certificate = folder.resolve(CERTIFICATE);
    if (!Files.exists(keyFile)) {
      return Optional.empty();
    }
    EcKey key = key(keyFile);
    return Files.exists(certificate)
        ? Optional.of(new ServerCertificate(key.secret(), Pem.certificates(certificate)))
        : Optional.empty();
  }
}
