package chat.parley.desktop.testing;

import chat.parley.desktop.replica.Replica;
import chat.parley.desktop.replica.UnusableReplicaException;
import chat.parley.desktop.sync.ChatSession;
import chat.parley.desktop.sync.ServerApi;
import chat.parley.desktop.sync.Surroundings;
import chat.parley.desktop.ui.FrameBridge;
import chat.parley.desktop.ui.Update;
import chat.parley.model.ClientId;
import chat.parley.model.SenderName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import java.util.function.Consumer;

/** Somebody's session with a server, kept in a folder, and what comes of it for a window. */
public final class OpenSession implements AutoCloseable {
  private final Replica replica;
  private final ChatSession session;

  /**
   * @param updates is given what has changed, on the window's thread
   */
  public OpenSession(
      Path folder, String name, int port, HandWindow window, Consumer<Update> updates) {
    replica = replica(folder.resolve(name + ".db"));
    session =
        new ChatSession(
            new ServerApi(URI.create("http://127.0.0.1:" + port), System::nanoTime),
            replica.server("http://the.server"),
            SenderName.of(name),
            ClientId.of(name),
            new FrameBridge(window, updates),
            Surroundings.real(new Random()).withoutToolkit());
  }

  private static Replica replica(Path file) {
    try {
      return Replica.open(file, Clock.systemUTC());
    } catch (UnusableReplicaException e) {
      throw new IllegalStateException(e);
    }
  }

  public ChatSession session() {
    return session;
  }

  /** What is on this person's disk; once it is closed, nothing can be kept any more. */
  public Replica disk() {
    return replica;
  }

  @Override
  public void close() {
    session.close();
    replica.close();
  }
}
