package chat.parley.server.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.Timestamp;
import chat.parley.server.doctor.Finding.Verdict;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DoctorTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  @Test
  void aClockMayBeAMomentBehindTheNewestMessageAndNoMore() {
    assertEquals(Verdict.OK, clock(NOW, NOW.plusSeconds(5)).verdict());
    Finding behind = clock(NOW, NOW.plusSeconds(7_200));
    assertEquals(Verdict.BAD, behind.verdict());
    assertTrue(behind.sentence().contains("7,200 s behind the newest message"), behind.sentence());
  }

  @Test
  void aClockOfAnotherAgeIsBad() {
    assertEquals(Verdict.BAD, Doctor.clock(Instant.EPOCH, null).verdict());
    assertEquals(Verdict.BAD, Doctor.clock(Instant.parse("2200-01-01T00:00:00Z"), null).verdict());
    assertEquals(Verdict.OK, Doctor.clock(NOW, null).verdict());
  }

  private static Finding clock(Instant now, Instant newest) {
    return Doctor.clock(now, Timestamp.of(newest));
  }

  @Test
  void aDiskThatFillsUpIsSaidBeforeItIsFull() {
    Path data = Path.of("data");
    assertEquals(Verdict.OK, DataLook.disk(data, 20L << 30).verdict());
    assertEquals(Verdict.LOOK, DataLook.disk(data, 500L << 20).verdict());
    Finding full = DataLook.disk(data, 1L << 20);
    assertEquals(Verdict.BAD, full.verdict());
    assertEquals(
        "bad   disk       data can be written; 1.0 MiB free. Make room: a full disk refuses"
            + " messages.",
        full.toString());
  }

  @Test
  void aServerThatDoesNotAnswerIsNotWaitedFor() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/health");
      Health.Silence silence =
          assertInstanceOf(Health.Silence.class, Health.ask(url, Duration.ofMillis(50)));
      assertTrue(silence.reason().startsWith("There was no answer"), silence.reason());
    }
  }
}
