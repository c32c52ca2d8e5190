package chat.parley.desktop.sync;

import chat.parley.desktop.replica.Replica;
import chat.parley.desktop.replica.UnusableReplicaException;
import chat.parley.desktop.testing.Await;
import chat.parley.model.ClientId;
import chat.parley.model.SenderName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** Somebody at a computer of their own: a replica on disk and a session with one server. */
final class Person implements AutoCloseable {
  static final String SERVER = "http://the.server";
  static final Surroundings AROUND =
      Surroundings.real(RandomGenerator.getDefault()).withoutToolkit();

  final Reader sees = new Reader();
  final Replica replica;
  final ChatSession session;

  private Person(Path folder, String name, int port) throws UnusableReplicaException {
    replica = Replica.open(folder.resolve(name + ".db"), Clock.systemUTC());
    session =
        new ChatSession(
            new ServerApi(URI.create("http://127.0.0.1:" + port), System::nanoTime),
            replica.server(SERVER),
            SenderName.of(name),
            ClientId.of(name),
            sees,
            AROUND);
    session.start();
  }

  /** Opens the app, or opens it again. */
  static Person opens(Path folder, String name, int port) {
    try {
      return new Person(folder, name, port);
    } catch (UnusableReplicaException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a message; it is on disk when this returns. */
  void writes(String room, String text) {
    var _ = Await.result(session.send(room, text));
  }

  @Override
  public void close() {
    session.close();
    replica.close();
  }
}
