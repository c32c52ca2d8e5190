package chat.parley.server.http;

import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/** Which request goes where: a table of one line each. */
final class Routes {
  private Routes() {}

  static void add(
      RoutesConfig routes,
      PollResource poll,
      MessageResource messages,
      ServerResource server,
      MetricsResource metrics,
      PageResource pages) {
    routes.before("/api/poll", Routes::onlyGet);
    routes.get("/api/poll", poll::poll);
    routes.post("/api/send", messages::send);
    get(routes, "/api/history", messages::history);
    get(routes, "/api/rooms", server::rooms);
    get(routes, "/api/stats", server::stats);
    routes.delete("/api/client", server::disconnect);
    routes.delete("/api/client/{client_id}", server::disconnect);
    get(routes, "/health", server::health);
    get(routes, "/health/live", server::live);
    get(routes, "/health/ready", server::ready);
    get(routes, "/metrics", metrics::metrics);
    get(routes, "/", pages::chat);
    get(routes, "/docs", pages::swaggerUi);
    get(routes, "/redoc", pages::redoc);
    get(routes, "/openapi.json", pages::openApi);
    get(routes, "/web/<file>", pages::web);
    get(routes, "/webjars/{library}/{file}", pages::library);
  }

  /** A HEAD is answered like the GET; the server leaves the body out. */
  private static void get(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
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
