package chat.parley.server.http;

import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.server.access.Access;
import chat.parley.server.access.Caller;
import chat.parley.server.access.Callers;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets a request through to its handler, which is told who calls, if that one may. */
final class Door {
  private static final String NO_LONGER = "parley.no-longer";

  private final Callers callers;
  private final Peers peers;

  Door(Callers callers, Peers peers) {
    this.callers = callers;
    this.peers = peers;
  }

  /** What answers a request whose caller is known. */
  interface Handling {
    void handle(Context ctx, Caller caller) throws Exception;
  }

  /** The handler behind the door. */
  Handler to(Needs needs, Handling handling) {
    return needs == Needs.NOTHING
        ? ctx -> handling.handle(ctx, new Caller.Guest())
        : ctx -> handling.handle(ctx, caller(ctx, needs));
  }

  private Caller caller(Context ctx, Needs needs) {
    String address = peers.of(ctx).address();
    callers.requireNotBanned(address);
    if (ctx.path().startsWith("/api")) {
      requireDirect(ctx);
    }
    List<String> authorizations = Collections.list(ctx.req().getHeaders("Authorization"));
    // Of two, a proxy may have looked at the other one: both together are no token.
    Caller caller =
        caller(authorizations.isEmpty() ? null : String.join(", ", authorizations), needs);
    Supplier<@Nullable Refusal> noLonger = callers.noLonger(caller, address);
    ctx.attribute(NO_LONGER, noLonger);
    return caller;
  }

  /**
   * Who asks by a plain request, in which nothing says that a proxy passed it on.
   *
   * @throws Refusal if that one may not
   */
  Caller plain(Peer peer, @Nullable String authorization) {
    callers.requireNotBanned(peer.address());
    return caller(authorization, Needs.CALLER);
  }

  private Caller caller(@Nullable String authorization, Needs needs) {
    Caller caller = callers.of(authorization);
    switch (needs) {
      case NOTHING, ENTRY -> {}
      case CALLER -> callers.requireLetIn(caller);
      case ACTOR -> {
        callers.requireLetIn(caller);
        var _ = caller.requiredActor();
      }
      case ADMINISTRATOR -> {
        var _ = caller.requiredActor();
        if (!caller.administers()) {
          throw new Refusal(ErrorCode.FORBIDDEN, "That is for this server's administrators.");
        }
      }
    }
    return caller;
  }

  /**
   * Requires that whoever was let through still would be: a body may come as slowly as its sender
   * likes, and meanwhile a token ends.
   *
   * @throws Refusal {@code token_invalid} or {@code banned}
   */
  static void requireStillLetIn(Context ctx) {
    Supplier<@Nullable Refusal> noLonger = ctx.attribute(NO_LONGER);
    Refusal refusal = noLonger == null ? null : noLonger.get();
    if (refusal != null) {
      throw refusal;
    }
  }

  /** Behind a proxy that lets everyone through, open access would be open to the whole world. */
  private void requireDirect(Context ctx) {
    if (callers.access() == Access.OPEN && Peer.asksForAnother(ctx)) {
      throw new Refusal(
          ErrorCode.FORBIDDEN,
          "A proxy passed this on, and this server is open to everyone. Start it with --access invite"
              + " or --access accounts to have it behind a proxy.");
    }
  }
}
