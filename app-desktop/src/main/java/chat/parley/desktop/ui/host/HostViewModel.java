package chat.parley.desktop.ui.host;

import chat.parley.desktop.host.ConnectedClient;
import chat.parley.desktop.host.HostState;
import chat.parley.desktop.host.JoinLink;
import chat.parley.desktop.host.LanAddress;
import chat.parley.desktop.host.QrCode;
import chat.parley.desktop.host.SelfCheck;
import chat.parley.desktop.sync.Invites;
import chat.parley.desktop.ui.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * Hosting as the panel shows it. For the toolkit's thread; it has no nodes and needs no toolkit.
 */
public final class HostViewModel {
  /** What the panel's buttons do. */
  public interface Commands {
    void start();

    void stop();

    void choose(LanAddress address);

    /** Makes a new invitation; those made before stay good. */
    void newInvite();
  }

  /** How the check of the address turned out. */
  public enum Check {
    PENDING,
    GOOD,
    BAD
  }

  private final Texts texts;
  private final Commands commands;
  private final Consumer<Boolean> onRunning;
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper starting = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper stoppedText = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper link = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper inviteText = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper inviteProblem = new ReadOnlyStringWrapper("");
  private String base = "";
  private Invites.@Nullable Invite invite;
  private final ReadOnlyObjectWrapper<@Nullable QrCode> qr = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Check> check = new ReadOnlyObjectWrapper<>(Check.PENDING);
  private final ReadOnlyStringWrapper checkText = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper notes = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<@Nullable LanAddress> chosen = new ReadOnlyObjectWrapper<>();
  private final ObservableList<LanAddress> addresses = FXCollections.observableArrayList();
  private final ObservableList<ConnectedClient> people = FXCollections.observableArrayList();

  /**
   * @param onRunning told when hosting begins and ends
   */
  public HostViewModel(Texts texts, Commands commands, Consumer<Boolean> onRunning) {
    this.texts = texts;
    this.commands = commands;
    this.onRunning = onRunning;
    stoppedText.set(texts.get("host.stopped"));
  }

  /** How it stands now. */
  public void update(HostState state) {
    boolean ran = running.get();
    switch (state) {
      case HostState.Stopped() -> stopped(texts.get("host.stopped"), false);
      case HostState.Starting() -> stopped(texts.get("host.starting"), true);
      case HostState.Failed(HostState.Reason reason, String detail) ->
          stopped(failure(reason, detail), false);
      case HostState.Running now -> running(now);
    }
    if (ran != running.get()) {
      onRunning.accept(running.get());
    }
  }

  private void stopped(String words, boolean isStarting) {
    stoppedText.set(words);
    starting.set(isStarting);
    running.set(false);
    people.clear();
  }

  /** Why hosting did not begin or go on. */
  public String failure(HostState.Reason reason, String detail) {
    return switch (reason) {
      case FOLDER_IN_USE -> texts.get("host.failed.in.use");
      case FOLDER_UNUSABLE -> texts.get("host.failed.folder", detail);
      case NO_PORT -> texts.get("host.failed.port");
      case STORAGE_FAILED -> texts.get("host.failed.storage", detail);
      case OTHER -> texts.get("host.failed.other", detail);
    };
  }

  private void running(HostState.Running now) {
    starting.set(false);
    base = now.link();
    showLink();
    if (!addresses.equals(now.candidates())) {
      addresses.setAll(now.candidates());
    }
    chosen.set(now.chosen());
    check(now.selfCheck(), now.chosen() == null);
    notes.set(String.join("\n", notes(now)));
    if (!people.equals(now.clients())) {
      people.setAll(now.clients());
    }
    running.set(true);
  }

  /**
   * The invitation that others are given.
   *
   * @param given null for none
   * @param why why there is none, or no new one; empty for nothing
   */
  public void invite(Invites.@Nullable Invite given, String why) {
    invite = given;
    inviteProblem.set(why);
    if (given == null) {
      inviteText.set("");
    } else if (given.expires() == null) {
      inviteText.set(texts.get("host.invite.left", given.left()));
    } else {
      inviteText.set(
          texts.get("host.invite.left.until", given.left(), texts.date(given.expires())));
    }
    if (!base.isEmpty()) {
      showLink();
    }
  }

