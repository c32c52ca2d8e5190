package chat.parley.desktop;

import chat.parley.desktop.settings.Settings;
import chat.parley.model.tls.Pin;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Which chat: one at an address, or the one on this computer.
 *
 * @param key what it is remembered by
 * @param base where its server answers, such as {@code http://192.168.1.7:8000}
 * @param pin the pin of its key, null where none is known; then it is never asked in clear text
 */
record ChatPlace(String key, URI base, @Nullable Pin pin) {
  /** A server whose link has a pin, or none. */
  static ChatPlace at(URI base, @Nullable Pin pin) {
    URI asked = pin == null ? base : URI.create("https://" + base.getRawAuthority());
    return new ChatPlace(asked.toString(), asked, pin);
  }

  /** The same where only the address was given: what is known of its key holds on. */
  static ChatPlace at(URI base, Settings known) {
    return at(base, known.pin(base));
  }

  /** The chat on this computer, over loopback like to any other server. */
  static ChatPlace own(int port) {
    return new ChatPlace(Settings.OWN_SERVER, URI.create("http://127.0.0.1:" + port), null);
  }

  /** The settings of one who is here, and knows its key from now on. */
  Settings rememberedIn(Settings settings) {
    Settings here = settings.withServer(key);
    return pin == null ? here : here.withPin(base, pin);
  }

  boolean isOwn() {
    return key.equals(Settings.OWN_SERVER);
  }
}
