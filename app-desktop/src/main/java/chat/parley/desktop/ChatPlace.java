package chat.parley.desktop;

import chat.parley.desktop.settings.Settings;
import java.net.URI;

/**
 * Which chat: one at an address, or the one on this computer.
 *
 * @param key what it is remembered by
 * @param base where its server answers, such as {@code http://192.168.1.7:8000}
 */
record ChatPlace(String key, URI base) {
  static ChatPlace at(URI base) {
    return new ChatPlace(base.toString(), base);
  }

  /** The chat on this computer, over loopback like to any other server. */
  static ChatPlace own(int port) {
    return new ChatPlace(Settings.OWN_SERVER, URI.create("http://127.0.0.1:" + port));
  }

  boolean isOwn() {
    return key.equals(Settings.OWN_SERVER);
  }
}
