package chat.parley.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientIdTest {
  private static final String RANDOM = "0123456789abcdef01234567";

  private static String shown(String id) {
    return ClientId.of(id).displayName();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          alice,    alice~x1
          Ann Lee,  Ann%20Lee~x1
          O'Brien,  O%27Brien~x1
          a~b,      a%7Eb~x1
          Zoë,      Zo%C3%AB~x1
          名前,     %E5%90%8D%E5%89%8D~x1
          👩,       %F0%9F%91%A9~x1
          """)
  void areMadeOfANameAndShowIt(String name, String id) {
    ClientId made = ClientId.named(SenderName.of(name), "x1");

    assertEquals(id, made.value());
    assertEquals(name, made.displayName());
  }

  @ParameterizedTest
  @CsvSource({"a, 64", "é, 17", "名, 11", "👩, 8"})
  void holdAsMuchOfALongNameAsFitsInWholeCharacters(String character, int fits) {
    String name = character.repeat(Limits.SENDER_MAX_CODE_POINTS);
    ClientId id = ClientId.named(SenderName.of(name), RANDOM);

    assertTrue(id.value().length() <= Limits.CLIENT_ID_MAX_CHARS, id.value());
    assertTrue(id.value().endsWith("~" + RANDOM), id.value());
    assertTrue(name.startsWith(id.displayName()), id.displayName());
    assertEquals(fits, id.displayName().codePointCount(0, id.displayName().length()));
  }

  @ParameterizedTest
  @CsvSource({"O'Brien~x, O'Brien", "(bob)~x, (bob)", "zo%c3%ab~x, zoë", "%20bob%20~x, bob"})
  void showNamesThatOthersEncodeInTheirOwnWay(String id, String name) {
    assertEquals(name, shown(id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice",
        "web-0123456789abcdef",
        "~",
        "~x",
        "alice~",
        "a~b~c",
        "alice~x!",
        "%~x",
        "%4~x",
        "%zz~x",
        "al%+1ice~x",
        "%C3~x",
        "%FF%FE~x",
        "%C0%80~x",
        "%ED%A0%80~x",
        "%00~x",
        "a%0Ab~x",
        "a%1B[31mb~x",
        "a%E2%80%AEb~x",
        "a%E2%81%A6b~x",
        "a%E2%80%8Bb~x",
        "%EF%BB%BFa~x",
        "%E2%80%8D~x",
        "%20~x",
        "a%2Fb~x",
        "a%25b~x",
        "%7Eroot~x"
      })
  void showThemselvesWhereTheyHoldNoName(String id) {
    assertEquals(id, shown(id));
  }

  @Test
  void showThemselvesWhereTheNameIsTooLong() {
    String id = "a".repeat(Limits.SENDER_MAX_CODE_POINTS + 1) + "~x";
    assertEquals(id, shown(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a~b", "é", "%20"})
  void takeNoRandomPartThatWouldBreakTheForm(String random) {
    assertThrows(
        IllegalArgumentException.class, () -> ClientId.named(SenderName.of("alice"), random));
  }

  @Test
  void takeNoRandomPartThatLeavesNoRoom() {
    String random = "x".repeat(65);
    assertThrows(
        IllegalArgumentException.class, () -> ClientId.named(SenderName.of("alice"), random));
  }
}
