package chat.parley.desktop;

import chat.parley.desktop.sync.ServerApi;
import chat.parley.desktop.text.Emojis;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;

/** What is to be done once at the start, on another thread than the toolkit's. */
public final class Preparation {
  private Preparation() {}

  /** Reads what would hold the toolkit's thread up when it is first used there. */
  public static void run() {
    ServerApi.prepare();
    var _ = Emojis.all();
    try {
      var _ = SSLContext.getDefault(); // the system's certificates, for an address by https
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has TLS
    }
  }
}
