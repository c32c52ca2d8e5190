package chat.parley.desktop.ui.settings;

import chat.parley.desktop.ui.Failures;
import chat.parley.desktop.ui.Problems;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/**
 * Who one is in the chat that is open, and what one can do about it. For the toolkit's thread; it
 * has no nodes and needs no toolkit.
 */
public final class AccountViewModel {
  /** Who one is. */
  public enum Standing {
    /** No chat is open. */
    NOBODY,
    /** Anyone may write under the same name. */
    GUEST,
    /** The name is one's own. */
    OWNER,
    /** The name is one's own, in the chat that this app hosts. */
    HOST
  }

  /** What can be done about it. The futures fail with why it was not. */
  public interface Commands {
    /** Makes the name that is written under one's own. */
    CompletableFuture<Void> claim();

    CompletableFuture<Void> setPassword(String password, @Nullable String old);

    /** Signs out, if a question is answered so. */
    void signOut();
  }

  private final Executor window;
  private final Problems problems;
  private final ReadOnlyObjectWrapper<Standing> standing =
      new ReadOnlyObjectWrapper<>(Standing.NOBODY);
  private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper trust = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper done = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final StringProperty password = new SimpleStringProperty("");
  private final StringProperty oldPassword = new SimpleStringProperty("");
  private @Nullable Commands commands;

  public AccountViewModel(Executor window, Problems problems) {
    this.window = window;
    this.problems = problems;
    password.addListener((property, before, now) -> quiet());
    oldPassword.addListener((property, before, now) -> quiet());
  }

  private void quiet() {
    problem.set("");
    done.set("");
  }

  /**
   * A chat is open, or one is somebody else in it now.
   *
   * @param name what is written under
   * @param place who hosts it, and who could read along
   */
  public void show(Standing now, String name, String place, Commands todo) {
    commands = todo;
    trust.set(place);
    quiet();
    text.set(
        switch (now) {
          case NOBODY -> "";
          case GUEST -> problems.texts().get("account.guest", name);
          case OWNER -> problems.texts().get("account.owner", name);
          case HOST -> problems.texts().get("account.host", name);
        });
    standing.set(now);
  }

  /** No chat is open any more. */
  public void nobody() {
    commands = null;
    forgetPasswords();
    standing.set(Standing.NOBODY);
  }

  /** What was typed and not taken is gone. */
  public void forgetPasswords() {
    password.set("");
    oldPassword.set("");
  }

  public ReadOnlyObjectProperty<Standing> standingProperty() {
    return standing.getReadOnlyProperty();
  }

  /** Who one is, in a sentence. */
  public ReadOnlyStringProperty textProperty() {
    return text.getReadOnlyProperty();
  }

  /** Who hosts the chat, and whether others could read along. */
  public ReadOnlyStringProperty trustProperty() {
    return trust.getReadOnlyProperty();
  }

  /** Why something did not happen, empty for nothing. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** What did happen, empty for nothing. */
  public ReadOnlyStringProperty doneProperty() {
    return done.getReadOnlyProperty();
  }

  /** While the server is asked. */
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  public StringProperty passwordProperty() {
    return password;
  }

  public StringProperty oldPasswordProperty() {
    return oldPassword;
  }

  public void claim() {
    if (commands != null && !busy.get()) {
      watch(commands.claim(), "account.claimed");
    }
  }

  public void setPassword() {
    if (commands == null || busy.get()) {
      return;
    }
    if (password.get().isEmpty()) {
      problem.set(problems.texts().get("account.password.missing"));
      return;
    }
    String old = oldPassword.get().isEmpty() ? null : oldPassword.get();
    watch(commands.setPassword(password.get(), old), "account.password.set");
  }

  public void signOut() {
    if (commands != null) {
      commands.signOut();
    }
  }

  private void watch(CompletableFuture<Void> task, String key) {
    busy.set(true);
    quiet();
    var _ =
        task.whenCompleteAsync(
            (nothing, failure) -> {
              busy.set(false);
              if (failure == null) {
                forgetPasswords();
                done.set(problems.texts().get(key));
              } else {
                problem.set(problems.sentence(Failures.cause(failure)));
              }
            },
            window);
  }
}
