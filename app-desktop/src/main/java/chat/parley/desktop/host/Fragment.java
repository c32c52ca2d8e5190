package chat.parley.desktop.host;

import chat.parley.desktop.host.JoinLink.Why;
import chat.parley.model.tls.Pin;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What follows the {@code #} of a link: what the server must not be told by whoever merely asks for
 * its page.
 *
 * @param join the invite, null for none
 * @param pin the pin of the server's key, null for none
 * @param wrong why it cannot be used, null if it can
 */
record Fragment(@Nullable String join, @Nullable Pin pin, @Nullable Why wrong) {
  /** Reads what may be {@code join=…&pin=…}, or a room, or nothing. */
  static Fragment of(String link) {
    int hash = link.indexOf('#');
    String join = null;
    Pin pin = null;
    for (String part : link.substring(hash < 0 ? link.length() : hash + 1).split("&", -1)) {
      if (part.startsWith("join=") && part.length() > "join=".length()) {
        join = part.substring("join=".length());
      } else if (part.startsWith("pin=")) {
        Optional<Pin> read = Pin.read(part.substring("pin=".length()));
        if (read.isEmpty() || (pin != null && !pin.equals(read.get()))) {
          // A link that was cut must not lead to a server that nobody has vouched for.
          return new Fragment(join, null, Why.BAD_PIN);
        }
        pin = read.get();
      }
    }
    return new Fragment(join, pin, null);
  }
}
