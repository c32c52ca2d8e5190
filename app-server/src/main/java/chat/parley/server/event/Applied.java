package chat.parley.server.event;

import java.util.List;

/**
 * An event that is durable and applied on this node.
 *
 * @param first false if the log had it already: place and outcome are those of the first time
 */
public record Applied(Place place, Outcome outcome, boolean first) {

  /** Events that became durable together, in the log's order; never empty. */
  public record Batch(List<Applied> events) {
    /** The place after the first of them. */
    public Place first() {
      return events.getFirst().place();
    }

    /** The place after the last of them. */
    public Place last() {
      return events.getLast().place();
    }
  }
}
