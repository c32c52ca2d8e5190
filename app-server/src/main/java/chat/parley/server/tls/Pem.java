package chat.parley.server.tls;

import chat.parley.server.file.FileFailure;
import chat.parley.server.file.UnusableFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/** Keys and certificates as text (RFC 7468). */
final class Pem {
  private static final long FILE_MAX_BYTES = 256 * 1024;
  private static final int LINE_CHARS = 64;

  private Pem() {}

  /** The certificates in a file, in their order; at least one. */
  static List<X509Certificate> certificates(Path file) throws UnusableFileException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Object object : objects(file)) {
      if (object instanceof X509CertificateHolder holder) {
        certificates.add(certificate(file, holder));
      }
    }
    if (certificates.isEmpty()) {
      throw new UnusableFileException(
          "There is no certificate in " + file + ". It must be in PEM form: BEGIN CERTIFICATE.");
    }
    return certificates;
  }

  private static X509Certificate certificate(Path file, X509CertificateHolder holder)
      throws UnusableFileException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
    } catch (GeneralSecurityException | IOException e) {
      throw damaged(file, e);
    }
  }

  /** The private key in a file: PKCS#8, or the older forms of EC and RSA. */
  static PrivateKey key(Path file) throws UnusableFileException {
    for (Object object : objects(file)) {
      switch (object) {
        case PrivateKeyInfo key -> {
          return key(file, key);
        }
        case PEMKeyPair pair -> {
          return key(file, pair.getPrivateKeyInfo());
        }
        case PEMEncryptedKeyPair encrypted -> throw encrypted(file);
        case PKCS8EncryptedPrivateKeyInfo encrypted -> throw encrypted(file);
        default -> {} // certificates, or the parameters of a curve, may stand beside it
      }
    }
    throw new UnusableFileException(
        "There is no private key in " + file + ". It must be in PEM form: BEGIN PRIVATE KEY.");
  }

  private static PrivateKey key(Path file, PrivateKeyInfo key) throws UnusableFileException {
    try {
      return KeyFactory.getInstance(key.getPrivateKeyAlgorithm().getAlgorithm().getId())
          .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
    } catch (GeneralSecurityException | IOException e) {
      throw new UnusableFileException(
          "The key in " + file + " is of a kind that cannot be used. Make one of EC or RSA.", e);
    }
  }

  private static UnusableFileException encrypted(Path file) {
    return new UnusableFileException(
        "The key in "
            + file
            + " is encrypted, and Parley asks for no password. Decrypt it: openssl pkey -in FILE -out NEW");
  }

  private static UnusableFileException damaged(Path file, Exception cause) {
    return new UnusableFileException("The file " + file + " is damaged: it is no PEM.", cause);
  }

  private static List<Object> objects(Path file) throws UnusableFileException {
    String text = text(file);
    List<Object> objects = new ArrayList<>();
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      for (@Nullable Object at = parser.readObject(); at != null; at = parser.readObject()) {
        objects.add(at);
      }
      return objects;
    } catch (IOException | RuntimeException e) { // the parser has both for what it cannot read
      throw damaged(file, e);
    }
  }

  private static String text(Path file) throws UnusableFileException {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new UnusableFileException(file + " is no file. Name one in PEM form.");
      }
      if (Files.size(file) > FILE_MAX_BYTES) {
        throw new UnusableFileException("The file " + file + " is too large for a certificate.");
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1); // what is not ASCII is a comment
    } catch (IOException e) {
      throw new UnusableFileException(
          "The file " + file + " cannot be read: " + FileFailure.reason(e) + ".", e);
    }
  }

  /** As text, of a kind such as {@code CERTIFICATE}. */
  static String write(String kind, byte[] bytes) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + Base64.getMimeEncoder(LINE_CHARS, new byte[] {'\n'}).encodeToString(bytes)
        + "\n-----END "
        + kind
        + "-----\n";
  }
}
