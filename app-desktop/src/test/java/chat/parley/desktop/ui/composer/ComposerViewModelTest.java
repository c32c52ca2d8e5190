package chat.parley.desktop.ui.composer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.replica.ReplicaException;
import chat.parley.desktop.sync.Link;
import chat.parley.desktop.testing.Await;
import chat.parley.desktop.testing.Chatter;
import chat.parley.desktop.testing.HandWindow;
import chat.parley.desktop.testing.OpenSession;
import chat.parley.desktop.ui.Failures;
import chat.parley.model.Limits;
import chat.parley.model.Message;
import chat.parley.model.Refusal;
import chat.parley.server.Server;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What alice is writing, with a real session and disk. */
class ComposerViewModelTest {
  @TempDir private Path folder;
  private final HandWindow window = new HandWindow();
  private final List<Throwable> told = new ArrayList<>();
  private final AtomicBoolean online = new AtomicBoolean();
  private Server server;
  private Chatter others;
  private OpenSession alice;
  private ComposerViewModel model;

  @BeforeEach
  void open() {
    server = Chatter.server(folder.resolve("server"), 0);
    others = new Chatter(server.port());
    reopen();
  }

  private void reopen() {
    online.set(false);
    alice =
        new OpenSession(
            folder,
            "alice",
            server.port(),
            window,
            update -> {
              if (update.link() != null) {
                online.set(update.link() instanceof Link.Online);
              }
            });
    alice.session().start();
    window.until("it is online", online::get);
    model = new ComposerViewModel(alice.session(), window, new Failures(window, told::add));
  }

  @AfterEach
  void close() {
    alice.close();
    others.close();
    server.close();
    assertEquals(List.of(), told);
  }

  private void enter(String room) {
    model.open(room);
    letTheDraftCome();
  }

  /** What is asked now is answered after what was asked before. */
  private void letTheDraftCome() {
    Await.until("the draft was read", alice.session().draft("any")::isDone);
    window.run();
  }

  private void type(String more) {
    model.textProperty().set(text() + more);
  }

  private String text() {
    return model.textProperty().get();
  }

  private void untilSent(CompletableFuture<Void> sending) {
    window.until("it is settled", sending::isDone);
  }

  private String draftOnDisk(String room) {
    return Await.result(alice.session().draft(room));
  }

  private List<String> said(String room) {
    return others.history(room, 10).messages().stream().map(Message::text).toList();
  }

  /** From now on nothing can be kept. */
  private void loseTheDisk() {
    alice.disk().close();
  }

  @Test
  void theTextGoesOnlyOnceTheMessageIsOnTheDisk() {
    enter("kitchen");
    type("Hello");

    CompletableFuture<Void> sending = model.send();
    assertEquals("Hello", text());
    assertTrue(model.storingProperty().get());

    untilSent(sending);
    assertEquals("", text());
    assertFalse(model.storingProperty().get());
    Await.until("everyone has it", () -> said("kitchen").equals(List.of("Hello")));
  }

  @Test
  void whatIsTypedMeanwhileStays() {
    enter("kitchen");
    type("Hello");

    CompletableFuture<Void> sending = model.send();
    type(", and");
    untilSent(sending);

    assertEquals(", and", text());
  }

  @Test
  void whatWasChangedMeanwhileStaysAsItIs() {
    enter("kitchen");
    type("Hello");

    CompletableFuture<Void> sending = model.send();
    model.textProperty().set("Something else");
    untilSent(sending);

    assertEquals("Something else", text());
  }

  @Test
  void nothingIsSentTwice() {
    enter("kitchen");
    type("Hello");

    CompletableFuture<Void> sending = model.send();
    assertFalse(model.sendableBinding().get());
    assertTrue(model.send().isDone(), "there is nothing to wait for");

    untilSent(sending);
    Await.until("everyone has it", () -> said("kitchen").equals(List.of("Hello")));
  }

  @Test
  void emojiGoOutAsTheyAreShown() {
    enter("kitchen");
    type("done :tada:");

    untilSent(model.send());

    Await.until("everyone has it", () -> said("kitchen").equals(List.of("done 🎉")));
  }

  @Test
  void aBlankTextAndARoomThatIsNotOpenCannotBeSent() {
    type("Hello");
    assertFalse(model.sendableBinding().get());

    enter("kitchen");
    model.textProperty().set(" \n ");

    assertFalse(model.sendableBinding().get());
  }

