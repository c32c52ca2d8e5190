package chat.parley.server.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import chat.parley.model.MessageText;
import chat.parley.model.Refusal;
import chat.parley.model.RoomName;
import chat.parley.model.SenderName;
import chat.parley.server.event.Place;
import chat.parley.server.log.LogIdentity;
import chat.parley.server.poll.CursorCodec;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Names, texts and cursors of all kinds, without a server. */
class ModelFuzzTest {
  private static final long SEED = Long.getLong("parley.fuzz.seed", 2_026);
  private static final int ROUNDS = 20_000;

  private final Chance chance = new Chance(SEED);

  private CursorCodec codec(int epoch) {
    return new CursorCodec(new LogIdentity(epoch, new LogIdentity.Key(chance.bytes(16))));
  }

  @Test
  void aCursorStandsForItsPlaceAndForNoOther() {
    CursorCodec ours = codec(1);
    CursorCodec theirs = codec(1);
    for (int i = 0; i < ROUNDS; i++) {
      Place place = new Place(chance.number() >>> (1 + chance.below(63)), (int) chance.number());
      String cursor = ours.encode(place);
      assertTrue(cursor.matches("[A-Za-z0-9_-]{22}"), cursor);
      assertEquals(place, ours.decode(cursor), () -> "seed " + SEED);
      assertNotEquals(place, theirs.decode(cursor), () -> "another key, seed " + SEED);
    }
  }

  @Test
  void whatIsNoCursorOfOursIsNoPlace() {
    CursorCodec ours = codec(7);
    for (int i = 0; i < ROUNDS; i++) {
      String text = chance.oneIn(2) ? chance.text(24) : chance.word(40);
      assertNull(ours.decode(text), () -> "seed " + SEED + ": " + text);
    }
  }

  @Test
  void aSenderIsRefusedOrStable() {
    refusedOrStable(name -> SenderName.of(name).value());
  }

  @Test
  void namesThatAreOneStayOneWhenTheyAreTakenAgain() {
    for (int i = 0; i < ROUNDS; i++) {
      String raw = chance.text(20);
      accepted(raw, SenderName::of)
          .ifPresent(name -> {
            SenderName ofKey = accepted(name.key(), SenderName::of).orElse(name);
            assertEquals(name.key(), ofKey.key(), () -> "seed " + SEED + ": " + escaped(raw));
          });
    }
  }

  @Test
  void aRoomIsRefusedOrStable() {
    refusedOrStable(name -> RoomName.of(name).value());
  }

  @Test
  void aTextIsRefusedOrKeptAsItIs() {
    for (int i = 0; i < ROUNDS; i++) {
      String raw = chance.oneIn(50) ? chance.text(3).repeat(6_000) : chance.text(60);
      accepted(raw, MessageText::of)
          .ifPresent(text -> {
            assertEquals(raw, text.value());
            String stored =
                new String(raw.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            assertEquals(raw, stored, () -> "it survives UTF-8, seed " + SEED);
          });
    }
  }

  private void refusedOrStable(UnaryOperator<String> make) {
    int stable = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String raw = chance.text(30);
      Optional<String> once = accepted(raw, make::apply);
      if (once.isPresent()) {
        assertEquals(
            once, accepted(once.get(), make::apply), () -> "seed " + SEED + ": " + escaped(raw));
        stable++;
      }
    }
    assertTrue(stable > ROUNDS / 100, "some are accepted: " + stable);
  }

  private interface Make<T> {
    T of(String raw);
  }

  private static <T> Optional<T> accepted(String raw, Make<T> make) {
    try {
      return Optional.of(make.of(raw));
    } catch (Refusal refused) {
      assertEquals(422, refused.code().status());
      return Optional.empty();
    } catch (RuntimeException e) {
      return fail("Seed " + SEED + ": " + escaped(raw), e);
    }
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars().forEach(c -> escaped.append("\\u%04x".formatted(c)));
    return escaped.toString();
  }
}
