package chat.parley.bench.load;

/**
 * What one client received of a room whose messages are numbered: from the first that it received
 * on, it must be each of them once, in order. Not for several threads.
 */
public final class Receipts {
  private int last = -1;
  private int missing;
  private int repeated;

  /** Takes the number of a message; whether it is the next one. */
  public boolean take(int number) {
    if (number <= last) {
      repeated++; // doubled, or out of order
      return false;
    }
    boolean next = last < 0 || number == last + 1;
    missing += last < 0 ? 0 : number - last - 1;
    last = number;
    return next;
  }

  /** Whether anything was received yet. */
  public boolean begun() {
    return last >= 0;
  }

  /** How many are missing where this is the number of the last message. */
  public int missingUpTo(int number) {
    return missing + Math.max(0, number - last);
  }

  /** How many came twice, or after a later one. */
  public int doubledOrReordered() {
    return repeated;
  }
}
