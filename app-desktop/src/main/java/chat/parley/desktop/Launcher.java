package chat.parley.desktop;

/** Where the program begins: a plain class, so that JavaFX may be on the class path. */
public final class Launcher {
  private Launcher() {}

  public static void main(String[] args) {}
}
