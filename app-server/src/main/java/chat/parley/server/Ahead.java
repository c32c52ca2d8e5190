package chat.parley.server;

import chat.parley.server.http.HttpTransport;
import chat.parley.server.sqlite.Database;
import org.slf4j.LoggerFactory;

/**
 * What the first server of a process takes long for, done on another thread while something else is
 * done: {@link Server#start} is sooner done if it finds this done, and no other for it.
 */
public final class Ahead {
  private Ahead() {}

  /**
   * Begins with it. If it fails, for example because the process is ending already, only the log
   * says so, as detail: who needs it meets the same and tells of it.
   *
   * @return the thread that does it
   */
  public static Thread begin() {
    return Thread.ofPlatform()
        .daemon()
        .name("ahead")
        .uncaughtExceptionHandler(
            (_, failure) -> LoggerFactory.getLogger(Ahead.class).debug("Not done ahead", failure))
        .start(() -> {
          Database.prepare();
          HttpTransport.prepare();
        });
  }
}
