package chat.parley.desktop.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.Await;
import chat.parley.server.Surroundings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which address is given to others, while networks come and go. */
class ChosenAddressTest {
  private static final LanAddress WIFI = address("127.0.0.2", "wlan0", LanAddress.Kind.REAL);
  private static final LanAddress CABLE = address("127.0.0.3", "eth0", LanAddress.Kind.REAL);
  private static final LanAddress DOCKER = address("127.0.0.4", "docker0", LanAddress.Kind.VIRTUAL);

  @TempDir private Path data;

  private final AtomicReference<List<LanAddress>> addresses = new AtomicReference<>(List.of());
  private final HostService service =
      new HostService(
          Surroundings.real(),
          id -> false,
          state -> {},
          new HostService.Computer(addresses::get, 0, Duration.ofMillis(20)));

  @AfterEach
  void close() {
    service.close();
  }

  private static LanAddress address(String host, String name, LanAddress.Kind kind) {
    return new LanAddress(host, name, name, kind, false);
  }

  private void startWith(LanAddress... found) {
    addresses.set(List.of(found));
    Await.result(service.start(data, 0));
  }

  private void turnTo(LanAddress... found) {
    addresses.set(List.of(found));
    Await.until("they are seen", () -> now().candidates().equals(List.of(found)));
  }

  private HostState.Running now() {
    return assertInstanceOf(HostState.Running.class, service.state());
  }

  private void assertChosen(@Nullable LanAddress address, @Nullable LanAddress before) {
    assertEquals(address, now().chosen());
    assertEquals(before, now().chosenBefore());
    assertEquals(before != null, now().isAddressChanged());
  }

  @Test
  void isTheLikeliest() {
    startWith(WIFI, CABLE);
    assertChosen(WIFI, null);
  }

  @Test
  void staysWhileItIsThere() {
    startWith(WIFI);
    turnTo(CABLE, WIFI);
    assertChosen(WIFI, null);
  }

  @Test
  void isAnotherWhenItIsGoneAndThatIsSaid() {
    startWith(WIFI, CABLE);
    turnTo(CABLE);
    assertChosen(CABLE, WIFI);

    turnTo(CABLE, WIFI);
    assertChosen(CABLE, null);
  }

  @Test
  void isNoneWithoutANetworkAndTheSameWhenItIsBack() {
    startWith(WIFI);
    turnTo();
    assertChosen(null, WIFI);
    assertEquals("http://localhost:" + now().port() + "/", now().link());
    Await.until("it answers here", () -> now().selfCheck() instanceof SelfCheck.Ok);

    turnTo(WIFI);
    assertChosen(WIFI, null);
    turnTo();
    turnTo(CABLE);
    assertChosen(CABLE, WIFI);
  }

  @Test
  void isThereLaterWhereTheComputerWasOnNoNetwork() {
    startWith();
    assertNull(now().chosen());
    turnTo(WIFI);
    assertChosen(WIFI, null);
  }

  @Test
  void isThatOfAPersonWhileItIsThere() {
    startWith(WIFI, CABLE, DOCKER);
    Await.result(service.choose(DOCKER));
    assertChosen(DOCKER, null);

    turnTo(CABLE, DOCKER);
    assertChosen(DOCKER, null);
    turnTo(CABLE, WIFI);
    assertChosen(CABLE, DOCKER);
    turnTo(CABLE, WIFI, DOCKER);
    assertChosen(CABLE, null);
  }

  @Test
  void isNoneThatIsNotThere() {
    startWith(WIFI);
    Await.result(service.choose(CABLE));
    turnTo(WIFI, CABLE);
    assertChosen(WIFI, null);
  }

  @Test
  void givesWayToANetworkOfOthersIfNobodyChoseIt() {
    startWith(DOCKER);
    turnTo(WIFI, DOCKER);
    assertChosen(WIFI, null);
  }

  @Test
  void isTheSameOnAnInterfaceThatIsNowKnownBetter() {
    startWith(DOCKER);
    LanAddress bridge = address(DOCKER.host(), "docker0", LanAddress.Kind.UNKNOWN);
    turnTo(bridge);
    assertChosen(bridge, null);
  }

  @Test
  void isCheckedAnewWhenItIsAnother() {
    startWith(WIFI);
    LanAddress unheard = address("192.0.2.222", "eth9", LanAddress.Kind.REAL);
    turnTo(unheard);
    assertFalse(now().selfCheck() instanceof SelfCheck.Ok);
    Await.result(service.checkAgain());
    turnTo(CABLE);
    assertTrue(now().isAddressChanged());
  }
}
