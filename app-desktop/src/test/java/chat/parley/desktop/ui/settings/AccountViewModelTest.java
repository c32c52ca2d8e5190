package chat.parley.desktop.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.HandWindow;
import chat.parley.desktop.testing.TestTexts;
import chat.parley.desktop.ui.Problems;
import chat.parley.desktop.ui.settings.AccountViewModel.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccountViewModelTest {
  private final HandWindow window = new HandWindow();
  private final List<String> asked = new ArrayList<>();
  private CompletableFuture<Void> answer = new CompletableFuture<>();
  private final AccountViewModel model =
      new AccountViewModel(window, new Problems(TestTexts.british()));

  private final AccountViewModel.Commands commands =
      new AccountViewModel.Commands() {
        @Override
        public CompletableFuture<Void> claim() {
          asked.add("claim");
          return answer;
        }

        @Override
        public CompletableFuture<Void> setPassword(String password, @Nullable String old) {
          asked.add("password " + password + " for " + old);
          return answer;
        }

        @Override
        public void signOut() {
          asked.add("sign out");
        }
      };

  private void is(Standing standing) {
    model.show(standing, "Ann", "chat:8000 hosts this chat.", commands);
  }

  private void answers() {
    answer.complete(null);
    window.run();
    answer = new CompletableFuture<>();
  }

  @Test
  void whereNoChatIsOpenNothingCanBeDone() {
    model.claim();
    model.setPassword();
    model.signOut();

    assertEquals(List.of(), asked);
    assertEquals(Standing.NOBODY, model.standingProperty().get());
  }

  @Test
  void whoOneIsAndWhoHostsIsSaid() {
    is(Standing.GUEST);
    assertTrue(model.textProperty().get().startsWith("You write as Ann, as a guest"));
    assertEquals("chat:8000 hosts this chat.", model.trustProperty().get());
    is(Standing.OWNER);
    assertTrue(model.textProperty().get().startsWith("Here you are Ann, and nobody else"));
    is(Standing.HOST);
    assertTrue(model.textProperty().get().contains("you run this chat"));
  }

  @Test
  void aGuestMakesTheirNameTheirs() {
    is(Standing.GUEST);
    model.claim();
    model.claim();
    assertTrue(model.busyProperty().get());
    assertEquals(List.of("claim"), asked, "once at a time");

    answers();

    assertFalse(model.busyProperty().get());
    assertEquals("The name is yours now.", model.doneProperty().get());
  }

  @Test
  void aPasswordIsSetAndKeptNowhere() {
    is(Standing.OWNER);
    model.setPassword();
    assertEquals("Please write the new password.", model.problemProperty().get());
    model.passwordProperty().set("correct horse");
    assertEquals("", model.problemProperty().get());
    model.setPassword();
    answers();
    model.passwordProperty().set("battery staple");
    model.oldPasswordProperty().set("correct horse");
    model.setPassword();

    assertEquals(
        List.of("password correct horse for null", "password battery staple for correct horse"),
        asked);
    answers();
    assertEquals("", model.passwordProperty().get() + model.oldPasswordProperty().get());
  }

  @Test
  void whatDoesNotWorkIsSaid() {
    is(Standing.OWNER);
    model.passwordProperty().set("correct horse");
    model.setPassword();
    answer.completeExceptionally(new Problems.Told("access.password"));
    window.run();

    assertTrue(model.problemProperty().get().startsWith("That name and password"));
    assertEquals("correct horse", model.passwordProperty().get(), "to be corrected");
    model.nobody();
    assertEquals("", model.passwordProperty().get());
  }

  @Test
  void signingOutIsForTheWindowToAsk() {
    is(Standing.OWNER);
    model.signOut();

    assertEquals(List.of("sign out"), asked);
  }
}
