package chat.parley.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import chat.parley.model.Bytes32;
import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.server.fact.Fact;
import chat.parley.server.fact.FactChange;
import chat.parley.server.fact.FactMemory;
import chat.parley.server.testing.Cast;
import chat.parley.server.testing.VirtualTime;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether somebody who was let in still is, asked again and again. */
class CallersTest {
  private static final String ADDRESS = "192.0.2.7";
  private static final String TOKEN = "A".repeat(43);
  private static final Duration DAY = Duration.ofDays(1);

  private final VirtualTime time = new VirtualTime();
  private final FactMemory facts = new FactMemory();
  private final Callers callers = new Callers(Access.INVITE, facts, Bytes32.ZERO, time);

  @BeforeEach
  void bobHasAToken() {
    is(new Fact.Name(Cast.BOB, Cast.BOB, true, false, false, null, 0));
    long expires = time.instant().plus(DAY).toEpochMilli();
    is(new Fact.Token(Secrets.hash(TOKEN).toString(), Cast.BOB, expires));
  }

  private void is(Fact fact) {
    facts.apply(new FactChange(fact.kind(), fact.key(), fact));
  }

  private Supplier<@Nullable Refusal> bob() {
    Supplier<@Nullable Refusal> noLonger = callers.noLonger(callers.of("Bearer " + TOKEN), ADDRESS);
    assertNull(noLonger.get());
    assertNull(noLonger.get(), "nor now that it need not look again");
    return noLonger;
  }

  private static void assertRefused(ErrorCode code, Supplier<@Nullable Refusal> noLonger) {
    Refusal refusal = noLonger.get();
    assertNotNull(refusal);
    assertEquals(code, refusal.code());
  }

  @Test
  void aTokenEndsWhenItsTimeHasCome() {
    Supplier<@Nullable Refusal> noLonger = bob();

    time.advance(DAY.minusMillis(1));
    assertNull(noLonger.get());
    time.advance(Duration.ofMillis(1));
    assertRefused(ErrorCode.TOKEN_INVALID, noLonger);
  }

  @Test
  void aTokenEndsInItsTimeWhoeverElseIsLetInAtThatMoment() {
    Supplier<@Nullable Refusal> guest = callers.noLonger(new Caller.Guest(), ADDRESS);
    assertNull(guest.get(), "for ever");
    Supplier<@Nullable Refusal> noLonger = bob();
    assertNull(guest.get());

    time.advance(DAY);
    assertRefused(ErrorCode.TOKEN_INVALID, noLonger);
    assertNull(guest.get());
  }

  @Test
  void aTokenMayEndBefore() {
    Supplier<@Nullable Refusal> noLonger = bob();

    facts.apply(new FactChange(Fact.Kind.TOKEN, Secrets.hash(TOKEN).toString(), null));
    assertRefused(ErrorCode.TOKEN_INVALID, noLonger);
  }

  @Test
  void aNameMayBeBanned() {
    Supplier<@Nullable Refusal> noLonger = bob();

    is(new Fact.Name(Cast.BOB, Cast.BOB, true, false, true, null, 0));
    assertRefused(ErrorCode.BANNED, noLonger);
  }

  @Test
  void anAddressMayBeBannedAndLetInAgain() {
    Supplier<@Nullable Refusal> noLonger = bob();
    Supplier<@Nullable Refusal> guest = callers.noLonger(new Caller.Guest(), ADDRESS);
    assertNull(guest.get());

    is(new Fact.Address(ADDRESS, 0, Cast.ALICE, null));
    assertRefused(ErrorCode.BANNED, noLonger);
    assertRefused(ErrorCode.BANNED, guest);
    facts.apply(new FactChange(Fact.Kind.ADDRESS, ADDRESS, null));
    assertNull(noLonger.get());
    assertNull(guest.get());
  }
}
