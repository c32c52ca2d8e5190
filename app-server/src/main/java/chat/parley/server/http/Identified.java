package chat.parley.server.http;

import io.javalin.router.Endpoint;
import io.javalin.router.Endpoints;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request with its id, and with the route it took once that is known. */
final class Identified extends Request.Wrapper {
  /** Javalin would take its value for the method of the request. */
  private static final String OTHER_METHOD = "X-HTTP-Method-Override";

  private final String id;
  private final HttpFields headers;
  private volatile @Nullable Endpoints taken;
  private volatile @Nullable String answeredAt;

  Identified(Request request, String id) {
    super(request);
    this.id = id;
    HttpFields sent = request.getHeaders();
    headers = sent.contains(OTHER_METHOD) ? HttpFields.build(sent).remove(OTHER_METHOD) : sent;
  }

  /** What stands behind a request that has passed {@link RequestIds}; null for one that has not. */
  static @Nullable Identified of(Request request) {
    return Request.as(request, Identified.class);
  }

  String id() {
    return id;
  }

  /** All but what would make the request another one than its first line says. */
  @Override
  public HttpFields getHeaders() {
    return headers;
  }

  /** The path as the table of routes has it: a path of its own may name a client. */
  String route() {
    String at = answeredAt;
    if (at != null) {
      return at;
    }
    Endpoints endpoints = taken;
    Endpoint last = endpoints == null ? null : endpoints.lastHttpEndpoint();
    return last == null ? "-" : last.path;
  }

  /** Notes that it is answered without passing any, as this route is. */
  void takes(String route) {
    answeredAt = route;
  }

  /** Notes where it is told which endpoints it passes. */
  void takes(Endpoints endpoints) {
    taken = endpoints;
  }
}
