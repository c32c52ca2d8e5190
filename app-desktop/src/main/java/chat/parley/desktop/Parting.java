package chat.parley.desktop;

import chat.parley.desktop.ui.Over;
import chat.parley.desktop.ui.Texts;
import chat.parley.desktop.ui.host.HostViewModel;

/** The question that is asked before hosting ends, where people are connected here. */
record Parting(HostViewModel host, Over over, Texts texts) {
  /**
   * Asks it, or goes on at once where nobody is connected.
   *
   * @param question the key of what is asked
   * @param go the key of the answer that ends hosting
   */
  void ask(String question, String go, Runnable then) {
    int connected = host.runningProperty().get() ? host.peopleNow() : 0;
    if (connected == 0) {
      then.run();
    } else {
      over.ask(
          texts.get("host.quit.title"),
          texts.get(question, connected),
          texts.get("host.quit.stay"),
          texts.get(go),
          then);
    }
  }
}
