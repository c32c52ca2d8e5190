package chat.parley.server.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** Why a server could not listen, in a sentence that says which option to change. */
final class Unbound {
  private static final int FIRST_FREE_FOR_ALL = 1_024; // lower ports are often the system's

  private Unbound() {}

  static BindException because(Throwable failure, HttpTransport.Binding binding) {
    BindException refused = new BindException(sentence(failure, binding));
    refused.initCause(failure);
    return refused;
  }

  private static String sentence(Throwable failure, HttpTransport.Binding binding) {
    InetSocketAddress metrics = binding.metricsPort();
    if (metrics != null && names(failure, metrics.getPort())) {
      return whyNot(metrics.getHostString(), metrics.getPort(), "--metrics-");
    }
    HttpTransport.Tls tls = binding.tls();
    Integer plain = tls == null ? null : tls.plainPort();
    return plain != null && names(failure, plain)
        ? whyNot(binding.host(), plain, "--plain-")
        : whyNot(binding.host(), binding.port(), "--");
  }

  /** Jetty says of each failure which address it was about. */
  private static boolean names(@Nullable Throwable failure, int port) {
    return failure != null
        && (String.valueOf(failure.getMessage()).endsWith(":" + port)
            || names(failure.getCause(), port));
  }

  /** Tells an address that is not this machine's from a port that is taken. */
  private static String whyNot(String host, int port, String option) {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return port > 0 && port < FIRST_FREE_FOR_ALL && probe.isBound()
          ? "Port "
              + port
              + " is taken by another program, or needs rights that this user does not have."
              + " Choose another with "
              + option
              + "port."
          : "Port "
              + port
              + " is taken by another program. Choose another with "
              + option
              + "port, or find out who has this one and end it.";
    } catch (IOException e) {
      return "The address "
          + host
          + " cannot be listened on: this machine has no such address. Give "
          + (option.equals("--plain-") ? "--" : option) // which has the host of the other port
          + "host one of its own, or 0.0.0.0 for all of them.";
    }
  }
}
