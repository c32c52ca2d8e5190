package chat.parley.desktop.text;

/** The base direction of a text, by its first strong character (UAX 9, rules P2 and P3). */
public final class Direction {
  private Direction() {}

  /** Whether the first letter is of a script that is written from right to left. */
  public static boolean isRightToLeft(CharSequence text) {
    for (int i = 0; i < text.length(); ) {
      int c = Character.codePointAt(text, i);
      switch (Character.getDirectionality(c)) {
        case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
            Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC -> {
          return true;
        }
        case Character.DIRECTIONALITY_LEFT_TO_RIGHT -> {
          return false;
        }
        default -> i += Character.charCount(c);
      }
    }
    return false;
  }
}
