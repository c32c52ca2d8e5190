package chat.parley.desktop.ui.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.host.ConnectedClient;
import chat.parley.desktop.host.HostState;
import chat.parley.desktop.host.LanAddress;
import chat.parley.desktop.host.LanAddress.Kind;
import chat.parley.desktop.host.QrCode;
import chat.parley.desktop.host.SelfCheck;
import chat.parley.desktop.sync.Invites;
import chat.parley.desktop.testing.Replay;
import chat.parley.desktop.testing.TestTexts;
import chat.parley.desktop.ui.Texts;
import chat.parley.desktop.ui.host.HostViewModel.Check;
import chat.parley.model.ClientId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HostViewModelTest {
  private static final Texts TEXTS = TestTexts.british();
  private static final LanAddress WIFI =
      new LanAddress("192.168.1.7", "wlan0", "Wi-Fi", Kind.REAL, false);
  private static final LanAddress CABLE =
      new LanAddress("192.168.1.8", "eth0", "eth0", Kind.REAL, false);
  private static final LanAddress VPN =
      new LanAddress("10.8.0.2", "tun0", "tun0", Kind.TUNNEL, false);

  private final List<String> commands = new ArrayList<>();
  private final List<Boolean> ran = new ArrayList<>();
  private final HostViewModel model =
      new HostViewModel(
          TEXTS,
          new HostViewModel.Commands() {
            @Override
            public void start() {
              commands.add("start");
            }

            @Override
            public void stop() {
              commands.add("stop");
            }

            @Override
            public void newInvite() {
              commands.add("new invite");
            }

            @Override
            public void choose(LanAddress address) {
              commands.add("choose " + address.host());
            }
          },
          ran::add);

  private static HostState.Running running(
      int port, @Nullable LanAddress chosen, @Nullable LanAddress before, SelfCheck check) {
    return new HostState.Running(
        port,
        8000,
        chosen == null ? List.of() : List.of(chosen, VPN),
        chosen,
        before,
        check,
        List.of());
  }

  private static HostState.Running running(SelfCheck check) {
    return running(8000, WIFI, null, check);
  }

  private static ConnectedClient client(String name, boolean polling) {
    return new ConnectedClient(ClientId.of(name), name, "192.168.1.9", polling, Instant.EPOCH);
  }

  private static HostState.Running with(ConnectedClient... clients) {
    return new HostState.Running(
        8000, 8000, List.of(WIFI), WIFI, null, SelfCheck.OK, List.of(clients));
  }

  private String notes() {
    return model.notesProperty().get();
  }

  static Stream<Arguments> whatIsSaidWhileNothingRuns() {
    return Stream.of(
        Arguments.of(new HostState.Stopped(), "host.stopped"),
        Arguments.of(new HostState.Starting(), "host.starting"),
        Arguments.of(failed(HostState.Reason.FOLDER_IN_USE), "host.failed.in.use"),
        Arguments.of(failed(HostState.Reason.FOLDER_UNUSABLE), "host.failed.folder"),
        Arguments.of(failed(HostState.Reason.NO_PORT), "host.failed.port"),
        Arguments.of(failed(HostState.Reason.STORAGE_FAILED), "host.failed.storage"),
        Arguments.of(failed(HostState.Reason.OTHER), "host.failed.other"));
  }

  private static HostState failed(HostState.Reason reason) {
    return new HostState.Failed(reason, "Why.");
  }

  @ParameterizedTest
  @MethodSource("whatIsSaidWhileNothingRuns")
  void whileNothingRunsItIsSaidWhy(HostState state, String key) {
    model.update(running(SelfCheck.OK));

    model.update(state);

    assertEquals(TEXTS.get(key, "Why."), model.stoppedTextProperty().get());
    assertFalse(model.runningProperty().get());
    assertEquals(state instanceof HostState.Starting, model.startingProperty().get());
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonHasItsSentence(HostState.Reason reason) {
    assertFalse(model.failure(reason, "Why.").isBlank());
  }

  @Test
  void beforeAnythingIsKnownNothingRuns() {
    assertEquals(TEXTS.get("host.stopped"), model.stoppedTextProperty().get());
    assertNull(model.qrProperty().get());
  }

  static Stream<Arguments> whatCameOfTheCheck() {
    return Stream.of(
        Arguments.of(SelfCheck.PENDING, Check.PENDING, "host.check.pending"),
        Arguments.of(SelfCheck.OK, Check.GOOD, "host.check.ok"),
        Arguments.of(SelfCheck.SOMETHING_ELSE_ANSWERS, Check.BAD, "host.check.something.else"),
        Arguments.of(notReached(SelfCheck.Why.REFUSED), Check.BAD, "host.check.refused"),
        Arguments.of(notReached(SelfCheck.Why.NO_ANSWER), Check.BAD, "host.check.silent"),
        Arguments.of(notReached(SelfCheck.Why.NO_ROUTE), Check.BAD, "host.check.no.route"),
        Arguments.of(notReached(SelfCheck.Why.CUT), Check.BAD, "host.check.cut"),
        Arguments.of(notReached(SelfCheck.Why.UNWELL), Check.BAD, "host.check.unwell"));
  }

  private static SelfCheck notReached(SelfCheck.Why why) {
    return new SelfCheck.NotReached(why);
  }

  @ParameterizedTest
  @MethodSource("whatCameOfTheCheck")
  void whatCameOfTheCheckIsSaid(SelfCheck check, Check how, String key) {
    model.update(running(check));

    assertEquals(how, model.checkProperty().get());
    assertEquals(TEXTS.get(key), model.checkTextProperty().get());
    assertTrue(model.runningProperty().get());
  }

  @Test
  void whereThereIsNoNetworkOnlyThisComputerCanJoin() {
    model.update(running(8000, null, null, SelfCheck.OK));

    assertEquals(Check.BAD, model.checkProperty().get());
    assertEquals(TEXTS.get("host.check.alone"), model.checkTextProperty().get());
    assertEquals("http://localhost:8000/", model.linkProperty().get());
    assertNull(model.chosenProperty().get());
    assertEquals(List.of(), model.addresses());
  }

  @Test
  void theLinkAndItsCodeAreMadeAnewOnlyWhenTheyDiffer() {
    model.update(running(SelfCheck.PENDING));
    QrCode first = model.qrProperty().get();
    assertEquals("http://192.168.1.7:8000/", model.linkProperty().get());
    assertNotNull(first);

    model.update(running(SelfCheck.OK));
    assertSame(first, model.qrProperty().get());
    model.update(running(8000, CABLE, null, SelfCheck.OK));

    assertEquals("http://192.168.1.8:8000/", model.linkProperty().get());
    assertFalse(first == model.qrProperty().get());
  }

  @Test
  void nothingOutOfTheOrdinaryIsNoNote() {
    model.update(running(SelfCheck.OK));

    assertEquals("", notes());
  }

  @Test
  void anotherPortThanWishedIsNoted() {
    model.update(running(18001, WIFI, null, SelfCheck.OK));

    assertEquals(TEXTS.get("host.note.port", "8000", "18001"), notes());
  }

  @Test
  void anAddressThatIsGoneIsNoted() {
    model.update(running(8000, CABLE, WIFI, SelfCheck.OK));

    assertEquals(TEXTS.get("host.note.address", "192.168.1.7"), notes());
  }

  @Test
  void anAddressThatOthersMayNotReachIsNoted() {
    model.update(running(8000, VPN, null, SelfCheck.OK));

    assertEquals(TEXTS.get("host.note.unlikely"), notes());
  }

  @Test
  void allThatIsOutOfTheOrdinaryIsNotedALineEach() {
    model.update(running(8001, VPN, WIFI, SelfCheck.OK));

    assertEquals(3, notes().lines().count());
  }

  @Test
  void hostingIsToldOnceWhenItBeginsAndOnceWhenItEnds() {
    model.update(new HostState.Starting());
    model.update(running(SelfCheck.PENDING));
    model.update(running(SelfCheck.OK));
    model.update(new HostState.Stopped());
    model.update(new HostState.Failed(HostState.Reason.OTHER, "Why."));

    assertEquals(List.of(true, false), ran);
  }

  @Test
  void whoIsConnectedIsListedAndThoseHereNowAreCounted() {
    model.update(with(client("bob", true), client("carol", false)));

    assertEquals(
        List.of("bob", "carol"),
        model.people().stream().map(ConnectedClient::displayName).toList());
    assertEquals(1, model.peopleNow());
    model.update(new HostState.Stopped());
    assertEquals(List.of(), model.people());
    assertEquals(0, model.peopleNow());
  }

  @Test
  void listsThatAreTheSameAreNotTouched() {
    model.update(with(client("bob", true)));
    Replay<ConnectedClient> people = new Replay<>(model.people());
    Replay<LanAddress> addresses = new Replay<>(model.addresses());

    model.update(with(client("bob", true)));

    assertEquals(0, people.changes());
    assertEquals(0, addresses.changes());
  }

  static Stream<Arguments> addresses() {
    return Stream.of(
        Arguments.of(WIFI, "192.168.1.7 (Wi-Fi)"),
        Arguments.of(
            new LanAddress("192.168.1.9", "x0", "x0", Kind.UNKNOWN, false), "192.168.1.9 (x0)"),
        Arguments.of(
            new LanAddress("169.254.1.1", "eth0", "eth0", Kind.REAL, true),
            "169.254.1.1 (eth0, no network gave it)"),
        Arguments.of(VPN, "10.8.0.2 (tun0, private network)"),
        Arguments.of(
            new LanAddress("172.17.0.1", "docker0", "docker0", Kind.VIRTUAL, false),
            "172.17.0.1 (docker0, inside this computer)"));
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void anAddressIsCalledByWhatItIs(LanAddress address, String name) {
    assertEquals(name, model.name(address));
  }

  @Test
  void theButtonsDoWhatTheySay() {
    model.start();
    model.choose(VPN);
    model.newInvite();
    model.stop();

    assertEquals(List.of("start", "choose 10.8.0.2", "new invite", "stop"), commands);
  }

  private static Invites.Invite invite(int left) {
    return new Invites.Invite("CODE", "i1", left, Instant.EPOCH);
  }

  @Test
  void theInvitationIsInTheLinkAndItsCodeWhicheverComesFirst() {
    model.invite(invite(25), "");
    assertEquals("", model.linkProperty().get());
    model.update(running(SelfCheck.OK));
    assertEquals("http://192.168.1.7:8000/#join=CODE", model.linkProperty().get());
    QrCode first = model.qrProperty().get();

    model.invite(invite(24), "");
    assertSame(first, model.qrProperty().get());
    model.invite(null, "");

    assertEquals("http://192.168.1.7:8000/", model.linkProperty().get());
  }

  @Test
  void forHowManyAndHowLongItIsGoodIsSaid() {
    model.invite(invite(2), "");
    assertTrue(
        model
            .inviteTextProperty()
            .get()
            .startsWith("2 more people can come in by this link, until"),
        model.inviteTextProperty().get());
    model.invite(new Invites.Invite("CODE", "i1", 1, null), "");
    assertEquals("One more person can come in by this link.", model.inviteTextProperty().get());
    model.invite(invite(0), "The server does not answer.");
    assertTrue(model.inviteTextProperty().get().startsWith("Nobody more can come in"));
    assertEquals("The server does not answer.", model.inviteProblemProperty().get());
  }
}
