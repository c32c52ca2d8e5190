package chat.parley.server.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chat.parley.model.ClientId;
import chat.parley.model.Json;
import chat.parley.server.event.Place;
import chat.parley.server.fact.FactMemory;
import chat.parley.server.fact.Visibility;
import chat.parley.server.metrics.Metrics;
import chat.parley.server.presence.Presence;
import chat.parley.server.projection.Queries;
import chat.parley.server.testing.Cast;
import chat.parley.server.testing.StepExecutor;
import chat.parley.server.testing.TestStorage;
import chat.parley.server.testing.VirtualTime;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
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
  private final Queue<EventLoop.Pieces> loop = new ArrayDeque<>();
  private final List<JsonNode> replies = new ArrayList<>();
  private TestStorage storage;
  private Tail tail;
  private Poller poller;
  private long head;

  @BeforeEach
  void start() throws Exception {
    storage = TestStorage.open(folder);
    tail = new Tail(Place.START);
    poller =
        new Poller(
            new Poller.Sources(
                tail,
                new Queries(storage.database()),
                new CursorCodec(storage.identity()),
                Places.load(storage.database(), time),
                new Visibility(new FactMemory())),
            new Presence<>(time),
            new Poller.Capacity(100, 100),
            new Poller.Ground(workers, time, new Random(0), new Metrics()));
  }

  @AfterEach
  void stop() {
    storage.close();
  }

  private final class InLoop implements OpenPoll.Answering {
    @Override
    public EventLoop loop() {
      return loop::add;
    }

    @Override
    public void answered(byte[] body) {
      replies.add(Json.tree(body));
    }

    @Override
    public void refused(Throwable why) {
      throw new AssertionError(why);
    }
  }

  private void runLoop() {
    for (EventLoop.Pieces pieces = loop.poll(); pieces != null; pieces = loop.poll()) {
      boolean more = true;
      while (more) {
        more = pieces.next();
      }
    }
    assertFalse(workers.step(), "nobody else has anything to do");
  }

  private void poll(Rooms rooms) {
    var _ =
        poller.poll(
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
                false),
            new InLoop());
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

  private void postElsewhere() {
    for (int i = 0; i < ELSEWHERE; i++) {
      post(Cast.KITCHEN, "not for the cellar");
    }
    runLoop();
    assertEquals(List.of(), replies);
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    replies
        .getFirst()
        .path("messages")
        .forEach(message -> texts.add(message.path("text").asText()));
    return texts;
  }

  @Test
  void hearsWhatIsSaidThereAtLast() {
    poll(Rooms.named(List.of("cellar")));
    postElsewhere();

    post("cellar", "psst");
    runLoop();

    assertEquals(List.of("psst"), texts());
    assertEquals(cursor(head), replies.getFirst().path("cursor").asText());
  }

  @Test
  void hearsAllThatWasSaidBeforeItCouldAnswer() {
    poll(Rooms.named(List.of("cellar", Cast.ATTIC)));
    postElsewhere();

    post(Cast.ATTIC, "up here");
    post("cellar", "down here");
    post(Cast.KITCHEN, "in between");
    runLoop();

    assertEquals(List.of("up here", "down here"), texts());
  }

  @Test
  void isToldToComeBackFromWhereTheLogIsByThen() {
    poll(Rooms.named(List.of("cellar")));
    postElsewhere();

    time.advance(Duration.ofSeconds(26));
    poller.tick();
    runLoop();

    assertEquals(List.of(), texts());
    assertEquals(cursor(head), replies.getFirst().path("cursor").asText());
  }
}
