package chat.parley.model;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  private static final String BIDI_OVERRIDE = "\u202E";
  private static final String ZWJ = "\u200D";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice", "Ann Lee", "Zoë", "名前", "مريم", "O'Brien", "a.b", "a~b", "x", "👩‍🔧", "علی‌رضا",
        "R2-D2", "<b>"
      })
  void takesNamesOfPeople(String name) {
    assertEquals(name, SenderName.of(name).value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\u3000",
        ".hidden",
        "~root",
        "a/b",
        "a\\b",
        "a;b",
        "a%b",
        "a?b",
        "a#b",
        "a\nb",
        "a\u0000b",
        "a\u0085b",
        "a\u200Bb",
        "a\uFEFFb",
        "a\u2028b",
        "a\u2066b",
        "\u200D",
        "a\uD800",
        "\uDC00a",
        "a\uFFFFb"
      })
  void refusesNamesThatMislead(String name) {
    Refusal refusal = assertThrows(Refusal.class, () -> SenderName.of(name));
    assertEquals(ErrorCode.NAME_INVALID, refusal.code());
    assertEquals("sender", refusal.field());
  }

  @Test
  void refusesBidirectionalOverridesAndNamesThem() {
    Refusal refusal = assertThrows(Refusal.class, () -> SenderName.of("bob" + BIDI_OVERRIDE));
    assertTrue(refusal.detail().contains("U+202E"), refusal.detail());
  }

  @Test
  void trimsNamesAndComposesThem() {
    assertEquals("Zoë", SenderName.of(" \tZoe\u0308 ").value());
    assertEquals("caf\u00e9", RoomName.of("  cafe\u0301").value());
  }

  @Test
  void countsCodePointsNotChars() {
    assertDoesNotThrow(() -> SenderName.of("😀".repeat(64)));
    assertThrows(Refusal.class, () -> SenderName.of("😀".repeat(65)));
    assertDoesNotThrow(() -> RoomName.of("r".repeat(64)));
    assertThrows(Refusal.class, () -> RoomName.of("r".repeat(65)));
  }

  @Test
  void comparesNamesWithoutCaseAndJoiners() {
    assertEquals(SenderName.of("ALICE").key(), SenderName.of("alice").key());
    assertEquals(SenderName.of("Straße").key(), SenderName.of("STRASSE").key());
    assertEquals(SenderName.of("al" + ZWJ + "ice").key(), SenderName.of("alice").key());
    assertNotEquals(
        SenderName.of("al" + ZWJ + "ice").value(),
        SenderName.of("alice").value(),
        "a joiner is kept");
    assertNotEquals(SenderName.of("alice").key(), SenderName.of("alicia").key());
  }

  @Test
  void aNamesKeyIsItsOwnKey() {
    Random random = new Random(42);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder raw = new StringBuilder("a");
      random.ints(6, 1, 0x2FFFF).forEach(raw::appendCodePoint);
      SenderName name;
      try {
        name = SenderName.of(raw.toString());
      } catch (Refusal refusal) {
        continue;
      }
      assertEquals(name, SenderName.of(name.value()), "normalising twice changes nothing");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"general", "dev", "room-1", "a_b", "v1.2", "küche", "कमरा", "房间", "7"})
  void takesNamesOfRooms(String name) {
    assertEquals(name, RoomName.of(name).value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "*",
        "a*",
        "~abc",
        ".git",
        "a/b",
        "a,b",
        "a:b",
        "😀",
        "a\u200Db",
        "a\tb",
        "<b>",
        "\uD800"
      })
  void refusesNamesOfRooms(String name) {
    Refusal refusal = assertThrows(Refusal.class, () -> RoomName.of(name));
    assertEquals(ErrorCode.ROOM_NAME_INVALID, refusal.code());
    assertEquals("room", refusal.field());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", " x ", "a\tb\r\nc", "👩‍🔧", "\u202Ertl", "é", "<script>alert(1)</script>"})
  void keepsTextsAsTheyAre(String text) {
    assertEquals(text, MessageText.of(text).value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n\t",
        "\u00A0\u3000",
        "a\u0000",
        "a\u001B[0m",
        "\u007F",
        "a\u009F",
        "\uD83D",
        "x\uDE00"
      })
  void refusesTexts(String text) {
    Refusal refusal = assertThrows(Refusal.class, () -> MessageText.of(text));
    assertEquals(ErrorCode.TEXT_INVALID, refusal.code());
    assertEquals("text", refusal.field());
  }

  @Test
  void countsTextsInBytesOfUtf8() {
    assertDoesNotThrow(() -> MessageText.of("a".repeat(16_384)));
    assertThrows(Refusal.class, () -> MessageText.of("a".repeat(16_385)));
    assertDoesNotThrow(() -> MessageText.of("é".repeat(8_192)));
    assertThrows(Refusal.class, () -> MessageText.of("é".repeat(8_192) + "a"));
  }

  @Test
  void clientIdsAreVisibleAscii() {
    assertEquals("~!a", ClientId.of("~!a").value());
    assertDoesNotThrow(() -> ClientId.of("c".repeat(128)));
    assertEquals(
        ErrorCode.OUT_OF_RANGE,
        assertThrows(Refusal.class, () -> ClientId.of("c".repeat(129))).code());
    assertEquals(ErrorCode.MALFORMED, assertThrows(Refusal.class, () -> ClientId.of("a b")).code());
    assertEquals(ErrorCode.MALFORMED, assertThrows(Refusal.class, () -> ClientId.of("é")).code());
  }

  @Test
  void aNameIsTheSameInCapitals() {
    assertEquals(SenderName.of("stra\u00dfe").key(), SenderName.of("STRA\u1e9eE").key());
    assertEquals(SenderName.of("stra\u00dfe").key(), SenderName.of("STRASSE").key());
  }

  @Test
  void whatIsNotSeenMakesNoOtherName() {
    String alice = SenderName.of("alice").key();
    assertEquals(alice, SenderName.of("alice\ufe0f").key(), "a variation selector");
    assertEquals(alice, SenderName.of("alice\u3164").key(), "a filler");
    assertEquals(alice, SenderName.of("alice \u200d").key(), "a space before a joiner");
    assertEquals(SenderName.of("alice b").key(), SenderName.of("alice\u00a0 b").key());
  }

  @Test
  void aNameOfFillersOnlyIsRefused() {
    assertThrows(Refusal.class, () -> SenderName.of("\u3164\u115f\ufe0f"));
  }
}
