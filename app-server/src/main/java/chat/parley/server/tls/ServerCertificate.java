package chat.parley.server.tls;

import chat.parley.model.tls.Pin;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A key and the certificate for it.
 *
 * @param chain the server's own first, then who signed it
 */
public record ServerCertificate(PrivateKey key, List<X509Certificate> chain) {
  public ServerCertificate {
    chain = List.copyOf(chain);
  }

  X509Certificate leaf() {
    return chain.getFirst();
  }

  /** By which clients know the key. */
  public Pin pin() {
    return Pin.of(leaf().getPublicKey());
  }

  /** Whether no authority signed it, so that the pin is all there is to know the server by. */
  public boolean isSelfSigned() {
    return isSelfSigned(leaf());
  }

  static boolean isSelfSigned(X509Certificate certificate) {
    return certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal());
  }

  /** When it ends. */
  public Instant ends() {
    return leaf().getNotAfter().toInstant();
  }

  /** The same as the machine's own classes take it, in memory and without a password. */
  public KeyStore keyStore() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("parley", key, new char[0], chain.toArray(new X509Certificate[0]));
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("A key that was checked cannot be used", e);
    }
  }

  /** Not the key. */
  @Override
  public String toString() {
    return "ServerCertificate[" + pin() + "]";
  }
}
