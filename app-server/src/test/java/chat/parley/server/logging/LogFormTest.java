package chat.parley.server.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The two forms of the log, and what is told of an exception. */
class LogFormTest {
  private static final Logger log = LoggerFactory.getLogger("chat.parley.test");

  @Test
  void aLineOfTextNamesTheRequestWhereItIsAboutOne() {
    try (Captured captured = new Captured(LogSetup.Form.TEXT)) {
      log.info("Alone");
      try (var _ = MDC.putCloseable("request", "3fa9c1-2k")) {
        log.warn("Asked");
      }

      assertTrue(
          captured.lines().get(0).matches("\\S+ \\S+ INFO  Alone"), captured.lines()::toString);
      assertTrue(
          captured.lines().get(1).matches("\\S+ \\S+ WARN  \\[3fa9c1-2k] Asked"),
          captured.lines()::toString);
    }
  }

  @Test
  void aLineOfJsonHasTimeLevelLoggerRequestMessageAndTrace() throws Exception {
    try (Captured captured = new Captured(LogSetup.Form.JSON)) {
      try (var _ = MDC.putCloseable("request", "3fa9c1-2k")) {
        log.error("A \"quoted\"\n\u0007 line of {}", "ä", new IllegalStateException("why"));
      }
      assertEquals(1, captured.lines().size(), "one line each");
      JsonNode line = new JsonMapper().readTree(captured.lines().getFirst());

      assertTrue(line.path("timestamp").asLong() > 1_700_000_000_000L, line::toString);
      assertEquals("ERROR", line.path("level").asText());
      assertEquals("chat.parley.test", line.path("loggerName").asText());
      assertEquals("3fa9c1-2k", line.path("mdc").path("request").asText());
      assertEquals("A \"quoted\"\n\u0007 line of ä", line.path("formattedMessage").asText());
      assertEquals(
          IllegalStateException.class.getName(), line.path("throwable").path("className").asText());
      assertTrue(line.path("throwable").path("stepArray").size() > 1, line::toString);
    }
  }

  @Test
  void ofAnExceptionTheTypeIsToldAndTheTraceAndTheCausesButNotWhatItQuotes() {
    var thrown =
        new IllegalStateException(
            "secret one", new RuntimeException("secret two", new Throwable()));
    try (Captured captured = new Captured(LogSetup.Form.TEXT)) {
      log.error("It failed: {}", Words.of(thrown), Words.without(thrown));
      String told = String.join("\n", captured.lines());

      assertFalse(told.contains("secret"), told);
      assertTrue(told.contains("java.lang.RuntimeException"), told);
      assertTrue(told.contains("at chat.parley.server.logging.LogFormTest."), told);
    }
  }

  @Test
  void theWordsOfTheDatabaseAreTold() {
    assertEquals(
        "java.sql.SQLException: disk I/O error", Words.of(new SQLException("disk I/O error")));
  }

  @Test
  void causesThatGoRoundInACircleEnd() {
    RuntimeException first = new RuntimeException("a");
    first.initCause(new RuntimeException("b", first));

    assertFalse(Words.without(first).toString().isEmpty());
  }
}
