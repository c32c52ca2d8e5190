package chat.parley.browser;

import chat.parley.server.Server;
import chat.parley.server.ServerConfig;
import chat.parley.server.Surroundings;
import chat.parley.server.access.Access;
import chat.parley.server.sqlite.UnusableDataException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;

/** A server in this process, on every address of this machine and any free port. */
final class ChatServer implements AutoCloseable {
  private final Server server;
  private final Api api;

  private ChatServer(Server server) {
    this.server = server;
    int plain = server.pin() == null ? server.port() : server.plainPort();
    api = new Api("http://127.0.0.1:" + plain);
  }

  static ChatServer on(Path data, Access access) {
    return on(data, Clock.systemUTC(), access);
  }

  /** One whose messages have the times of a clock. */
  static ChatServer on(Path data, InstantSource clock, Access access) {
    return with(config(data, access), clock);
  }

  /** One that encrypts with a key that nobody has signed, by invite. */
  static ChatServer encrypted(Path data) {
    return with(
        config(data, Access.INVITE).withTls(new ServerConfig.Tls(null, 0)), Clock.systemUTC());
  }

  private static ServerConfig config(Path data, Access access) {
    return new ServerConfig(
            data,
            new ServerConfig.Listen("0.0.0.0", 0, List.of(), false),
            ServerConfig.Capacity.DEFAULT)
        // Where there are accounts, anybody may make one.
        .withEntry(new ServerConfig.Entry(access, access == Access.ACCOUNTS));
  }

  private static ChatServer with(ServerConfig config, InstantSource clock) {
    Surroundings real = Surroundings.real();
    try {
      return new ChatServer(
          Server.start(
              config,
              new Surroundings(clock, real.monotonicMillis(), real.random(), real.onFatal())));
    } catch (UnusableDataException | BindException e) {
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return server.port();
  }

  /** What proves that one runs the server. */
  String ownerToken() {
    return server.ownerToken();
  }

  Api api() {
    return api;
  }

  /** The address of the page by a name of this machine. */
  String at(String host) {
    return (server.pin() == null ? "http" : "https") + "://" + host + ":" + port() + "/";
  }

  /** By which clients know its key. */
  String pin() {
    return String.valueOf(server.pin());
  }

  String atLocalhost() {
    return at("localhost");
  }

  @Override
  public void close() {
    api.close();
    server.close();
  }
}
