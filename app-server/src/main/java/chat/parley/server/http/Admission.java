package chat.parley.server.http;

import chat.parley.model.Refusal;
import chat.parley.server.limit.Rank;
import chat.parley.server.limit.WaitingLine;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Decides about each request when its head was read, on the thread that reads the network, which
 * waits for nothing: health is answered there and then, however much there is to do; what would
 * wait too long for its turn is refused, before anything is done for it and its body is read; all
 * else joins the line, whose threads are those that may wait (decision 0024).
 */
final class Admission extends Handler.Wrapper {
  private final Turns turns;
  private final Gate gate;
  private final Health health;
  private final Errors errors;

  /** Before all that follows. */
  Admission(Turns turns, Gate gate, Health health, Errors errors) {
    this.turns = turns;
    this.gate = gate;
    this.health = health;
    this.errors = errors;
  }

  /** So Jetty calls it on the thread that reads the network, as it does not wait. */
  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = request.getHttpURI().getPath();
    Optional<Health.Told> told = Optional.ofNullable(path).flatMap(health::at);
    if (told.isPresent() && isPlain(request)) {
      tell(told.get(), request, response, callback);
      return true;
    }
    Rank rank = rank(request.getMethod(), path == null ? "" : path);
    Visit visit = new Visit(request, response, callback);
    if (isInPassing(request) || !turns.takes(rank, !isRead(request.getMethod()), visit)) {
      visit.turnAway();
    }
    return true;
  }

  static Rank rank(String method, String path) {
    if (path.equals("/api/poll")
        || path.startsWith("/api/admin/")
        || path.equals(MetricsResource.PATH)) {
      return Rank.FIRST;
    }
    return isRead(method) && path.startsWith("/api/") ? Rank.LAST : Rank.SECOND;
  }

  private static boolean isRead(String method) {
    return HttpMethod.GET.is(method) || HttpMethod.HEAD.is(method);
  }

  /** Whether the gate lets it through, and it has no body: all else is for the usual way. */
  private boolean isPlain(Request request) {
    boolean isOwnPort =
        MetricsResource.OWN_PORT.equals(request.getConnectionMetaData().getConnector().getName());
    if (isOwnPort || !isRead(request.getMethod()) || !ComesBack.endsWithItsHead(request)) {
      return false;
    }
    try {
      gate.check(request);
      return true;
    } catch (Refusal leftToTheUsualWay) {
      return false;
    }
  }

  private static boolean isHttp2(Request request) {
    return request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2;
  }

  /** Whether its connection is one too many, which is told how the server is and nothing else. */
  private static boolean isInPassing(Request request) {
    EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
    return (end instanceof EndPoint.Wrapper wrapper ? wrapper.unwrap() : end)
        instanceof PassingEndPoint;
  }

  private static void tell(
      Health.Told told, Request request, Response response, Callback callback) {
    Identified identified = Identified.of(request);
    if (identified != null) {
      identified.takes(request.getHttpURI().getPath());
    }
    if (isInPassing(request) && !isHttp2(request)) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    response.setStatus(told.status());
    PlainReply.write(response, told.body(), callback);
  }

  /** The reply to what was not begun. What is there of its body goes with it. */
  private void refuse(Request request, Response response, Callback callback) {
    Refusal refusal = errors.count(turns.refusal(), null);
    boolean wholeThere = request.consumeAvailable();
    if ((!wholeThere || isInPassing(request)) && !isHttp2(request)) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    PlainReply.write(response, refusal, callback);
  }

  /** A request that waits. */
  private final class Visit implements WaitingLine.Work {
    private final Request request;
    private final Response response;
    private final Callback callback;

    Visit(Request request, Response response, Callback callback) {
      this.request = request;
      this.response = response;
      this.callback = callback;
    }

    @Override
    public void begin() {
      Identified identified = Identified.of(request);
      try (var _ = RequestIds.logged(identified == null ? null : identified.id())) {
        if (!Admission.super.handle(request, response, callback)) {
          Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
        }
      } catch (
          Throwable t) { // as the container does, whose thread this is not: else nobody answers
        Response.writeError(request, response, callback, t);
      }
    }

    @Override
    public void turnAway() {
      refuse(request, response, callback);
    }
  }
}
