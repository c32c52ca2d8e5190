package chat.parley.desktop.host;

/**
 * Whether our server answers at the address that others are given.
 *
 * <p>It is asked from this computer. {@link Ok} says that the address is this computer's and the
 * port is ours; a firewall that keeps others out lets a computer talk to itself.
 */
public sealed interface SelfCheck {
  SelfCheck PENDING = new Pending();
  SelfCheck OK = new Ok();
  SelfCheck SOMETHING_ELSE_ANSWERS = new SomethingElseAnswers();

  /** Nothing is known yet. */
  record Pending() implements SelfCheck {}

  /** Our server answers there. */
  record Ok() implements SelfCheck {}

  /** It does not answer there, as far as can be told. */
  record NotReached(Why why) implements SelfCheck {}

  /** Another program has that port at that address, a Parley server of its own perhaps. */
  record SomethingElseAnswers() implements SelfCheck {}

  /** What became of the question. */
  enum Why {
    /** The connection was refused. */
    REFUSED,
    /** Silence; a firewall drops it, say. */
    NO_ANSWER,
    /** There is no way to that address. */
    NO_ROUTE,
    /** The connection was cut. */
    CUT,
    /** A Parley server answers, but cannot read its storage; it may be ours. */
    UNWELL
  }
}
