package chat.parley.desktop.ui.welcome;

import chat.parley.desktop.sync.AccessException;
import chat.parley.desktop.ui.Failures;
import chat.parley.desktop.ui.Problems;
import chat.parley.model.Refusal;
import chat.parley.model.SenderName;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * The first run: a name, and one of two ways into a chat. What cannot be is said where it was
 * typed, and a password is asked for only where one is needed. For the toolkit's thread; it has no
 * nodes and needs no toolkit.
 */
public final class WelcomeViewModel {
  /** The two ways in. They fail with why there is no chat. */
  public interface Ways {
    CompletableFuture<Answer> join(Attempt attempt);

    /** Done when the chat is open. */
    CompletableFuture<Void> host(String name);
  }

  /** How one wants to come in. */
  public enum How {
    /** By the link alone, or by what is kept from the last time. */
    BY_LINK,
    /** By the password of a name. */
    SIGN_IN,
    /** With a new password for a new name. */
    REGISTER
  }

  /** What is needed to come in. */
  public record Attempt(String name, String address, How how, String password) {
    /** Without the password, and without the address, which may have an invitation in it. */
    @Override
    public String toString() {
      return "Attempt[name=" + name + ", how=" + how + "]";
    }
  }

  /** What came of it. */
  public enum Answer {
    /** The chat is open. */
    IN,
    /** It takes an invitation, and there was none in the link. */
    INVITE_WANTED,
    /** It takes a name and a password that it knows. */
    SIGN_IN_WANTED,
    /** The same, and one can register. */
    ACCOUNT_WANTED
  }

  private final Ways ways;
  private final Executor window;
  private final Problems problems;
  private final StringProperty name = new SimpleStringProperty("");
  private final StringProperty address = new SimpleStringProperty("");
  private final StringProperty password = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper nameProblem = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper accountProblem = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper accountText = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper accountShown = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper canRegister = new ReadOnlyBooleanWrapper();

  public WelcomeViewModel(Ways ways, Executor window, Problems problems, String suggestedName) {
    this.ways = ways;
    this.window = window;
    this.problems = problems;
    name.set(usable(suggestedName) ? suggestedName : "");
    name.addListener((property, before, now) -> nameProblem.set(""));
    address.addListener((property, before, now) -> anotherAddress());
    password.addListener((property, before, now) -> accountProblem.set(""));
  }

  private void anotherAddress() {
    problem.set("");
    accountShown.set(false);
  }

  /** Someone was in this chat, and has to sign in again. */
  public void again(String chat) {
    address.set(chat);
    account("welcome.again", false);
  }

  private static boolean usable(String name) {
    try {
      return !SenderName.of(name).value().isEmpty();
    } catch (Refusal e) {
      return false;
    }
  }

  public StringProperty nameProperty() {
    return name;
  }

  public StringProperty addressProperty() {
    return address;
  }

  public StringProperty passwordProperty() {
    return password;
  }

  /** What is wrong with the name, empty for nothing. */
  public ReadOnlyStringProperty nameProblemProperty() {
    return nameProblem.getReadOnlyProperty();
  }

  /** Why there is no chat, empty for nothing. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** What is wrong with the password, empty for nothing. */
  public ReadOnlyStringProperty accountProblemProperty() {
    return accountProblem.getReadOnlyProperty();
  }

  /** Why a password is asked for. */
  public ReadOnlyStringProperty accountTextProperty() {
    return accountText.getReadOnlyProperty();
  }

  /** While a chat is being opened. */
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** Whether a password is asked for. */
  public ReadOnlyBooleanProperty accountShownProperty() {
    return accountShown.getReadOnlyProperty();
  }

  /** Whether one can make a name one's own by a new password. */
  public ReadOnlyBooleanProperty canRegisterProperty() {
    return canRegister.getReadOnlyProperty();
  }

  public void join() {
    come(How.BY_LINK);
  }

  public void signIn() {
    come(How.SIGN_IN);
  }

  public void register() {
    come(How.REGISTER);
  }

  private void come(How how) {
    if (busy.get()) {
      return;
    }
    if (how != How.BY_LINK && password.get().isEmpty()) {
      accountProblem.set(problems.texts().get("welcome.password.missing"));
      return;
    }
    checkedName()
        .ifPresent(checked ->
            begin(
                ways.join(new Attempt(checked, address.get(), how, password.get())),
                this::answered,
                failure -> notIn(failure, how)));
  }

  public void host() {
    if (!busy.get()) {
      checkedName().ifPresent(checked -> begin(ways.host(checked), done -> {}, this::notHosting));
    }
  }

  private Optional<String> checkedName() {
    try {
      return Optional.of(SenderName.of(name.get()).value());
    } catch (Refusal refusal) {
      nameProblem.set(
          name.get().isBlank() ? problems.texts().get("welcome.name.missing") : refusal.detail());
      return Optional.empty();
    }
  }

  private void answered(Answer answer) {
    switch (answer) {
      case IN -> password.set("");
      case INVITE_WANTED -> {
        account("welcome.known", false);
        problem.set(problems.texts().get("welcome.invite.wanted"));
      }
      case SIGN_IN_WANTED -> account("welcome.sign.in", false);
      case ACCOUNT_WANTED -> account("welcome.account", true);
    }
  }

  private void account(String why, boolean mayRegister) {
    accountText.set(problems.texts().get(why));
    canRegister.set(mayRegister);
    accountShown.set(true);
  }

  private <T> void begin(
      CompletableFuture<T> way, Consumer<T> then, Consumer<Throwable> otherwise) {
    busy.set(true);
    problem.set("");
    accountProblem.set("");
    var _ =
        way.whenCompleteAsync(
            (done, failure) -> {
              busy.set(false);
              if (failure == null) {
                then.accept(done);
              } else {
                otherwise.accept(Failures.cause(failure));
              }
            },
            window);
  }

  private static boolean isNameTaken(Throwable failure) {
    return failure instanceof AccessException access
        && access.kind() == AccessException.Kind.NAME_TAKEN;
  }

  private void notHosting(Throwable failure) {
    if (isNameTaken(failure)) {
      nameProblem.set(problems.texts().get("host.name.taken"));
    } else {
      problem.set(problems.sentence(failure));
    }
  }

  private void notIn(Throwable failure, How how) {
    String sentence = problems.sentence(failure);
    if (isNameTaken(failure)) {
      nameProblem.set(sentence);
      account("welcome.known", how == How.REGISTER);
    } else if (how != How.BY_LINK) {
      accountProblem.set(sentence);
    } else {
      problem.set(sentence);
    }
  }
}
