package chat.parley.desktop.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.replica.Replica;
import chat.parley.desktop.replica.ServerReplica;
import chat.parley.desktop.replica.Token;
import chat.parley.desktop.replica.UnusableReplicaException;
import chat.parley.desktop.sync.ChatRooms.Member;
import chat.parley.desktop.testing.Await;
import chat.parley.desktop.testing.Club;
import chat.parley.desktop.testing.Futures;
import chat.parley.model.ClientId;
import chat.parley.model.RoomRole;
import chat.parley.model.SenderName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alice's session with a server that knows people by name and has private rooms. */
class ClubTest {
  private static final String KITCHEN = "kitchen";

  @TempDir private Path folder;
  private final Club club = new Club("invite").person("bob", "bobs password");
  private final Reader sees = new Reader();
  private Replica replica;
  private ServerReplica server;
  private ChatSession session;

  @BeforeEach
  void comeIn() throws UnusableReplicaException {
    replica = Replica.open(folder.resolve("alice.db"), Clock.systemUTC());
    server = replica.server("http://the.server");
    try (Account account = account()) {
      var _ = Await.result(account.join("alice", Club.INVITE));
    }
    session = session(sees);
    session.start();
    sees.awaitOnline();
  }

  /** Alice's, told to one who looks. */
  private ChatSession session(Reader looking) {
    return new ChatSession(
        new ServerApi(
            URI.create("http://" + club.address()),
            null,
            System::nanoTime,
            () -> true,
            this::secret),
        server,
        SenderName.of("alice"),
        ClientId.of("alice"),
        looking,
        Person.AROUND);
  }

  private Account account() {
    return Account.at(URI.create("http://" + club.address()), null, System::nanoTime, server, null);
  }

  private @org.jspecify.annotations.Nullable String secret() {
    Token token = server.token();
    return token == null ? null : token.secret();
  }

  @AfterEach
  void close() {
    session.close();
    replica.close();
    club.close();
  }

  private AccessException.Kind notIn(java.util.concurrent.CompletableFuture<?> attempt) {
    return assertInstanceOf(AccessException.class, Futures.failure(attempt)).kind();
  }

  @Test
  void whoeverIsInIsKnownByATokenThatIsNeverInAnAddress() {
    var _ = session.send(KITCHEN, "Hello");
    sees.awaitTexts(KITCHEN, List.of("Hello"));

    assertEquals(new Token("alice", "token-alice", false), server.token());
    for (String request : club.requests()) {
      String address = request.split(" ", -1)[1];
      assertFalse(address.contains("token-alice") || address.contains(Club.INVITE), request);
    }
    assertTrue(club.requests().contains("POST /api/send Bearer token-alice"));
  }

  @Test
  void whoIsNotLetInLearnsWhy() {
    try (Account account = account()) {
      assertEquals(Account.Access.INVITE, Await.result(account.door()).access());
      assertEquals(AccessException.Kind.NAME_TAKEN, notIn(account.join("bob", Club.INVITE)));
      assertEquals(AccessException.Kind.INVITE, notIn(account.join("carol", "guessed")));
      assertEquals(AccessException.Kind.INVITE, notIn(account.join("carol", null)));
      assertEquals(AccessException.Kind.PASSWORD, notIn(account.login("bob", "guessed")));
      assertEquals("bob", Await.result(account.login("bob", "bobs password")).name());
    }
    club.close();
    try (Account account = account()) {
      assertEquals(AccessException.Kind.UNREACHABLE, notIn(account.join("carol", "x")));
    }
  }

  @Test
  void aTokenThatEndsStopsThePollsAndWhatIsWrittenIsKept() {
    club.end("alice");
    sees.awaitLink(
        "signed out",
        link ->
            link instanceof Link.Stopped stopped && stopped.because() == Link.Because.SIGNED_OUT);
    var _ = session.send(KITCHEN, "are you there?");
    sees.awaitOutbox(KITCHEN, entries -> entries.size() == 1);
    assertEquals(OutboxEntry.State.WAITING, sees.outbox(KITCHEN).getFirst().state());

    var _ = club.person("alice", "x");
    session.tryNow();

    sees.awaitTexts(KITCHEN, List.of("are you there?"));
  }

  @Test
  void aPrivateRoomIsMadeAndPeopleComeAndGo() {
    String room = Await.result(session.rooms().makePrivate("Surprise", "Tea", ""));
    assertEquals("Surprise", sees.room(room).shownName());
    Futures.done(session.rooms().setRole(room, "bob", RoomRole.MODERATOR));

    assertEquals(
        List.of(new Member("alice", RoomRole.OWNER), new Member("bob", RoomRole.MODERATOR)),
        Await.result(session.rooms().members(room)));
    Await.until("it is told", () -> sees.calls().contains("members " + room));
    Futures.done(session.rooms().remove(room, "bob"));
    assertEquals(1, Await.result(session.rooms().members(room)).size());
    SessionException unknown =
        assertInstanceOf(
            SessionException.class,
            Futures.failure(session.rooms().setRole(room, "nobody", RoomRole.MEMBER)));
    assertEquals(SessionException.Kind.REFUSED, unknown.kind());
    Futures.done(session.rooms().change(room, "Party", "Cake", null));
    Await.until("it is called so", () -> sees.room(room).shownName().equals("Party"));
  }

