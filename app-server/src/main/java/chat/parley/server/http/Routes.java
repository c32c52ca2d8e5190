package chat.parley.server.http;

import static chat.parley.server.http.Needs.ACTOR;
import static chat.parley.server.http.Needs.ADMINISTRATOR;
import static chat.parley.server.http.Needs.CALLER;
import static chat.parley.server.http.Needs.ENTRY;
import static chat.parley.server.http.Needs.NOTHING;

import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;

/** Which request goes where, and what it asks of whoever calls: a table of one line each. */
final class Routes {
  private final RoutesConfig routes;
  private final Door door;

  Routes(RoutesConfig routes, Door door) {
    this.routes = routes;
    this.door = door;
  }

  void add(PollResource poll, MessageResource messages, ServerResource server) {
    routes.before("/api/poll", Routes::onlyGet);
    add(HandlerType.GET, "/api/poll", CALLER, poll::poll);
    add(HandlerType.POST, "/api/send", CALLER, messages::send);
    get("/api/history", CALLER, messages::history);
    get("/api/stats", CALLER, server::stats);
    add(HandlerType.DELETE, "/api/client", CALLER, server::disconnect);
    add(HandlerType.DELETE, "/api/client/{client_id}", CALLER, server::disconnect);
    get("/health", NOTHING, server::health);
    get("/health/live", NOTHING, server::live);
    get("/health/ready", NOTHING, server::ready);
  }

  void add(AccountResource account) {
    get("/api/access", ENTRY, account::access);
    add(HandlerType.POST, "/api/join", ENTRY, account::join);
    add(HandlerType.POST, "/api/register", ENTRY, account::register);
    add(HandlerType.POST, "/api/login", ENTRY, account::logIn);
    add(HandlerType.POST, "/api/logout", ACTOR, account::logOut);
    get("/api/me", CALLER, account::me);
    add(HandlerType.PUT, "/api/me/password", ACTOR, account::password);
  }

  void add(RoomResource rooms) {
    get("/api/rooms", CALLER, rooms::list);
    add(HandlerType.POST, "/api/rooms", ACTOR, rooms::make);
    get("/api/rooms/{room}", CALLER, rooms::one);
    add(HandlerType.PATCH, "/api/rooms/{room}", ACTOR, rooms::change);
    add(HandlerType.POST, "/api/rooms/{room}/join", ACTOR, rooms::join);
    add(HandlerType.POST, "/api/rooms/{room}/leave", ACTOR, rooms::leave);
    get("/api/rooms/{room}/members", CALLER, rooms::members);
    add(HandlerType.PUT, "/api/rooms/{room}/members/{name}", ACTOR, rooms::setMember);
    add(HandlerType.DELETE, "/api/rooms/{room}/members/{name}", ACTOR, rooms::removeMember);
    add(HandlerType.DELETE, "/api/messages/{message_id}", ACTOR, rooms::deleteMessage);
  }

  void add(AdminResource admin) {
    get("/api/admin/clients", ADMINISTRATOR, admin::clients);
    get("/api/admin/invites", ADMINISTRATOR, admin::invites);
    add(HandlerType.POST, "/api/admin/invites", ADMINISTRATOR, admin::makeInvite);
    add(HandlerType.DELETE, "/api/admin/invites/{id}", ADMINISTRATOR, admin::endInvite);
    get("/api/admin/users", ADMINISTRATOR, admin::users);
    add(HandlerType.PUT, "/api/admin/users/{name}", ADMINISTRATOR, admin::changeUser);
    get("/api/admin/bans", ADMINISTRATOR, admin::bans);
    add(HandlerType.PUT, "/api/admin/bans/{name_or_address}", ADMINISTRATOR, admin::ban);
    add(HandlerType.DELETE, "/api/admin/bans/{name_or_address}", ADMINISTRATOR, admin::unban);
    get("/api/admin/audit", ADMINISTRATOR, admin::audit);
  }

  void add(MetricsResource metrics, PageResource pages) {
    get("/metrics", ENTRY, metrics::metrics);
    get("/", NOTHING, (ctx, _) -> pages.chat(ctx));
    get("/docs", NOTHING, (ctx, _) -> pages.swaggerUi(ctx));
    get("/redoc", NOTHING, (ctx, _) -> pages.redoc(ctx));
    get("/openapi.json", NOTHING, (ctx, _) -> pages.openApi(ctx));
    get("/web/<file>", NOTHING, (ctx, _) -> pages.web(ctx));
    get("/webjars/{library}/{file}", NOTHING, (ctx, _) -> pages.library(ctx));
  }

  private void add(HandlerType method, String path, Needs needs, Door.Handling handling) {
    routes.addHttpHandler(method, path, door.to(needs, handling));
  }

  /** A HEAD is answered like the GET; the server leaves the body out. */
  private void get(String path, Needs needs, Door.Handling handling) {
    add(HandlerType.GET, path, needs, handling);
    add(HandlerType.HEAD, path, needs, handling);
  }

  /** Else a HEAD would be answered as if there were nothing to wait for. */
  private static void onlyGet(Context ctx) {
    if (!ctx.method().equals(HandlerType.GET)) {
      ctx.header("Allow", "GET");
      throw new Refusal(
          ErrorCode.METHOD_NOT_ALLOWED, "This address does not take " + ctx.method() + ".");
    }
  }
}
