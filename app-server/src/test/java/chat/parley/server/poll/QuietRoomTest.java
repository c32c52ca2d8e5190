package chat.parley.server.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.ClientId;
import chat.parley.model.Json;
import chat.parley.server.event.Place;
import chat.parley.server.fact.FactMemory;
import chat.parley.server.testing.Cast;
import chat.parley.server.testing.StepExecutor;
import chat.parley.server.testing.TestStorage;
import chat.parley.server.testing.VirtualTime;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who waits in a room where nobody speaks, while more is said in others than stays in memory: what
 * lies between is not read, neither from memory nor from the disk, on which nothing of it is here.
 */
class QuietRoomTest {
  private static final int ELSEWHERE = 10_000;

  @TempDir private Path folder;
  private final VirtualTime time = new VirtualTime();
  private final StepExecutor workers = new StepExecutor();
  private final QueuedLoop loop = new QueuedLoop();
  private TestStorage storage;
  private Tail tail;
  private Poller poller;
  private long head;

  @BeforeEach
  void start() throws Exception {
    storage = TestStorage.open(folder);
    tail = new Tail(Place.START);
    poller = TestPoller.of(storage, tail, new FactMemory(), time, workers);
  }

  @AfterEach
  void stop() {
    storage.close();
  }

  private void runLoop() {
    loop.runAll();
    assertFalse(workers.step(), "nobody else has anything to do");
  }

  private CompletableFuture<byte[]> poll(Rooms rooms) {
    return loop.poll(
        poller,
        new PollRequest(
            Owner.guest(new ClientId("cellarer")),
            () -> null,
            rooms,
            Wanted.MESSAGES,
            cursor(0),
            null,
            25,
            100,
            "127.0.0.1",
            false));
  }

  private String cursor(long seq) {
    Place place = seq == 0 ? Place.START : new Place(seq, (int) seq);
    return new CursorCodec(storage.identity()).encode(place);
  }

  private void post(String room, String text) {
    head++;
    var batch = Cast.posted(head, room, text);
    tail.append(batch);
    poller.publish(batch);
  }

  private void postElsewhere(CompletableFuture<byte[]> reply) {
    for (int i = 0; i < ELSEWHERE; i++) {
      post(Cast.KITCHEN, "not for the cellar");
    }
    runLoop();
    assertFalse(reply.isDone());
  }

  private void assertHeard(List<String> expected, CompletableFuture<byte[]> reply) {
    assertTrue(reply.isDone(), "it was answered in the loop");
    JsonNode told = Json.tree(reply.join());
    List<String> texts = new ArrayList<>();
    told.path("messages").forEach(message -> texts.add(message.path("text").asText()));
    assertEquals(expected, texts);
    assertEquals(cursor(head), told.path("cursor").asText());
  }

  @Test
  void hearsWhatIsSaidThereAtLast() {
    var reply = poll(Rooms.named(List.of("cellar")));
    postElsewhere(reply);

    post("cellar", "psst");
    runLoop();

    assertHeard(List.of("psst"), reply);
  }

  @Test
  void hearsAllThatWasSaidBeforeItCouldAnswer() {
    var reply = poll(Rooms.named(List.of("cellar", Cast.ATTIC)));
    postElsewhere(reply);

    post(Cast.ATTIC, "up here");
    post("cellar", "down here");
    post(Cast.KITCHEN, "in between");
    runLoop();

    assertHeard(List.of("up here", "down here"), reply);
  }

  @Test
  void isToldToComeBackFromWhereTheLogIsByThen() {
    var reply = poll(Rooms.named(List.of("cellar")));
    postElsewhere(reply);

    time.advance(Duration.ofSeconds(26));
    poller.tick();
    runLoop();

    assertHeard(List.of(), reply);
  }
}
