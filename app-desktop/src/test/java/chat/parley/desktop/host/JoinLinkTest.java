package chat.parley.desktop.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.desktop.host.JoinLink.Reading;
import chat.parley.desktop.host.JoinLink.Why;
import chat.parley.model.tls.Pin;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JoinLinkTest {
  private static final String PIN = "Ab-_56789012345678901234567890123456789012A";
  private static final String OTHER = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  @ParameterizedTest
  @CsvSource({
    "192.168.1.7, http://192.168.1.7:8000/",
    "alices-laptop.local, http://alices-laptop.local:8000/",
    "fd00::2, http://[fd00::2]:8000/"
  })
  void isWrittenForOthers(String host, String link) {
    assertEquals(link, JoinLink.to(host, 8000));
    assertEquals(
        new Reading.Address(URI.create(link.substring(0, link.length() - 1))), JoinLink.read(link));
  }

  @ParameterizedTest
  @CsvSource({
    "https://192.168.1.7:8000/#join=x-Y_9&pin={pin}, https://192.168.1.7:8000, x-Y_9",
    "https://192.168.1.7:8000/#pin={pin}&join=x, https://192.168.1.7:8000, x",
    "https://192.168.1.7:8000#pin={pin}, https://192.168.1.7:8000,",
    "https://alice.local/#pin={pin}&pin={pin}&new=1, https://alice.local:443,",
    "192.168.1.7:8000/#join=x&pin={pin}, https://192.168.1.7:8000, x",
    "alice.local/#pin={pin}, https://alice.local:8000,"
  })
  void aPinIsReadAndMakesItHttps(String link, URI base, @Nullable String join) {
    assertEquals(
        new Reading.Address(base, join, new Pin(PIN)), JoinLink.read(link.replace("{pin}", PIN)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "{pin}A", "{pin}%20", "{pin}&pin=", "{pin}&pin=" + OTHER})
  void aPinThatIsNotWholeIsNotLeftOut(String pin) {
    String link = "https://192.168.1.7:8000/#join=x&pin=" + pin.replace("{pin}", PIN);
    assertEquals(new Reading.Unreadable(Why.BAD_PIN), JoinLink.read(link));
  }

  @Test
  void aPinInClearTextIsRefused() {
    assertEquals(
        new Reading.Unreadable(Why.PIN_IN_CLEAR), JoinLink.read("http://alice.local/#pin=" + PIN));
  }

  @Test
  void anInviteIsKept() {
    assertEquals(
        new Reading.Address(URI.create("http://192.168.1.7:8000"), "abc", null),
        JoinLink.read("http://192.168.1.7:8000/#join=abc"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          192.168.1.7                          | http://192.168.1.7:8000
          192.168.1.7:9000                     | http://192.168.1.7:9000
          192.168.1.7:8000/                    | http://192.168.1.7:8000
          192.168.1.7/#kitchen                 | http://192.168.1.7:8000
          alice.local                          | http://alice.local:8000
          Alice.Local:80                       | http://alice.local:80
          localhost:8001                       | http://localhost:8001
          laptop                               | http://laptop:8000
          bücher.local                         | http://xn--bcher-kva.local:8000
          http://192.168.1.7:8000/             | http://192.168.1.7:8000
          HTTP://192.168.1.7:8000              | http://192.168.1.7:8000
          http://192.168.1.7/                  | http://192.168.1.7:80
          https://chat.example.org             | https://chat.example.org:443
          https://chat.example.org:8443/x?y#z  | https://chat.example.org:8443
          http://192.168.1.7:8000/#join=       | http://192.168.1.7:8000
          http://192.168.1.7:8000#ab@c:d       | http://192.168.1.7:8000
          http://192.168.1.7:8000?x=http://y   | http://192.168.1.7:8000
          [fd00::2]                            | http://[fd00::2]:8000
          [fd00::2]:9000                       | http://[fd00::2]:9000
          http://[FD00::2]:9000/#x             | http://[fd00::2]:9000
          http://[fd00::2]/                    | http://[fd00::2]:80
          fd00::2                              | http://[fd00::2]:8000
          ::1                                  | http://[::1]:8000
          """)
  void isReadAsPeopleWriteIt(String typed, URI base) {
    assertEquals(new Reading.Address(base), JoinLink.read(typed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " 192.168.1.7 ",
        "\t192.168.1.7\r\n",
        "\u00a0192.168.1.7\u3000",
        "\u200b192.168.1.7\ufeff"
      })
  void isReadWithWhatComesAroundIt(String pasted) {
    assertEquals(new Reading.Address(URI.create("http://192.168.1.7:8000")), JoinLink.read(pasted));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          ''                        | EMPTY
          '  '                      | EMPTY
          ftp://192.168.1.7         | OTHER_SCHEME
          file:///etc/passwd        | OTHER_SCHEME
          javascript://x            | OTHER_SCHEME
          javascript:alert(1)       | BAD_PORT
          http://ann@192.168.1.7/   | USER_INFO
          http://ann:pw@192.168.1.7 | USER_INFO
          mailto:ann@example.org    | USER_INFO
          192.168.1.7:              | BAD_PORT
          192.168.1.7:0             | BAD_PORT
          192.168.1.7:65536         | BAD_PORT
          192.168.1.7:999999999999  | BAD_PORT
          192.168.1.7:80x           | BAD_PORT
          192.168.1.7:+80           | BAD_PORT
          [fd00::2]:x               | BAD_PORT
          http://                   | BAD_HOST
          http:///x                 | BAD_HOST
          :8000                     | BAD_HOST
          192.168.1.300             | BAD_HOST
          192.168.1                 | BAD_HOST
          1                         | BAD_HOST
          two words                 | BAD_HOST
          my_laptop                 | BAD_HOST
          -x-                       | BAD_HOST
          a..b                      | BAD_HOST
          [fd00::2                  | BAD_HOST
          [fd00::2]x                | BAD_HOST
          [192.168.1.7]             | BAD_HOST
          []                        | BAD_HOST
          fd00::2::3                | BAD_HOST
          1:2:3                     | BAD_HOST
          a%00b                     | BAD_HOST
          <b>                       | BAD_HOST
          """)
  void isRefusedWithAReason(String typed, Why why) {
    assertEquals(new Reading.Unreadable(why), JoinLink.read(typed));
  }

  @Test
  void isRefusedWhereItIsAnythingButALink() {
    assertEquals(new Reading.Unreadable(Why.TOO_LONG), JoinLink.read("x".repeat(100_000)));
    assertEquals(new Reading.Unreadable(Why.BAD_HOST), JoinLink.read("x".repeat(300)));
    assertEquals(new Reading.Unreadable(Why.BAD_HOST), JoinLink.read("a\nb"));
    assertEquals(new Reading.Unreadable(Why.BAD_HOST), JoinLink.read("http://a\nb/"));
    assertEquals(new Reading.Unreadable(Why.BAD_HOST), JoinLink.read("a\u202eb"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "http://192.168.1.7:8000/#join=Ab_-9          | Ab_-9",
        "192.168.1.7:8000/#join=Ab_-9                 | Ab_-9",
        "'  http://host/#join=Ab_-9  '                | Ab_-9",
        "http://host/#join=Ab_-9&pin=Xyz              | Ab_-9",
        "http://host/#pin=Xyz&join=Ab_-9              | Ab_-9",
        "http://host/#joint=Ab                        | none",
        "http://host/?join=Ab                         | none",
        "http://host/#join=                           | none",
        "http://host/#join=a/b                        | none",
        "http://host/#kitchen                         | none"
      })
  void mayHaveAnInvitation(String typed, @Nullable String invite) {
    assertEquals(invite, JoinLink.invite(typed));
  }

  @Test
  void anInvitationIsPutWhereItNeverReachesTheServer() {
    String link = JoinLink.with(JoinLink.to("192.168.1.7", 8000), "Ab_-9");

    assertEquals("http://192.168.1.7:8000/#join=Ab_-9", link);
    assertEquals("Ab_-9", JoinLink.invite(link));
    assertEquals(
        new Reading.Address(URI.create("http://192.168.1.7:8000"), "Ab_-9", null),
        JoinLink.read(link));
  }
}