  @Test
  void theLimitCountsWhatGoesOutInBytes() {
    enter("kitchen");

    model.textProperty().set("é");
    assertEquals(Limits.TEXT_MAX_BYTES - 2, model.bytesLeftBinding().get());
    model.textProperty().set(":tada:");
    assertEquals(Limits.TEXT_MAX_BYTES - 4, model.bytesLeftBinding().get());
    assertFalse(model.nearLimitBinding().get());

    model.textProperty().set("x".repeat(Limits.TEXT_MAX_BYTES));
    assertTrue(model.nearLimitBinding().get());
    assertTrue(model.sendableBinding().get());
    type("x");
    assertEquals(-1, model.bytesLeftBinding().get());
    assertFalse(model.sendableBinding().get());
  }

  @Test
  void aTextThatIsRefusedStaysAndIsTold() {
    enter("kitchen");
    type("a\u0007bell");

    untilSent(model.send());

    assertEquals("a\u0007bell", text());
    window.until("it is told", () -> !told.isEmpty());
    assertInstanceOf(Refusal.class, told.removeFirst());
  }

  @Test
  void aTextThatCannotBeStoredStaysAndIsTold() {
    enter("kitchen");
    type("Hello");
    loseTheDisk();

    untilSent(model.send());

    assertEquals("Hello", text());
    window.until("it is told", () -> !told.isEmpty());
    assertInstanceOf(ReplicaException.class, told.getFirst());
    told.clear();
  }

  @Test
  void eachRoomKeepsItsDraft() {
    enter("kitchen");
    type("about coffee");

    enter("attic");
    assertEquals("", text());
    type("about boxes");
    enter("kitchen");

    assertEquals("about coffee", text());
    enter("attic");
    assertEquals("about boxes", text());
  }

  @Test
  void aDraftOutlivesTheApp() {
    enter("kitchen");
    type("about coffee");
    model.keepDraft();
    alice.close();

    reopen();
    enter("kitchen");

    assertEquals("about coffee", text());
  }

  @Test
  void whatIsTypedBeforeTheDraftIsThereComesAfterIt() {
    enter("kitchen");
    type("about ");
    enter("attic");

    model.open("kitchen");
    type("coffee");
    letTheDraftCome();

    assertEquals("about coffee", text());
  }

  @Test
  void aDraftThatComesAfterItsRoomWasLeftIsIgnored() {
    enter("kitchen");
    type("about coffee");
    enter("attic");

    model.open("kitchen");
    model.open("attic");
    type("boxes");
    letTheDraftCome();

    assertEquals("boxes", text());
  }

  @Test
  void whatIsSentIsNoDraftAnyMore() {
    enter("kitchen");
    type("Hello");
    model.keepDraft();
    assertEquals("Hello", draftOnDisk("kitchen"));

    untilSent(model.send());

    assertEquals("", draftOnDisk("kitchen"));
    enter("attic");
    enter("kitchen");
    assertEquals("", text());
  }

  @Test
  void whatIsTypedMeanwhileIsKeptForTheRoomEvenIfItIsLeftAtOnce() {
    enter("kitchen");
    type("Hello");
    model.keepDraft();

    CompletableFuture<Void> sending = model.send();
    type(" and more");
    model.open("attic");
    untilSent(sending);
    enter("kitchen");

    assertEquals(" and more", text());
    Await.until("everyone has it", () -> said("kitchen").equals(List.of("Hello")));
  }

  @Test
  void whatIsOnItsWayToTheDiskIsNotSentTwiceIfOneComesBackAtOnce() {
    enter("kitchen");
    type("Hello");

    CompletableFuture<Void> sending = model.send();
    model.open("attic");
    model.open("kitchen");
    untilSent(sending);
    letTheDraftCome();

    assertEquals("", text());
  }

  @Test
  void aTextThatWasNotStoredIsThereWhenOneComesBackToItsRoom() {
    enter("kitchen");
    type("Hello");
    loseTheDisk();

    CompletableFuture<Void> sending = model.send();
    model.open("attic");
    untilSent(sending);
    enter("kitchen");
    window.until("it is back", () -> text().equals("Hello"));

    assertFalse(told.isEmpty());
    told.clear();
  }

  @Test
  void aTextThatWasNotStoredComesBackToTheRoomThatIsOpenAgain() {
    enter("kitchen");
    type("Hello");
    loseTheDisk();

    CompletableFuture<Void> sending = model.send();
    model.open("attic");
    model.open("kitchen");
    type(" there");
    untilSent(sending);
    window.until("it is back", () -> text().equals("Hello there"));

    assertFalse(told.isEmpty());
    told.clear();
  }

  @Test
  void aMessageThatIsSentBeforeTheDraftIsThereDoesNotTakeItAlong() {
    enter("kitchen");
    type("about coffee");
    enter("attic");

    model.open("kitchen");
    type("Hello");
    untilSent(model.send());

    assertEquals("about coffee", text());
    Await.until("everyone has it", () -> said("kitchen").equals(List.of("Hello")));
    model.keepDraft();
    assertEquals("about coffee", draftOnDisk("kitchen"));
  }
}
