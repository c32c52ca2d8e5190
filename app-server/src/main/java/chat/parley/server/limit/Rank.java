package chat.parley.server.limit;

/** Which requests are begun first, and are turned away last, when there are too many. */
public enum Rank {
  /**
   * Polls, because they bring what was said, cost nothing while they wait, and come again at once
   * when they are refused; and what whoever keeps the server needs to find out and end what goes
   * on. They are never turned away for their wait.
   */
  FIRST,
  /** What changes something, messages above all, and the pages, which do not work in part. */
  SECOND,
  /** What reads: nobody's words are lost by asking again later. */
  LAST
}
