package chat.parley.bench.profile;

import chat.parley.bench.report.Findings;
import java.io.IOException;

/** Something that is done to servers to see what it takes them. */
public interface Profile {
  /** Its name on the command line. */
  String name();

  /**
   * Measures each server.
   *
   * @throws IllegalStateException if one of them fails, or loses a message
   */
  Findings run(Bench bench) throws IOException;
}
