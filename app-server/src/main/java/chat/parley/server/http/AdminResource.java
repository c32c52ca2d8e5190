package chat.parley.server.http;

import chat.parley.model.Actor;
import chat.parley.model.ErrorCode;
import chat.parley.model.Json;
import chat.parley.model.Refusal;
import chat.parley.model.Replies;
import chat.parley.model.Timestamp;
import chat.parley.model.tls.Pin;
import chat.parley.server.access.Caller;
import chat.parley.server.account.Administration;
import chat.parley.server.account.Audit;
import chat.parley.server.account.Invites;
import chat.parley.server.fact.Fact;
import chat.parley.server.poll.Owner;
import chat.parley.server.presence.Presence;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /api/admin}: invites, people, bans, who is there, who did what. */
final class AdminResource {
  private static final int WHOM = 3; // the fourth part of the path
  private static final int CLIENTS_LISTED_MAX = 1_000;
  private static final int AUDIT_DEFAULT = 100;
  private static final int AUDIT_MAX = 500;

  private final Invites invites;
  private final Administration administration;
  private final Audit audit;
  private final Presence<Owner> presence;
  private final InstantSource clock;
  private final Pending pending;
  private final OwnKey key;

  AdminResource(
      Invites invites,
      Administration administration,
      Audit audit,
      Presence<Owner> presence,
      InstantSource clock,
      Pending pending,
      OwnKey key) {
    this.invites = invites;
    this.administration = administration;
    this.audit = audit;
    this.presence = presence;
    this.clock = clock;
    this.pending = pending;
    this.key = key;
  }

  void clients(Context ctx, Caller caller) {
    List<Replies.SeenClient> clients =
        presence.newest(CLIENTS_LISTED_MAX).stream()
            .map(seen ->
                new Replies.SeenClient(
                    seen.client().clientId().value(),
                    name(seen.client().nameKey()),
                    seen.address(),
                    seen.isPolling(),
                    Timestamp.of(clock.instant().minusMillis(seen.agoMillis()))))
            .toList();
    Answer.json(ctx, 200, Json.bytes(new Replies.SeenClients("success", clients)));
  }

  private @Nullable String name(@Nullable String key) {
    return key == null ? null : administration.shown(key);
  }

  void makeInvite(Context ctx, Caller caller) throws IOException {
    Actor by = caller.requiredActor();
    JsonBody body = JsonBody.orEmpty(ctx.req());
    int uses = (int) body.integer("uses", Invites.USES_DEFAULT, 1, Invites.USES_MAX);
    long seconds =
        body.integer(
            "expires_in",
            Invites.LIFE_DEFAULT_SECONDS,
            Invites.LIFE_MIN_SECONDS,
            Invites.LIFE_MAX_SECONDS);
    String note = Fields.words(body.optional("note"), "note");
    Pin pin = key.pin(ctx);
    pending.answer(
        ctx,
        () ->
            invites
                .make(by, uses, seconds, note)
                .thenApply(made -> Json.bytes(told("success", made.code(), made.listed(), pin))));
  }

  void invites(Context ctx, Caller caller) {
    Answer.json(
        ctx,
        200,
        Json.bytes(
            new Replies.Invites(
                "success",
                invites.all().stream().map(listed -> told(null, null, listed, null)).toList())));
  }

  private static Replies.Invite told(
      @Nullable String status, @Nullable String code, Invites.Listed listed, @Nullable Pin pin) {
    Fact.Invite invite = listed.invite();
    return new Replies.Invite(
        status,
        code,
        listed.id(),
        invite.uses(),
        invite.left(),
        new Timestamp(invite.expires()),
        Actor.SERVER_OWNER.name().equals(invite.by()) ? "" : invite.by(),
        invite.note(),
        pin == null ? null : pin.toString());
  }

  void endInvite(Context ctx, Caller caller) {
    Actor by = caller.requiredActor();
    pending.answer(ctx, () -> AccountResource.done(invites.end(by, Fields.segment(ctx, WHOM))));
  }

  void users(Context ctx, Caller caller) {
    List<Replies.User> users =
        administration.names().stream()
            .filter(Fact.Name::owned)
            .map(name ->
                new Replies.User(
                    name.name(),
                    name.administrator(),
                    name.banned(),
                    new Timestamp(name.since()),
                    name.password() != null))
            .toList();
    Answer.json(ctx, 200, Json.bytes(new Replies.Users("success", users)));
  }

  void changeUser(Context ctx, Caller caller) throws IOException {
    Actor by = caller.requiredActor();
    String name = Fields.segment(ctx, WHOM);
    JsonBody body = JsonBody.of(ctx.req());
    String password = body.optional("password");
    boolean hasRights = body.has("administrator");
    boolean administrator = body.optionalBoolean("administrator", false);
    if (!hasRights && password == null) {
      throw new Refusal(
          ErrorCode.MISSING, "Give 'administrator' or a 'password'.", "administrator");
    }
    if (password != null) {
      Administration.requireFit(password);
    }
    pending.answer(
        ctx,
        () -> {
          CompletableFuture<?> rights =
              hasRights
                  ? administration.setAdministrator(by, name, administrator)
                  : CompletableFuture.completedFuture(name);
          return AccountResource.done(
              rights.thenCompose(_ ->
                  password == null
                      ? CompletableFuture.completedFuture(name)
                      : administration.setPassword(by, name, password).thenApply(_ -> name)));
        });
  }

  void bans(Context ctx, Caller caller) {
    List<Replies.Ban> bans =
        Stream.concat(
                administration.names().stream()
                    .filter(Fact.Name::banned)
                    .map(name -> new Replies.Ban(name.name(), null, null)),
                administration.addresses().stream()
                    .map(address -> new Replies.Ban(null, address.key(), address.reason())))
            .toList();
    Answer.json(ctx, 200, Json.bytes(new Replies.Bans("success", bans)));
  }

  void ban(Context ctx, Caller caller) throws IOException {
    Actor by = caller.requiredActor();
    String whom = Fields.segment(ctx, WHOM);
    String reason = Fields.words(JsonBody.orEmpty(ctx.req()).optional("reason"), "reason");
    pending.answer(
        ctx,
        () ->
            administration
                .ban(by, whom, reason)
                .thenApply(warning -> Json.bytes(new Replies.Banned("success", warning))));
  }

  void unban(Context ctx, Caller caller) {
    Actor by = caller.requiredActor();
    pending.answer(
        ctx, () -> AccountResource.done(administration.unban(by, Fields.segment(ctx, WHOM))));
  }

  void audit(Context ctx, Caller caller) {
    Query query = Query.of(ctx.queryString());
    String before = query.optional("before");
    Audit.Page page =
        audit.before(
            before == null ? Long.MAX_VALUE : place(before),
            query.integer("limit", AUDIT_DEFAULT, 1, AUDIT_MAX));
    List<Replies.AuditEntry> entries =
        page.entries().stream()
            .map(entry ->
                new Replies.AuditEntry(
                    entry.seq(),
                    entry.time(),
                    Actor.SERVER_OWNER.name().equals(entry.by()) ? "" : entry.by(),
                    entry.action(),
                    entry.about(),
                    entry.room(),
                    entry.detail()))
            .toList();
    Answer.json(ctx, 200, Json.bytes(new Replies.Audit("success", entries, page.hasMore())));
  }

  private static long place(String text) {
    if (!text.matches("\\d{1,18}")) {
      throw new Refusal(
          ErrorCode.MALFORMED, "'before' is the 'seq' of an entry: a whole number.", "before");
    }
    return Long.parseLong(text);
  }
}
