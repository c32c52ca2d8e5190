package chat.parley.bench.profile;

/**
 * What clients did not receive as it was sent.
 *
 * @param missing messages that did not come
 * @param doubledOrReordered messages that came twice, or after a later one
 */
public record Faults(long missing, long doubledOrReordered) {
  /**
   * A run that loses something has no figures.
   *
   * @throws IllegalStateException if there are any
   */
  void failIfAny(String server) {
    if (missing > 0 || doubledOrReordered > 0) {
      throw new IllegalStateException(
          server + " lost " + missing + " and doubled or reordered " + doubledOrReordered);
    }
  }
}
