package chat.parley.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.desktop.settings.Settings;
import chat.parley.desktop.testing.TestTexts;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceWordsTest {
  private final PlaceWords words = new PlaceWords(TestTexts.british());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://192.168.1.7:8000  | 192.168.1.7:8000 hosts this chat. It is not encrypted: others on the network could read along.",
        "https://192.168.1.7:8000 | 192.168.1.7:8000 hosts this chat. What is sent is encrypted on its way.",
        "http://localhost:8000    | This computer hosts this chat: what you write does not go over the network from here.",
        "http://127.0.0.1:8000    | This computer hosts this chat: what you write does not go over the network from here.",
        "http://[::1]:8000        | This computer hosts this chat: what you write does not go over the network from here.",
        "http://127.example:8000  | 127.example:8000 hosts this chat. It is not encrypted: others on the network could read along."
      })
  void sayWhoHostsAndWhetherOthersCouldReadAlong(URI base, String expected) {
    assertEquals(expected, words.trust(ChatPlace.at(base, Settings.FIRST)));
  }
}
