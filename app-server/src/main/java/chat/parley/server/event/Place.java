package chat.parley.server.event;

/**
 * A place in the log's order: after event {@code seq} (0: before the first), with the low 32 bits
 * of the log's chain there, by which a log that was rolled back and has grown again is recognised.
 */
public record Place(long seq, int check) {
  public static final Place START = new Place(0, 0);
}
