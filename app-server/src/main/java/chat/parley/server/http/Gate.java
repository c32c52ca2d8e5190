package chat.parley.server.http;

import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.server.machine.Addresses;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What every request passes first, whatever carries it. A page of another site must not reach a
 * server on this network through its visitor's browser: neither by a name that it points at this
 * machine (DNS rebinding), which the Host rule stops, nor by asking across sites, which the Origin
 * and Sec-Fetch-Site rules stop.
 */
public final class Gate {
  private static final Pattern IPV4 =
      Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]{2,45}(%[0-9a-z._~-]{1,32})?]");
  private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\]]*]|[^:]*)(:\\d{0,5})?");

  private final Set<String> names = new HashSet<>(Set.of("localhost"));

  /**
   * @param machineName this machine's name
   * @param publicUrls the addresses under which a proxy offers this server
   */
  public Gate(String machineName, List<URI> publicUrls) {
    String machine = machineName.toLowerCase(Locale.ROOT);
    if (!machine.isEmpty()) {
      names.add(machine);
      names.add(Addresses.localName(machine));
    }
    for (URI url : publicUrls) {
      names.add(String.valueOf(url.getHost()).toLowerCase(Locale.ROOT));
    }
  }

  /**
   * Lets a request in or not. Over HTTP/2 its authority stands for the Host header.
   *
   * @throws Refusal {@code host_unknown} or {@code cross_site}
   */
  void check(Request request) {
    String header = request.getHeaders().get(HttpHeader.HOST);
    boolean isHttp2 = request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2;
    check(
        header == null && isHttp2 ? request.getHttpURI().getAuthority() : header,
        all(request, "Origin"),
        all(request, "Sec-Fetch-Site"));
  }

  /** A header, with all its values where it comes more than once; null if it does not come. */
  private static @Nullable String all(Request request, String header) {
    List<String> values = request.getHeaders().getValuesList(header);
    return values.isEmpty() ? null : String.join(", ", values);
  }

  /**
   * Lets a request in or not.
   *
   * @param host the Host header, or what stands for it
   * @param origin the Origin header, with all its values if it came more than once
   * @param secFetchSite the Sec-Fetch-Site header, likewise
   * @throws Refusal {@code host_unknown} or {@code cross_site}
   */
  public void check(@Nullable String host, @Nullable String origin, @Nullable String secFetchSite) {
    if (host == null || !isOurs(host)) {
      throw new Refusal(
          ErrorCode.HOST_UNKNOWN,
          "This server is not known by that name. Use its address, or start it with --public-url for that name.");
    }
    if (origin != null && !isOurOrigin(origin)) {
      throw new Refusal(ErrorCode.CROSS_SITE, "Pages of other sites may not use this server.");
    }
    if (secFetchSite != null && secFetchSite.toLowerCase(Locale.ROOT).contains("cross-site")) {
      throw new Refusal(
          ErrorCode.CROSS_SITE,
          "This came from a page of another site. Open the address of this server directly.");
    }
  }

  private boolean isOurOrigin(String origin) {
    String lower = origin.strip().toLowerCase(Locale.ROOT);
    int scheme = lower.indexOf("://");
    return (lower.startsWith("http://") || lower.startsWith("https://"))
        && isOurs(lower.substring(scheme + 3));
  }

  private boolean isOurs(String hostAndPort) {
    var match = HOST_AND_PORT.matcher(hostAndPort.strip().toLowerCase(Locale.ROOT));
    if (!match.matches()) {
      return false;
    }
    String host = match.group(1);
    if (host.endsWith(".")) {
      host = host.substring(0, host.length() - 1);
    }
    return names.contains(host) || IPV4.matcher(host).matches() || IPV6.matcher(host).matches();
  }
}
