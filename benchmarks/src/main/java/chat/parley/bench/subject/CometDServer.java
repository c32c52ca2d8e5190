package chat.parley.bench.subject;

import org.cometd.server.http.jakarta.CometDServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A CometD server with no more than its broadcast channels. */
final class CometDServer {
  private static final int BACKLOG = 4_096;
  private static final long HOUR_MILLIS = 3_600_000;
  private static final String TIMEOUT_MILLIS = "60000";

  private CometDServer() {}

  /** Serves on a port of this machine until the process is ended. */
  public static void main(String[] args) throws Exception {
    Server server = new Server();
    ServerConnector connector =
        new ServerConnector(server, new HttpConnectionFactory(new HttpConfiguration()));
    connector.setHost("127.0.0.1");
    connector.setPort(Integer.parseInt(args[0]));
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(HOUR_MILLIS);
    server.addConnector(connector);
    ServletHolder cometd = new ServletHolder(new CometDServlet());
    cometd.setInitParameter("timeout", TIMEOUT_MILLIS);
    // Who only sends, and has no request open, is not forgotten between two rounds.
    cometd.setInitParameter("maxInterval", Long.toString(HOUR_MILLIS));
    cometd.setAsyncSupported(true);
    cometd.setInitOrder(1);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(cometd, "/cometd");
    server.setHandler(context);
    server.start();
    server.join();
  }
}
