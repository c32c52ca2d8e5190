package chat.parley.server.http;

import chat.parley.model.tls.Pin;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/**
 * By which key whoever asks knows this server: told to those alone whose own connection it
 * encrypts. To others it would be of no use, and a proxy shows a key of its own.
 */
record OwnKey(@Nullable Encryption encryption, TrustedProxies proxies) {
  /** The pin for links to the address that was asked; null for none. */
  @Nullable Pin pin(Context ctx) {
    boolean direct =
        ctx.req().isSecure() && !Peer.asksForAnother(ctx) && !proxies.has(Peer.connection(ctx));
    return direct && encryption != null ? encryption.pin() : null;
  }
}
