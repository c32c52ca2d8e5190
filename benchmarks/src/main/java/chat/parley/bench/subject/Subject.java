package chat.parley.bench.subject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A server that can be measured. */
public interface Subject {
  /** Its name, as it stands in tables. */
  String name();

  /** What of an acknowledged message it keeps, in a few words. */
  String keeps();

  /** Whether a server that was killed has all messages when it is started again. */
  boolean keepsOverRestart();

  /**
   * Whether a client that was cut off can go on from where it was. Others lose what they wrote to a
   * connection that was gone.
   */
  boolean keepsPlaces();

  /** Why it cannot be run here, in a sentence; empty if it can. */
  Optional<String> missing();

  /** What has to be said of it beside its figures, in a sentence; empty if nothing. */
  default Optional<String> note() {
    return Optional.empty();
  }

  /** Whether its Java has what it learned of a run under load. */
  default boolean isKnowing() {
    return false;
  }

  /** What is stored in a folder before it is started there; empty where nothing can be. */
  default Optional<Past> past(Path folder) {
    return Optional.empty();
  }

  /**
   * Starts it, and waits until it answers.
   *
   * @param folder where it may write; empty at the first start
   * @param browser whether its clients send what a browser sends
   * @throws IllegalStateException if it does not come up
   */
  Running start(Path folder, int port, boolean browser) throws IOException;
}
