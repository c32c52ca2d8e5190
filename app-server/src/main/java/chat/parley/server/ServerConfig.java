package chat.parley.server;

import chat.parley.server.access.Access;
import chat.parley.server.http.TrustedProxies;
import chat.parley.server.limit.LimitLevel;
import chat.parley.server.tls.ServerCertificate;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a server is set up.
 *
 * @param data the folder it keeps its data in
 * @param listen where it listens and by which names it is known
 * @param capacity how much it takes
 * @param entry who may use it
 * @param protection whom it believes, and how often it lets people ask
 * @param metricsPort where it tells its metrics to whoever asks, and nothing else; null: nowhere
 * @param tls how it encrypts; null: not at all
 */
public record ServerConfig(
    Path data,
    Listen listen,
    Capacity capacity,
    Entry entry,
    Protection protection,
    @Nullable InetSocketAddress metricsPort,
    @Nullable Tls tls) {
  public static final String DEFAULT_HOST = "127.0.0.1";
  public static final int DEFAULT_PORT = 8000;

  /** Open to whoever reaches it, without a port for the metrics alone. */
  public ServerConfig(Path data, Listen listen, Capacity capacity) {
    this(data, listen, capacity, Entry.OPEN, Protection.DEFAULT, null, null);
  }

  /**
   * Who may use a server.
   *
   * @param signUp whether anybody may make an account where the access is {@code accounts}
   */
  public record Entry(Access access, boolean signUp) {
    public static final Entry OPEN = new Entry(Access.OPEN, false);
    public static final Entry BY_INVITE = new Entry(Access.INVITE, false);
  }

  public Access access() {
    return entry.access();
  }

  public ServerConfig withAccess(Access access) {
    return withEntry(new Entry(access, entry.signUp()));
  }

  public ServerConfig withEntry(Entry other) {
    return new ServerConfig(data, listen, capacity, other, protection, metricsPort, tls);
  }

  /**
   * Where to listen.
   *
   * @param host an address of this machine
   * @param port 0 takes any that is free
   * @param publicUrls addresses under which a proxy offers this server
   * @param http2 whether HTTP/2 is spoken beside HTTP/1.1, in clear text
   * @param fastPolls whether polls in clear text have a way of their own, past the web server's
   */
  public record Listen(
      String host, int port, List<URI> publicUrls, boolean http2, boolean fastPolls) {
    public static final Listen DEFAULT = new Listen(DEFAULT_HOST, DEFAULT_PORT, List.of(), false);

    /** With that way. */
    public Listen(String host, int port, List<URI> publicUrls, boolean http2) {
      this(host, port, publicUrls, http2, true);
    }
  }

  /**
   * How much a server takes.
   *
   * @param polls the most polls open at once
   * @param pollsPerAddress the most of them from one address, this machine's own not counted
   * @param rooms the most public rooms
   * @param dataMebibytes the most the database may grow to; 0: as much as the disk holds
   * @param waitMillis the longest that a request waits to be begun
   */
  public record Capacity(
      int polls, int pollsPerAddress, int rooms, int dataMebibytes, int waitMillis) {
    public static final int DEFAULT_WAIT_MILLIS = 1_000;
    public static final Capacity DEFAULT = new Capacity(50_000, 1_000, 10_000, 0);

    /** With the usual wait. */
    public Capacity(int polls, int pollsPerAddress, int rooms, int dataMebibytes) {
      this(polls, pollsPerAddress, rooms, dataMebibytes, DEFAULT_WAIT_MILLIS);
    }
  }

  /**
   * Encryption of the port that is listened on.
   *
   * @param given a certificate that somebody else made; null: the server makes its own
   * @param plainPort a port of the same address in clear text beside it; null: none
   */
  public record Tls(@Nullable ServerCertificate given, @Nullable Integer plainPort) {
    /** A certificate of its own, and no other port. */
    public static final Tls AUTO = new Tls(null, null);
  }

  /**
   * Against those who ask too much.
   *
   * @param trustedProxies who is believed about whom they ask for
   * @param limits how strictly requests are limited
   */
  public record Protection(TrustedProxies trustedProxies, LimitLevel limits) {
    public static final Protection DEFAULT = new Protection(TrustedProxies.NONE, LimitLevel.NORMAL);
  }

  public static ServerConfig defaults(Path data) {
    return new ServerConfig(data, Listen.DEFAULT, Capacity.DEFAULT);
  }

  public ServerConfig withPort(int port) {
    return withListen(
        new Listen(listen.host(), port, listen.publicUrls(), listen.http2(), listen.fastPolls()));
  }

  public ServerConfig withHttp2() {
    return withListen(
        new Listen(listen.host(), listen.port(), listen.publicUrls(), true, listen.fastPolls()));
  }

  public ServerConfig withoutFastPolls() {
    return withListen(
        new Listen(listen.host(), listen.port(), listen.publicUrls(), listen.http2(), false));
  }

  private ServerConfig withListen(Listen other) {
    return new ServerConfig(data, other, capacity, entry, protection, metricsPort, tls);
  }

  public ServerConfig withCapacity(Capacity other) {
    return new ServerConfig(data, listen, other, entry, protection, metricsPort, tls);
  }

  public ServerConfig withProtection(Protection other) {
    return new ServerConfig(data, listen, capacity, entry, other, metricsPort, tls);
  }

  /** The same with a port for the metrics alone; its host is not looked up before it starts. */
  public ServerConfig withMetricsPort(InetSocketAddress address) {
    return new ServerConfig(data, listen, capacity, entry, protection, address, tls);
  }

  public ServerConfig withTls(Tls other) {
    return new ServerConfig(data, listen, capacity, entry, protection, metricsPort, other);
  }
}
