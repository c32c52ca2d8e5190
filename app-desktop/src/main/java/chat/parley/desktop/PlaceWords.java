package chat.parley.desktop;

import chat.parley.desktop.host.JoinLink;
import chat.parley.desktop.ui.Texts;
import chat.parley.desktop.ui.main.MainController;
import java.util.function.Supplier;
import javafx.scene.Node;

/** What a chat's place is called, and who could read along there. */
record PlaceWords(Texts texts) {
  /**
   * What stands over a chat.
   *
   * @param hosting what can be opened beside the chat that this app hosts; made when it is
   */
  MainController.Heading heading(ChatPlace place, Supplier<Node> hosting) {
    return place.isOwn()
        ? new MainController.Heading(
            texts.get("chat.own"), texts.get("chat.own.place"), trust(place), hosting)
        : new MainController.Heading(
            texts.get("chat.other"), place.base().getAuthority(), trust(place), null);
  }

  /** Who hosts a chat, and whether others on the network could read along. */
  String trust(ChatPlace place) {
    if (place.isOwn()) {
      return texts.get("trust.own") + " " + texts.get("host.warning");
    }
    if (JoinLink.isThisComputer(place.base().getHost())) {
      return texts.get("trust.here");
    }
    return texts.get(
        "https".equals(place.base().getScheme()) ? "trust.encrypted" : "trust.plain",
        place.base().getAuthority());
  }
}
