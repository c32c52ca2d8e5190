package chat.parley.desktop;

import chat.parley.desktop.text.Emojis;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;

/** Reads what would hold the toolkit's thread up when it is first used there. */
public final class Preparation {
  private Preparation() {}

  /** Done on another thread, before the first window. */
  public static void run() {
    var _ = Emojis.all();
    try {
      var _ = SSLContext.getDefault(); // every HTTP client takes the system's certificates from it
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has TLS
    }
  }
}
