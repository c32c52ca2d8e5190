package chat.parley.desktop.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.parley.desktop.testing.TestTexts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import org.junit.jupiter.api.Test;

class TextsTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:05:09Z");
  private final Texts texts = TestTexts.british();

  /** What stands between the parts of a date is another thing with every JDK. */
  private static void expectIn(List<String> parts, String text) {
    assertEquals(List.of(), parts.stream().filter(part -> !text.contains(part)).toList(), text);
  }

  @Test
  void argumentsAreFilledInAsTheyAre() {
    assertEquals("{0}, it's – Parley", texts.get("title", "{0}, it's"));
    assertEquals("Message #{1}", texts.get("composer.prompt", "{1}"));
  }

  @Test
  void numbersChooseTheirWords() {
    assertEquals("1 new message", texts.get("jump.new", 1));
    assertEquals("2 new messages", texts.get("jump.new", 2));
    assertEquals("1,234 new messages", texts.get("jump.new", 1_234));
    assertEquals("Nobody else is connected", texts.get("host.people", 0));
    assertEquals("attic, one unread message", texts.get("rooms.spoken.unread", "attic", 1));
  }

  @Test
  void aTextThatDoesNotExistIsADefect() {
    assertThrows(MissingResourceException.class, () -> texts.get("no.such.text"));
  }

  @Test
  void todayAndYesterdayAreCalledSo() {
    LocalDate today = LocalDate.of(2026, 3, 1);

    assertEquals("Today", texts.day(today, today));
    assertEquals("Yesterday", texts.day(LocalDate.of(2026, 2, 28), today));
    expectIn(List.of("Friday", "27 February 2026"), texts.day(LocalDate.of(2026, 2, 27), today));
    expectIn(List.of("Monday", "2 March 2026"), texts.day(LocalDate.of(2026, 3, 2), today));
  }

  @Test
  void timesAreThoseOfThePersonsZone() {
    Texts inKolkata = new Texts(Locale.UK, ZoneId.of("Asia/Kolkata"));

    assertEquals("12:05", texts.time(NOON));
    assertEquals("17:35", inKolkata.time(NOON));
    expectIn(List.of("Monday", "2 March 2026", "17:35:09"), inKolkata.full(NOON));
    assertEquals("2 Mar 2026, 17:35", inKolkata.date(NOON));
    assertEquals(ZoneOffset.UTC, texts.zone());
  }

  @Test
  void timesAndNumbersAreWrittenAsThePlaceDoes() {
    Texts american = new Texts(Locale.US, ZoneOffset.UTC);
    Texts german = new Texts(Locale.GERMANY, ZoneOffset.UTC);

    expectIn(List.of("12:05", "PM"), american.time(NOON));
    expectIn(
        List.of("Saturday", "February 28, 2026"),
        american.day(LocalDate.of(2026, 2, 28), LocalDate.of(2026, 3, 2)));
    assertEquals("1.234 bytes left", german.get("composer.left", 1_234));
  }
}
