package chat.parley.desktop;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.replica.Replica;
import chat.parley.desktop.replica.RoomSummary;
import chat.parley.desktop.replica.UnusableReplicaException;
import chat.parley.desktop.settings.SettingsFile;
import chat.parley.desktop.sync.ChatListener;
import chat.parley.desktop.sync.ChatSession;
import chat.parley.desktop.sync.Link;
import chat.parley.desktop.sync.ServerApi;
import chat.parley.desktop.sync.Surroundings;
import chat.parley.desktop.testing.Await;
import chat.parley.desktop.testing.Crowd;
import chat.parley.model.ClientId;
import chat.parley.model.Message;
import chat.parley.model.SenderName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Someone whose app is there while much is written: all of it is on their computer after that. */
record LargeRoom(CompletableFuture<Boolean> online, CountDownLatch missing)
    implements ChatListener {
  static final int WRITERS = 48;
  private static final String ME = "alice";

  /**
   * Has a room filled.
   *
   * @param folder of the app that has it then
   * @param open the room that the app opens
   */
  static void fill(Path folder, int port, String word, int count, String room, String open) {
    String base = "http://127.0.0.1:" + port;
    LargeRoom reader = new LargeRoom(new CompletableFuture<>(), new CountDownLatch(count));
    try (SettingsFile settings = SettingsFile.open(folder.resolve("settings.json"));
        Replica replica = Replica.open(folder.resolve("replica.db"), Clock.systemUTC());
        ChatSession session =
            new ChatSession(
                new ServerApi(URI.create(base), System::nanoTime),
                replica.server(base),
                SenderName.of(ME),
                ClientId.of(ME),
                reader,
                Surroundings.real(new Random()).withoutToolkit());
        Crowd crowd = new Crowd(port, WRITERS)) {
      settings.update(now -> now.withName(ME).withServer(base).withLastRoom(base, open));
      session.start();
      var _ = Await.result(reader.online);
      crowd.say(word, count, Double.POSITIVE_INFINITY, i -> room);
      if (!reader.missing.await(1, TimeUnit.MINUTES)) {
        throw new AssertionError(reader.missing.getCount() + " have not come");
      }
    } catch (UnusableReplicaException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void linkChanged(Link link) {
    if (link instanceof Link.Online) {
      online.complete(true);
    }
  }

  @Override
  public void messagesArrived(String room, List<Message> messages) {
    messages.forEach(message -> missing.countDown());
  }

  @Override
  public void roomsChanged(List<RoomSummary> rooms) {}

  @Override
  public void outboxChanged(String room, List<OutboxEntry> entries) {}

  @Override
  public void messagesDeleted(String room, Set<UUID> ids) {}

  @Override
  public void membersChanged(String room) {}

  @Override
  public void roomForgotten(String room) {}

  @Override
  public void startedOver() {}
}
