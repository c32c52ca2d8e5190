package chat.parley.desktop;

import chat.parley.server.machine.ParentWatch;
import java.util.Optional;
import javafx.application.Application;

/** Where the program begins: a plain class, so that JavaFX may be on the class path. */
public final class Launcher {
  private static final int STOPPED = 143; // as a program that was told to end

  private static final int NOT_BEGUN = 2;

  private Launcher() {}

  private static boolean isHeadless() {
    return "Headless".equals(System.getProperty("glass.platform"));
  }

  public static void main(String[] args) {
    Optional<String> missing = SystemNeeds.missing(!isHeadless());
    if (missing.isPresent()) {
      System.err.println(missing.get());
      System.exit(NOT_BEGUN);
    }
    DesktopApp.beginEarly();
    endWithParent();
    Application.launch(DesktopApp.class, args);
  }

  /** An app that a build tool started must not outlive it. */
  private static void endWithParent() {
    if (Boolean.getBoolean("exit.with.parent")) {
      ParentWatch.onEnd(() -> System.exit(STOPPED));
    }
  }
}
