package chat.parley.server.fault;

import java.util.List;
import java.util.Map;

/**
 * What is known of the private rooms: who came and went, and what those saw who did.
 *
 * @param story what the log has of all of them, as one saw it who is in them always
 * @param turns what was settled for each who comes and goes, in its order; all are in at first
 * @param readers the polls of those who come and go
 * @param refusals what they were told of rooms that they are not in
 */
record Comings(
    List<Entry> story, Map<Visit, List<Turn>> turns, List<Reader> readers, List<Refusal> refusals) {

  /**
   * A loop of polls.
   *
   * @param rooms the private rooms that it asks for by their id; none if it asks for all
   */
  record Reader(String loop, String name, List<String> rooms, List<Reading> readings) {}
}
