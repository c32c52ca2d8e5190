package chat.parley.desktop.host;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How it stands with the server on this computer. */
public sealed interface HostState {
  /** There is none. */
  record Stopped() implements HostState {}

  /** It is about to run. */
  record Starting() implements HostState {}

  /**
   * It runs.
   *
   * @param port where it listens, on every address of this computer
   * @param portWished where it was to listen; another port if that one was taken
   * @param candidates the addresses others may reach it at, the likeliest first; empty where this
   *     computer is on no network, and only it can join
   * @param chosen the one to give to others, one of the candidates; null where there are none
   * @param chosenBefore the one that was given to others last and is gone now, so that its links no
   *     longer work; null while nothing has changed
   * @param selfCheck whether it answers there; where nothing is chosen, on this computer
   * @param clients who is connected beside this app, the one with the newest activity first
   */
  record Running(
      int port,
      int portWished,
      List<LanAddress> candidates,
      @Nullable LanAddress chosen,
      @Nullable LanAddress chosenBefore,
      SelfCheck selfCheck,
      List<ConnectedClient> clients)
      implements HostState {
    public Running {
      candidates = List.copyOf(candidates);
      clients = List.copyOf(clients);
    }

    /** What others open to join; where nothing is chosen, what works on this computer. */
    public String link() {
      return JoinLink.to(chosen == null ? JoinLink.THIS_COMPUTER : chosen.host(), port);
    }

    /** Whether the wished port was taken. */
    public boolean isOnOtherPort() {
      return port != portWished;
    }

    /** Whether links that were given out before no longer work. */
    public boolean isAddressChanged() {
      return chosenBefore != null;
    }
  }

  /**
   * It does not run, because it could not start or could not go on.
   *
   * @param detail what the server said of it, in a sentence
   */
  record Failed(Reason reason, String detail) implements HostState {}

  /** Why there is no server. */
  enum Reason {
    /** Another server uses the data folder. */
    FOLDER_IN_USE,
    /** The data folder cannot be written, or what is in it cannot be read. */
    FOLDER_UNUSABLE,
    /** No port could be listened on. */
    NO_PORT,
    /** It ran, and then its storage failed for good. */
    STORAGE_FAILED,
    /** Something else; the log has more. */
    OTHER
  }
}
