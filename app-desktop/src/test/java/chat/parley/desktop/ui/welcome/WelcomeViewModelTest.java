package chat.parley.desktop.ui.welcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.HandWindow;
import chat.parley.desktop.testing.TestTexts;
import chat.parley.desktop.ui.Problems;
import chat.parley.desktop.ui.welcome.WelcomeViewModel.Answer;
import chat.parley.desktop.ui.welcome.WelcomeViewModel.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WelcomeViewModelTest {
  private final HandWindow window = new HandWindow();
  private final List<String> asked = new ArrayList<>();
  private CompletableFuture<Answer> answer = new CompletableFuture<>();
  private final WelcomeViewModel model = model("alice");

  private WelcomeViewModel model(String suggestedName) {
    return new WelcomeViewModel(
        new WelcomeViewModel.Ways() {
          @Override
          public CompletableFuture<Answer> join(Attempt attempt) {
            asked.add(
                switch (attempt.how()) {
                  case BY_LINK -> attempt.name() + " joins " + attempt.address();
                  case SIGN_IN -> attempt.name() + " signs in with " + attempt.password();
                  case REGISTER -> attempt.name() + " registers with " + attempt.password();
                });
            return answer;
          }

          @Override
          public CompletableFuture<Void> host(String name) {
            asked.add(name + " hosts");
            return answer.thenAccept(in -> {});
          }
        },
        window,
        new Problems(TestTexts.british()),
        suggestedName);
  }

  private String problem() {
    return model.problemProperty().get();
  }

  private void answers(Answer what) {
    answer.complete(what);
    window.run();
    answer = new CompletableFuture<>();
  }

  private void fail(RuntimeException why) {
    answer.completeExceptionally(why);
    window.run();
    answer = new CompletableFuture<>();
  }

  @Test
  void theSystemsNameIsSuggestedIfItCanBeOne() {
    assertEquals("alice", model.nameProperty().get());
    assertEquals("", model("DOMAIN\\alice").nameProperty().get());
    assertEquals("", model("").nameProperty().get());
  }

  @Test
  void aChatIsOpenedUnderTheNameAsItIsKept() {
    model.nameProperty().set("  Zoe\u0308 ");
    model.addressProperty().set("192.168.1.7");

    model.join();
    assertEquals(List.of("Zo\u00eb joins 192.168.1.7"), asked);
    assertTrue(model.busyProperty().get());

    answers(Answer.IN);
    assertFalse(model.busyProperty().get());
    assertEquals("", problem());
  }

  @Test
  void aSecondPressDoesNothingWhileAChatIsBeingOpened() {
    model.host();

    model.host();
    model.join();

    assertEquals(List.of("alice hosts"), asked);
  }

  @Test
  void aNameIsNeeded() {
    model.nameProperty().set("  ");

    model.host();
    model.join();

    assertEquals(List.of(), asked);
    assertEquals(
        "Please write a name, so that others know who you are.", model.nameProblemProperty().get());
    assertFalse(model.busyProperty().get());
  }

  @Test
  void aNameThatCannotBeOneIsExplainedUntilItIsChanged() {
    model.nameProperty().set("a/b");

    model.join();
    assertEquals(
        "A name must not have control or invisible characters or any of / \\ ; % ? #; this one has"
            + " U+002F.",
        model.nameProblemProperty().get());

    model.nameProperty().set("ab");
    assertEquals("", model.nameProblemProperty().get());
  }

  @Test
  void whatIsInTheWayIsToldUntilTheAddressIsChanged() {
    model.join();
    fail(new Problems.Told("join.unreachable", "here:80"));

    assertEquals(
        "Nothing answers at here:80. Is the address right, and are you on the same network?",
        problem());
    assertFalse(model.busyProperty().get());
    model.addressProperty().set("there");
    assertEquals("", problem());
  }

  @Test
  void tryingAgainForgetsWhatWasInTheWay() {
    model.host();
    fail(new Problems.Told("host.failed.port"));
    assertEquals("No port could be opened. A security program may forbid it.", problem());

    model.host();

    assertEquals("", problem());
    assertEquals(2, asked.size());
  }

  @Test
  void aPasswordIsAskedForOnlyWhereTheChatWantsOne() {
    model.addressProperty().set("chat:8000");
    assertFalse(model.accountShownProperty().get());

    model.join();
    answers(Answer.ACCOUNT_WANTED);

    assertTrue(model.accountShownProperty().get());
    assertTrue(model.canRegisterProperty().get());
    model.register();
    assertEquals("Please write a password.", model.accountProblemProperty().get());
    model.passwordProperty().set("correct horse");
    assertEquals("", model.accountProblemProperty().get());
    model.register();
    assertEquals("alice registers with correct horse", asked.getLast());
    answers(Answer.IN);
    assertEquals("", model.passwordProperty().get(), "it is kept nowhere");
  }

  @Test
  void whereNamesAreMadeByOthersOneCanOnlySignIn() {
    model.addressProperty().set("chat:8000");
    model.join();
    answers(Answer.SIGN_IN_WANTED);

    assertFalse(model.canRegisterProperty().get());
    model.passwordProperty().set("correct horse");
    model.signIn();

    assertEquals("alice signs in with correct horse", asked.getLast());
  }

  @Test
  void withoutAnInvitationItIsSaidWhereOneComesFrom() {
    model.addressProperty().set("chat:8000");
    model.join();
    answers(Answer.INVITE_WANTED);

    assertTrue(problem().startsWith("This chat is by invitation."), problem());
    assertTrue(model.accountShownProperty().get(), "whoever is known can sign in");
    model.addressProperty().set("another:8000");
    assertEquals("", problem());
    assertFalse(model.accountShownProperty().get());
  }

  @Test
  void whoSignsInAgainFindsTheAddressAndTheReason() {
    model.again("http://chat:8000");

    assertEquals("http://chat:8000", model.addressProperty().get());
    assertTrue(model.accountTextProperty().get().contains("What you wrote is kept."));
  }

  @Test
  void noWordsOfAnAttemptHaveTheSecretsInThem() {
    String words =
        new Attempt("alice", "chat/#join=CODE", WelcomeViewModel.How.SIGN_IN, "horse").toString();

    assertFalse(words.contains("horse") || words.contains("CODE"), words);
  }
}
