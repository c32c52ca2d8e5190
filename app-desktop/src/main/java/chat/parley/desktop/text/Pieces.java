package chat.parley.desktop.text;

/** How many pieces a message may still be made of. */
final class Pieces {
  private int left;

  Pieces(int most) {
    left = most;
  }

  void take() {
    left--;
  }

  boolean isSpent() {
    return left < 0;
  }
}
