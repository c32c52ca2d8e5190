package chat.parley.server.http;

import chat.parley.model.Actor;
import chat.parley.model.Json;
import chat.parley.model.Replies;
import chat.parley.model.SenderName;
import chat.parley.model.Timestamp;
import chat.parley.server.access.Caller;
import chat.parley.server.account.Accounts;
import chat.parley.server.limit.Limited;
import chat.parley.server.limit.RateLimits;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Coming in and going out: {@code /api/access}, join, register, login, logout and me. */
final class AccountResource {
  private final Accounts accounts;
  private final Pending pending;
  private final Peers peers;
  private final RateLimits limits;
  private final String instance;

  AccountResource(
      Accounts accounts, Pending pending, Peers peers, RateLimits limits, String instance) {
    this.instance = instance;
    this.accounts = accounts;
    this.pending = pending;
    this.peers = peers;
    this.limits = limits;
  }

  void access(Context ctx, Caller caller) {
    Accounts.Setting setting = accounts.setting();
    Answer.json(
        ctx,
        200,
        Json.bytes(
            new Replies.Access("success", setting.access().wire(), setting.signUp(), instance)));
  }

  void join(Context ctx, Caller caller) throws IOException {
    JsonBody body = JsonBody.of(ctx.req());
    SenderName name = name(body);
    String invite = body.optional("invite");
    admitJoin(ctx, caller);
    pending.answer(ctx, () -> entered(accounts.join(name, invite, caller)));
  }

  void register(Context ctx, Caller caller) throws IOException {
    JsonBody body = JsonBody.of(ctx.req());
    SenderName name = name(body);
    String password = body.required("password");
    String invite = body.optional("invite");
    admitJoin(ctx, caller);
    pending.answer(ctx, () -> entered(accounts.register(name, password, invite, caller)));
  }

  void logIn(Context ctx, Caller caller) throws IOException {
    JsonBody body = JsonBody.of(ctx.req());
    SenderName name = name(body);
    String password = body.required("password");
    String address = peers.of(ctx).limitedAddress();
    // Counted before it is checked: else a thousand guesses at once would all be let through.
    limits.admit(Limited.LOG_IN, name.key(), address);
    pending.answer(
        ctx,
        () ->
            entered(
                accounts
                    .logIn(name, password, () -> limits.admit(Limited.TOKEN, name.key(), address))
                    .thenApply(entered -> {
                      limits.loggedIn(name.key(), address);
                      return entered;
                    })));
  }

  private void admitJoin(Context ctx, Caller caller) {
    if (!(caller instanceof Caller.ServerOwner)) {
      limits.admit(Limited.JOIN, null, peers.of(ctx).limitedAddress());
    }
  }

  void logOut(Context ctx, Caller caller) {
    Caller.Named named = caller.requiredName();
    pending.answer(ctx, () -> done(accounts.logOut(named)));
  }

  void me(Context ctx, Caller caller) {
    Replies.Me me =
        switch (caller) {
          case Caller.Guest _ -> new Replies.Me("success", null, true, false, null, null);
          case Caller.ServerOwner _ -> new Replies.Me("success", null, false, true, null, true);
          case Caller.Named named -> me(named.actor(), named);
        };
    Answer.json(ctx, 200, Json.bytes(me));
  }

  private static Replies.Me me(Actor actor, Caller.Named named) {
    return new Replies.Me(
        "success",
        actor.name(),
        false,
        named.isAdministrator(),
        new Timestamp(named.expiresMillis()),
        null);
  }

  void password(Context ctx, Caller caller) throws IOException {
    Caller.Named named = caller.requiredName();
    JsonBody body = JsonBody.of(ctx.req());
    String password = body.required("password");
    String old = body.optional("old");
    String key = named.actor().key();
    String address = peers.of(ctx).limitedAddress();
    limits.admit(Limited.CHANGE, key, address);
    if (old != null) {
      limits.admit(Limited.LOG_IN, key, address); // who has a token may guess too
    }
    pending.answer(
        ctx,
        () ->
            done(
                accounts
                    .changePassword(named, password, old)
                    .thenApply(set -> {
                      if (old != null) {
                        limits.loggedIn(key, address);
                      }
                      return set;
                    })));
  }

  private static SenderName name(JsonBody body) {
    return Fields.as("name", () -> SenderName.of(body.required("name")));
  }

  private static CompletableFuture<byte[]> entered(CompletableFuture<Accounts.Entered> coming) {
    return coming.thenApply(entered ->
        Json.bytes(
            new Replies.Entered(
                "success",
                entered.name(),
                entered.token(),
                entered.expires(),
                entered.administrator())));
  }

  /** The reply to what has nothing to tell but that it is done. */
  static CompletableFuture<byte[]> done(CompletableFuture<?> coming) {
    return coming.thenApply(_ -> Json.bytes(new Replies.Done("success")));
  }
}
