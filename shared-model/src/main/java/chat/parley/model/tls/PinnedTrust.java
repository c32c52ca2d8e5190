package chat.parley.model.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the one server whose key has a pin, and nobody else. The handshake proves that the server
 * has that key, so names, dates and authorities are not looked at: they say less. It is of the
 * extended kind because the machine itself would check the names for any other.
 */
public final class PinnedTrust extends X509ExtendedTrustManager {
  private final Pin pin;

  private PinnedTrust(Pin pin) {
    this.pin = pin;
  }

  /** Another key than the one that is known. */
  public static final class OtherKeyException extends CertificateException {
    OtherKeyException() {
      super("The server shows another key than the one that is known.");
    }
  }

  /** For clients of one server. */
  public static SSLContext context(Pin pin) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new PinnedTrust(pin)}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has TLS", e);
    }
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    if (chain.length == 0 || !Pin.of(chain[0].getPublicKey()).equals(pin)) {
      throw new OtherKeyException();
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("This is for clients.");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("This is for clients.");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("This is for clients.");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
