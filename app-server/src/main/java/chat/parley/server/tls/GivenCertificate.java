package chat.parley.server.tls;

import chat.parley.model.tls.Pin;
import chat.parley.server.file.UnusableFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** A certificate that somebody else made, from two files. */
public final class GivenCertificate {
  private static final byte[] PROBE = {1};

  private GivenCertificate() {}

  /**
   * Reads and checks it: what a client would refuse is refused here.
   *
   * @param certificate the server's own first, then who signed it
   * @throws UnusableFileException if one cannot be read, they do not belong together, or it is not
   *     valid now
   */
  public static ServerCertificate read(Path certificate, Path key, Instant now)
      throws UnusableFileException {
    List<X509Certificate> chain = Pem.certificates(certificate);
    PrivateKey privateKey = Pem.key(key);
    X509Certificate leaf = chain.getFirst();
    if (!belong(privateKey, leaf.getPublicKey())) {
      throw new UnusableFileException(
          "The key in "
              + key
              + " is not that of the first certificate in "
              + certificate
              + ". The server's own certificate comes first, then who signed it.");
    }
    for (int i = 1; i < chain.size(); i++) {
      if (!chain
          .get(i - 1)
          .getIssuerX500Principal()
          .equals(chain.get(i).getSubjectX500Principal())) {
        throw new UnusableFileException(
            "Certificate %d in %s is not of who signed number %d. Put them in their order."
                .formatted(i + 1, certificate, i));
      }
    }
    checkDates(certificate, leaf, now);
    return new ServerCertificate(privateKey, chain);
  }

  /** The pin of a certificate whose key need not be read. */
  public static Pin pin(Path certificate) throws UnusableFileException {
    return Pin.of(Pem.certificates(certificate).getFirst().getPublicKey());
  }

  /** Whether no authority signed a certificate whose key need not be read. */
  public static boolean isSelfSigned(Path certificate) throws UnusableFileException {
    return ServerCertificate.isSelfSigned(Pem.certificates(certificate).getFirst());
  }

  private static void checkDates(Path file, X509Certificate leaf, Instant now)
      throws UnusableFileException {
    Instant begins = leaf.getNotBefore().toInstant();
    Instant ends = leaf.getNotAfter().toInstant();
    if (now.isAfter(ends)) {
      throw new UnusableFileException(
          "The certificate in " + file + " ended on " + day(ends) + ". Renew it.");
    }
    if (now.isBefore(begins)) {
      throw new UnusableFileException(
          "The certificate in "
              + file
              + " begins on "
              + day(begins)
              + " only. Is this machine's clock right?");
    }
  }

  private static String day(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }

  /** Whether what one signs the other verifies. */
  static boolean belong(PrivateKey key, PublicKey publicKey) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> key.getAlgorithm();
        };
    try {
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(PROBE);
      byte[] signature = signer.sign();
      signer.initVerify(publicKey);
      signer.update(PROBE);
      return signer.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // they are of two kinds
    }
  }
}