  private void showLink() {
    String whole = invite == null ? base : JoinLink.with(base, invite.code());
    if (!whole.equals(link.get()) || qr.get() == null) {
      link.set(whole);
      qr.set(QrCode.of(whole));
    }
  }

  private void check(SelfCheck result, boolean alone) {
    switch (result) {
      case SelfCheck.Pending() -> set(Check.PENDING, texts.get("host.check.pending"));
      case SelfCheck.Ok() ->
          set(
              alone ? Check.BAD : Check.GOOD,
              texts.get(alone ? "host.check.alone" : "host.check.ok"));
      case SelfCheck.NotReached(SelfCheck.Why why) ->
          set(
              Check.BAD,
              switch (why) {
                case REFUSED -> texts.get("host.check.refused");
                case NO_ANSWER -> texts.get("host.check.silent");
                case NO_ROUTE -> texts.get("host.check.no.route");
                case CUT -> texts.get("host.check.cut");
                case UNWELL -> texts.get("host.check.unwell");
              });
      case SelfCheck.SomethingElseAnswers() ->
          set(Check.BAD, texts.get("host.check.something.else"));
    }
  }

  private void set(Check how, String words) {
    check.set(how);
    checkText.set(words);
  }

  private List<String> notes(HostState.Running now) {
    List<String> lines = new ArrayList<>();
    if (now.isOnOtherPort()) {
      lines.add(texts.get("host.note.port", number(now.portWished()), number(now.port())));
    }
    LanAddress before = now.chosenBefore();
    if (before != null) {
      lines.add(texts.get("host.note.address", before.host()));
    }
    LanAddress given = now.chosen();
    if (given != null && !given.isLikely()) {
      lines.add(texts.get("host.note.unlikely"));
    }
    return lines;
  }

  private static String number(int port) {
    return Integer.toString(port); // a port is a name: no thousands' separator
  }

  /** What an address is called in the list. */
  public String name(LanAddress address) {
    return switch (address.kind()) {
      case REAL, UNKNOWN ->
          texts.get(
              address.isLinkLocal() ? "host.address.self.given" : "host.address.real",
              address.host(),
              address.interfaceLabel());
      case TUNNEL -> texts.get("host.address.tunnel", address.host(), address.interfaceLabel());
      case VIRTUAL -> texts.get("host.address.virtual", address.host(), address.interfaceLabel());
    };
  }

  public ReadOnlyBooleanProperty runningProperty() {
    return running.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty startingProperty() {
    return starting.getReadOnlyProperty();
  }

  /** What is said while nothing runs. */
  public ReadOnlyStringProperty stoppedTextProperty() {
    return stoppedText.getReadOnlyProperty();
  }

  public ReadOnlyStringProperty linkProperty() {
    return link.getReadOnlyProperty();
  }

  /** For how many and how long the invitation in the link is good, empty where there is none. */
  public ReadOnlyStringProperty inviteTextProperty() {
    return inviteText.getReadOnlyProperty();
  }

  /** Why there is no new invitation, empty for nothing. */
  public ReadOnlyStringProperty inviteProblemProperty() {
    return inviteProblem.getReadOnlyProperty();
  }

  /** The link as a QR code, null before there is a link. */
  public ReadOnlyObjectProperty<@Nullable QrCode> qrProperty() {
    return qr.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Check> checkProperty() {
    return check.getReadOnlyProperty();
  }

  public ReadOnlyStringProperty checkTextProperty() {
    return checkText.getReadOnlyProperty();
  }

  /** What is out of the ordinary, a sentence a line, empty for nothing. */
  public ReadOnlyStringProperty notesProperty() {
    return notes.getReadOnlyProperty();
  }

  /** The address that others are given, null for none. */
  public ReadOnlyObjectProperty<@Nullable LanAddress> chosenProperty() {
    return chosen.getReadOnlyProperty();
  }

  /** All addresses, the likeliest first. */
  public ObservableList<LanAddress> addresses() {
    return addresses;
  }

  /** Who is connected, this app itself not counted. */
  public ObservableList<ConnectedClient> people() {
    return people;
  }

  /** How many of them are connected now. */
  public int peopleNow() {
    return (int) people.stream().filter(ConnectedClient::isPolling).count();
  }

  public void start() {
    commands.start();
  }

  public void stop() {
    commands.stop();
  }

  public void newInvite() {
    commands.newInvite();
  }

  public void choose(LanAddress address) {
    commands.choose(address);
  }
}
