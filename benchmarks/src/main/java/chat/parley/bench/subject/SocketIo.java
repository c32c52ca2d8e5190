package chat.parley.bench.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Socket.IO on Node.js, with its long polling alone. */
public final class SocketIo implements Subject {
  private static final int LOOK_SECONDS = 10;

  @Override
  public String name() {
    return "Socket.IO polling";
  }

  @Override
  public String keeps() {
    return "nothing";
  }

  @Override
  public boolean keepsOverRestart() {
    return false;
  }

  @Override
  public boolean keepsPlaces() {
    return false;
  }

  @Override
  public Optional<String> missing() {
    try {
      Process looked =
          new ProcessBuilder("node", "-e", "require.resolve('socket.io')")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (looked.waitFor(LOOK_SECONDS, TimeUnit.SECONDS) && looked.exitValue() == 0) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      return Optional.of("apt-get install nodejs (" + e.getMessage() + ")");
    }
    return Optional.of("npm install socket.io in a folder, and NODE_PATH=…/node_modules");
  }

  @Override
  public Running start(Path folder, int port, boolean browser) throws IOException {
    Path program = folder.resolve("socketio.js");
    Files.writeString(program, Resources.text("socketio.js"));
    return Running.start(
        List.of("node", program.toString(), Integer.toString(port)),
        folder,
        port,
        new SocketIoDialect(new Requests(port, browser)),
        Optional.empty());
  }
}
