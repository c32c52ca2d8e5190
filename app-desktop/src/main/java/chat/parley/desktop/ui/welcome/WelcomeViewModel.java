package chat.parley.desktop.ui.welcome;

import chat.parley.desktop.ui.Problems;
import chat.parley.model.Refusal;
import chat.parley.model.SenderName;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * The first run: a name, and one of two ways into a chat. What cannot be is said where it was
 * typed. For the toolkit's thread; it has no nodes and needs no toolkit.
 */
public final class WelcomeViewModel {
  /** The two ways in. Both are done when the chat is open, and fail with why it is not. */
  public interface Ways {
    CompletableFuture<Void> join(String name, String address);

    CompletableFuture<Void> host(String name);
  }

  private final Ways ways;
  private final Executor window;
  private final Problems problems;
  private final StringProperty name = new SimpleStringProperty("");
  private final StringProperty address = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper nameProblem = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

  public WelcomeViewModel(Ways ways, Executor window, Problems problems, String suggestedName) {
    this.ways = ways;
    this.window = window;
    this.problems = problems;
    name.set(usable(suggestedName) ? suggestedName : "");
    name.addListener((property, before, now) -> nameProblem.set(""));
    address.addListener((property, before, now) -> problem.set(""));
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

  /** What is wrong with the name, empty for nothing. */
  public ReadOnlyStringProperty nameProblemProperty() {
    return nameProblem.getReadOnlyProperty();
  }

  /** Why there is no chat, empty for nothing. */
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** While a chat is being opened. */
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  public void join() {
    if (!busy.get()) {
      checkedName().ifPresent(checked -> begin(ways.join(checked, address.get())));
    }
  }

  public void host() {
    if (!busy.get()) {
      checkedName().ifPresent(checked -> begin(ways.host(checked)));
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

  private void begin(CompletableFuture<Void> way) {
    busy.set(true);
    problem.set("");
    var _ =
        way.whenCompleteAsync(
            (done, failure) -> {
              busy.set(false);
              if (failure != null) {
                problem.set(problems.sentence(failure));
              }
            },
            window);
  }
}
