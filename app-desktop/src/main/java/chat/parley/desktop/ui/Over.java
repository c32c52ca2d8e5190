package chat.parley.desktop.ui;

import javafx.scene.Node;

/** What can be laid over a screen. For the toolkit's thread. */
public interface Over {
  /** Lays something over the screen; Escape or a click beside it takes it away. */
  void showOver(Node node);

  /** Takes away what lies over the screen. */
  void hideOver();

  /**
   * Asks a question with two answers, the first of which changes nothing.
   *
   * @param go what the second answer says; it is what the question is about
   */
  void ask(String title, String question, String stay, String go, Runnable onGo);
}
