package chat.parley.desktop.host;

import chat.parley.model.ClientId;
import chat.parley.server.Server;
import chat.parley.server.ServerConfig;
import chat.parley.server.Surroundings;
import chat.parley.server.access.Access;
import chat.parley.server.sqlite.UnusableDataException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A server that runs, and what is known of the ways to it. For one thread; addresses are told apart
 * by their hosts.
 */
final class Hosting {
  private static final String ALL_ADDRESSES = "0.0.0.0"; // those of IPv6 too, where there is IPv6
  private static final int ASK_EVERY_LOOKS = 10;

  private final Server server;
  private final int portWished;
  private List<LanAddress> candidates = List.of();
  private @Nullable LanAddress chosen;
  private @Nullable LanAddress chosenLast; // before it, if a person did not change it
  private boolean isChosenByPerson;
  private SelfCheck selfCheck = SelfCheck.PENDING;
  private @Nullable String linkAsked; // and not yet answered
  private int looksSinceAnswer;
  private List<ConnectedClient> clients = List.of();

  private Hosting(Server server, int portWished) {
    this.server = server;
    this.portWished = portWished;
  }

  /**
   * Starts a server at the first port that is free.
   *
   * @param ports the wished one first
   * @throws BindException if none is free
   */
  static Hosting open(Path data, List<Integer> ports, Surroundings around)
      throws UnusableDataException, BindException {
    BindException why = new BindException();
    for (int port : ports) {
      if (Ports.isTaken(port)) {
        continue;
      }
      try {
        return new Hosting(Server.start(config(data, port), around), ports.getFirst());
      } catch (BindException e) {
        why = e; // someone took it just now
      }
    }
    throw why;
  }

  private static ServerConfig config(Path data, int port) {
    return new ServerConfig(
            data,
            new ServerConfig.Listen(ALL_ADDRESSES, port, List.of(), false),
            ServerConfig.Capacity.DEFAULT)
        .withAccess(Access.INVITE);
  }

  /** What shows the server that one is its owner. */
  String ownerToken() {
    return server.ownerToken();
  }

  Server server() {
    return server;
  }

  /** Takes in which addresses there are now, the likeliest first. */
  void found(List<LanAddress> addresses) {
    candidates = addresses;
    LanAddress still = chosen == null ? null : candidate(chosen);
    if (still != null && (isChosenByPerson || !isSurpassed(still))) {
      chosen = still;
      return;
    }
    isChosenByPerson = false;
    if (chosen != null) {
      chosenLast = chosen;
    }
    turnTo(addresses.isEmpty() ? null : addresses.getFirst());
  }

  /**
   * An address that nobody chose, and that leads only to this computer's own networks, gives way to
   * one for all: the Wi-Fi came up after the server. Any other stays while it is there, because
   * links to it are about.
   */
  private boolean isSurpassed(LanAddress address) {
    return !address.isLikely() && candidates.getFirst().isLikely();
  }

  /** Takes what a person chose, if it is still there. */
  void choose(LanAddress address) {
    LanAddress candidate = candidate(address);
    if (candidate != null) {
      isChosenByPerson = true;
      chosenLast = null; // whoever chooses knows that the link is another one
      turnTo(candidate);
    }
  }

  private void turnTo(@Nullable LanAddress address) {
    if (!Objects.equals(host(chosen), host(address))) {
      selfCheck = SelfCheck.PENDING;
    }
    chosen = address;
  }

  private static @Nullable String host(@Nullable LanAddress address) {
    return address == null ? null : address.host();
  }

  private @Nullable LanAddress candidate(LanAddress wanted) {
    return candidates.stream()
        .filter(candidate -> candidate.host().equals(wanted.host()))
        .findFirst()
        .orElse(null);
  }

  /**
   * The link to ask whether the server answers there; null where that is known well enough, or
   * being asked already. To be called at every look.
   */
  @Nullable String linkToAsk() {
    String link = state().link();
    looksSinceAnswer++;
    boolean isKnown = selfCheck instanceof SelfCheck.Ok && looksSinceAnswer < ASK_EVERY_LOOKS;
    if (isKnown || link.equals(linkAsked)) {
      return null;
    }
    linkAsked = link;
    return link;
  }

  /** Makes it time to ask. */
  void askSoon() {
    looksSinceAnswer = ASK_EVERY_LOOKS;
  }

  /** Takes in what was found at a link, unless others are given another one by now. */
  void answered(String link, SelfCheck result) {
    if (link.equals(linkAsked)) {
      linkAsked = null;
    }
    if (link.equals(state().link())) {
      selfCheck = result;
      looksSinceAnswer = 0;
    }
  }

  /** Takes in who is connected, without this app itself. */
  void listClients(Predicate<ClientId> isThisApp) {
    clients =
        server.clients().stream()
            .filter(client -> !isThisApp.test(client.id()))
            .map(ConnectedClient::of)
            .toList();
  }

  HostState.Running state() {
    LanAddress last = chosenLast;
    return new HostState.Running(
        server.port(),
        portWished,
        candidates,
        chosen,
        last == null || candidate(last) != null ? null : last,
        selfCheck,
        clients);
  }
}
