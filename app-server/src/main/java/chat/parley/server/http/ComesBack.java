package chat.parley.server.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Gives connections back to {@link PlainConnection} once Jetty has answered a request on them. Only
 * after one that certainly ended where its head did, and if the connection is to go on: then what
 * follows is the beginning of another.
 */
final class ComesBack extends Handler.Wrapper {
  ComesBack(Handler next) {
    super(next);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    ConnectionMetaData connection = request.getConnectionMetaData();
    if (isWhole(request)
        && connection.getHttpVersion() == HttpVersion.HTTP_1_1
        && connection.getConnection().getEndPoint() instanceof PlainEndPoint endPoint) {
      request.addHttpStreamWrapper(stream -> new Stream(stream, request, endPoint));
    }
    return super.handle(request, response, callback);
  }

  private static boolean isWhole(Request request) {
    return HttpMethod.GET.is(request.getMethod()) && endsWithItsHead(request);
  }

  /** Whether nothing of a request comes behind its head. */
  static boolean endsWithItsHead(Request request) {
    return !request.getHeaders().contains(HttpHeader.CONTENT_LENGTH)
        && !request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)
        && !request.getHeaders().contains(HttpHeader.EXPECT)
        && !request.getHeaders().contains(HttpHeader.UPGRADE);
  }

  /** An exchange on a connection that may come back. */
  private static final class Stream extends HttpStream.Wrapper {
    private final Request request;
    private final PlainEndPoint endPoint;

    Stream(HttpStream stream, Request request, PlainEndPoint endPoint) {
      super(stream);
      this.request = request;
      this.endPoint = endPoint;
    }

    @Override
    public void succeeded() {
      ConnectionMetaData connection = request.getConnectionMetaData();
      if (connection.isPersistent() && connection.getConnector().isRunning() && !isStopping()) {
        request.setAttribute(
            HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, new PlainConnection(endPoint));
      }
      super.succeeded();
    }

    private boolean isStopping() {
      return endPoint.queue().ways().connector().isShutdown();
    }
  }
}
