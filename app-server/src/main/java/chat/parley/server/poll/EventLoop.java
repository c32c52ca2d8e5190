package chat.parley.server.poll;

/**
 * One thread that looks after many polls and waits for none of them. What it is given it does piece
 * by piece, with a look at everything else in between.
 */
public interface EventLoop {
  /** Something in pieces, each of which takes a moment. */
  interface Pieces {
    /** Does the next piece; false if there was none left. */
    boolean next();
  }

  /** Has something done soon, piece by piece, after what came before; called by any thread. */
  void run(Pieces pieces);
}
