package chat.parley.server.fact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.model.RoomName;
import chat.parley.model.RoomRole;
import chat.parley.server.testing.Cast;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What one thread sees of the facts while another changes them. */
class FactMemoryTest {
  private static final int CHANGES = 1_000_000;
  private static final String ROOM = RoomName.newPrivate(new Random(1)).value();

  private final FactMemory facts = new FactMemory();

  private RoomRole role() {
    return facts.role(ROOM, Cast.BOB);
  }

  @Test
  void aRevisionThatIsTheSameMeansThatWhatWasReadIsTheSame() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Thread changing =
        Thread.ofPlatform()
            .start(() -> {
              try {
                for (int i = 0; i < CHANGES; i++) {
                  RoomRole role = i % 2 == 0 ? RoomRole.MEMBER : RoomRole.NONE;
                  facts.apply(FactChange.to(new Fact.Member(ROOM, Cast.BOB, Cast.BOB, role)));
                }
              } finally {
                over.set(true);
              }
            });
    int unnoticed = 0;
    while (!over.get()) {
      long before = facts.revision();
      boolean settled = before % 2 == 0;
      RoomRole first = role();
      RoomRole second = role();
      if (settled && first != second && facts.revision() == before) {
        unnoticed++;
      }
    }
    changing.join();
    assertEquals(2L * CHANGES, facts.revision());
    assertEquals(0, unnoticed);
  }
}
