package chat.parley.desktop.testing;

import chat.parley.desktop.replica.Replica;
import chat.parley.desktop.replica.ServerReplica;
import chat.parley.desktop.replica.Token;
import chat.parley.desktop.replica.UnusableReplicaException;
import chat.parley.desktop.sync.Account;
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
import org.jspecify.annotations.Nullable;

/** Somebody's session with a {@link Club}, in which their name is theirs, as a window has it. */
public final class Membership implements AutoCloseable {
  private final Replica replica;
  private final ServerReplica server;
  private final ChatSession session;

  /**
   * @param updates is given what has changed, on the window's thread
   */
  public Membership(
      Path folder, String name, Club club, HandWindow window, Consumer<Update> updates) {
    try {
      replica = Replica.open(folder.resolve(name + ".db"), Clock.systemUTC());
    } catch (UnusableReplicaException e) {
      throw new IllegalStateException(e);
    }
    server = replica.server("http://the.club");
    URI base = URI.create("http://" + club.address());
    try (Account account = Account.at(base, null, System::nanoTime, server, null)) {
      var _ = Await.result(account.join(name, Club.INVITE));
    }
    session =
        new ChatSession(
            new ServerApi(base, null, System::nanoTime, () -> true, this::secret),
            server,
            SenderName.of(name),
            ClientId.of(name),
            new FrameBridge(window, updates),
            Surroundings.real(new Random()).withoutToolkit());
  }

  private @Nullable String secret() {
    Token token = server.token();
    return token == null ? null : token.secret();
  }

  public ChatSession session() {
    return session;
  }

  /** What shows whose name it is. */
  public @Nullable Token token() {
    return server.token();
  }

  @Override
  public void close() {
    session.close();
    replica.close();
  }
}
