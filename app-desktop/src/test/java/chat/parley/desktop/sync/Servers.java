package chat.parley.desktop.sync;

import chat.parley.server.Server;
import chat.parley.server.ServerConfig;
import chat.parley.server.Surroundings;
import chat.parley.server.sqlite.UnusableDataException;
import java.net.BindException;
import java.nio.file.Path;

/** Real servers in this process. */
final class Servers {
  private Servers() {}

  /**
   * Starts a server on a data folder.
   *
   * @param port 0 for any that is free
   */
  static Server start(Path data, int port) {
    try {
      return Server.start(ServerConfig.defaults(data).withPort(port), Surroundings.real());
    } catch (UnusableDataException | BindException e) {
      throw new IllegalStateException(e);
    }
  }
}