  @Test
  void whoIsBroughtIntoARoomReadsWhatItIsCalled() {
    String room = club.room("Surprise", "Tea", "bob");
    club.role(room, "alice", "member");

    Await.until(
        "it is there",
        () -> sees.rooms().stream().anyMatch(known -> known.shownName().equals("Surprise")));
    var _ = club.say(room, "bob", "Do not tell carol");
    sees.awaitTexts(room, List.of("Do not tell carol"));
  }

  @Test
  void whoIsTakenOutOfARoomKeepsNothingOfItAndReadsOn() {
    String room = club.room("Surprise", "Tea", "bob");
    club.role(room, "alice", "member");
    var _ = club.say(room, "bob", "Do not tell carol");
    sees.awaitTexts(room, List.of("Do not tell carol"));

    club.role(room, "alice", "none");

    Await.until("it is told", () -> sees.calls().contains("forgotten " + room));
    assertTrue(Await.result(server.newest(room, 10)).isEmpty());
    var _ = club.say(KITCHEN, "bob", "Hello all");
    sees.awaitTexts(KITCHEN, List.of("Hello all"));
    assertEquals(0, sees.timesStartedOver());
  }

  @Test
  void whoIsTakenOutWhileAwayLearnsItAtTheNextStart() {
    String room = Await.result(session.rooms().makePrivate("Surprise", "", ""));
    session.close();
    club.role(room, "alice", "none");

    Reader later = new Reader();
    try (ChatSession again = session(later)) {
      again.start();
      Await.until("it is told", () -> later.calls().contains("forgotten " + room));
    }
  }

  @Test
  void aRoomThatIsLeftIsGoneHere() {
    String room = Await.result(session.rooms().makePrivate("Surprise", "", ""));
    Futures.done(session.rooms().leave(room));

    Await.until("it is told", () -> sees.calls().contains("forgotten " + room));
    assertTrue(sees.rooms().stream().noneMatch(known -> known.room().equals(room)));
  }

  @Test
  void aPassphraseLetsIn() {
    String room = Await.result(session.rooms().makePrivate("Surprise", "", "tea time"));
    Futures.done(session.rooms().leave(room));
    SessionException wrong =
        assertInstanceOf(
            SessionException.class, Futures.failure(session.rooms().join(room, "guessed")));
    assertEquals(SessionException.Kind.UNKNOWN, wrong.kind());

    assertEquals(room, Await.result(session.rooms().join(room, "tea time")));
    assertEquals("Surprise", sees.room(room).shownName());
  }

  @Test
  void aConversationOfTwoIsCalledByTheOther() {
    String room = Await.result(session.rooms().talkTo("bob"));

    assertEquals("bob", sees.room(room).shownName());
    assertTrue(sees.room(room).isDirect());
  }

  @Test
  void aPublicRoomThatIsThereAlreadyIsFound() {
    assertEquals("attic", Await.result(session.rooms().makePublic("attic", "Old things")));
    assertEquals("attic", Await.result(session.rooms().makePublic("attic", "")));
    assertEquals("Old things", sees.room("attic").about().topic());
  }

  @Test
  void aDeletedMessageLosesItsWords() {
    UUID id = club.say(KITCHEN, "bob", "Oops");
    sees.awaitTexts(KITCHEN, List.of("Oops"));

    Futures.done(session.rooms().deleteMessage(id));

    sees.awaitTexts(KITCHEN, List.of(""));
    assertTrue(
        Await.result(server.newest(KITCHEN, 1)).orElseThrow().messages().getFirst().deleted());
  }

  @Test
  void signingOutForgetsTheTokenHereAndThere() {
    String room = Await.result(session.rooms().makePrivate("Surprise", "", ""));

    Futures.done(session.account().signOut());

    assertNull(server.token());
    assertTrue(club.requests().contains("POST /api/logout Bearer token-alice"));
    assertTrue(Await.result(server.newest(room, 1)).isEmpty());
    Await.until("it is told", () -> sees.calls().contains("forgotten " + room));
  }

  @Test
  void anInvitationIsMadeAndLookedAt() {
    Invites.Invite made = Await.result(session.invites().make());

    assertEquals(Club.INVITE, made.code());
    assertFalse(made.toString().contains(Club.INVITE));
    assertEquals(25, Await.result(session.invites().look(made)).orElseThrow().left());
  }

  @Test
  void noWordsOfWhatIsSentOrGrantedHaveASecretInThem() {
    for (Object secretive :
        List.of(
            new Wire.Claim("alice", "s3cret", "s3cret"),
            new Wire.Granted("alice", "s3cret", false),
            new Wire.NewPassword("s3cret", "s3cret"),
            new Wire.Invited("s3cret", "i1", 1, null))) {
      assertFalse(secretive.toString().contains("s3cret"), secretive.toString());
    }
  }
}
