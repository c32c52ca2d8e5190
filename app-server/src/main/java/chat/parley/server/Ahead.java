package chat.parley.server;

import chat.parley.server.http.HttpTransport;
import chat.parley.server.sqlite.Database;

/**
 * What the first server of a process takes long for, done on another thread while something else is
 * done: {@link Server#start} is sooner done if it finds this done, and no other for it.
 */
public final class Ahead {
  private Ahead() {}

  /** Begins with it. */
  public static void begin() {
    Thread.ofPlatform()
        .daemon()
        .name("ahead")
        .start(() -> {
          Database.prepare();
          HttpTransport.prepare();
        });
  }
}
