package chat.parley.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import chat.parley.desktop.settings.Settings;
import chat.parley.model.tls.Pin;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ChatPlaceTest {
  private static final URI CLEAR = URI.create("http://192.168.1.7:8000");
  private static final URI ENCRYPTED = URI.create("https://192.168.1.7:8000");
  private static final Pin PIN = new Pin("A".repeat(Pin.CHARS));

  @Test
  void aServerWhoseKeyIsKnownIsAskedByTlsHoweverItIsWritten() {
    Settings known = ChatPlace.at(ENCRYPTED, PIN).rememberedIn(Settings.FIRST);

    assertEquals(new ChatPlace(ENCRYPTED.toString(), ENCRYPTED, PIN), ChatPlace.at(CLEAR, known));
    assertEquals(ENCRYPTED.toString(), known.server());
  }

  @Test
  void aServerOfWhichNoKeyIsKnownIsAskedAsItIsWritten() {
    ChatPlace place = ChatPlace.at(CLEAR, Settings.FIRST);

    assertEquals(CLEAR, place.base());
    assertNull(place.pin());
    assertEquals(Settings.FIRST.withServer(CLEAR.toString()), place.rememberedIn(Settings.FIRST));
  }

  @Test
  void aNewLinkBringsANewKeyAndTheAddressAloneDoesNotForgetIt() {
    Pin renewed = new Pin("b".repeat(Pin.CHARS - 1) + "A");
    Settings known = ChatPlace.at(ENCRYPTED, PIN).rememberedIn(Settings.FIRST);

    Settings after = ChatPlace.at(ENCRYPTED, renewed).rememberedIn(known);

    assertEquals(renewed, after.pin(CLEAR));
    assertEquals(after, ChatPlace.at(CLEAR, after).rememberedIn(after));
  }
}
