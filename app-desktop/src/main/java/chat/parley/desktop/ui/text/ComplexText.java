package chat.parley.desktop.ui.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;

/**
 * Text that JavaFX cannot break into lines on Linux.
 *
 * <p>Where a run of a script that needs shaping has to be broken, JavaFX 26 shapes the first part
 * with the glyphs of the whole (PangoGlyphLayout keeps the run's characters by the run, which has
 * been cut since): right-to-left text then throws from the layout, which would leave everyone's
 * window blank, and other text overflows its line. A run that fits is never broken, so such text is
 * given to it word by word, see {@link WordFlow}.
 */
public final class ComplexText {
  private static final boolean ON_LINUX = System.getProperty("os.name", "").startsWith("Linux");

  /** Where combining marks, and after them the scripts that are shaped, begin. */
  private static final char FIRST = '\u0300';

  /** A longer word is cut, so that it fits a narrow window; about 200 px. */
  static final int LONGEST_WORD_CHARS = 24;

  /** Each word is a node; past this, several words are one, and lines end more raggedly. */
  private static final int MANY_WORDS = 400;

  /** Fits a label of a narrow window; about 270 px. */
  private static final int LABEL_LINE_CHARS = 36;

  private ComplexText() {}

  /** Whether it has to be laid out word by word here, and must not wrap in a control. */
  public static boolean isIn(String text) {
    return ON_LINUX && text.codePoints().anyMatch(ComplexText::isShaped);
  }

  /**
   * Has a label say words of any script, on as many lines as they need: where they may not wrap,
   * lines are ended for it.
   */
  public static void show(Label label, ObservableValue<String> words) {
    label.textProperty().bind(words.map(ComplexText::inLines));
    label.wrapTextProperty().bind(words.map(said -> !isIn(said)));
  }

  /** A label that says words of any script, on as many lines as they need. */
  public static Label label(String words) {
    Label label = new Label(inLines(words));
    label.setWrapText(!isIn(words));
    return label;
  }

  private static String inLines(String text) {
    if (!isIn(text)) {
      return text;
    }
    StringBuilder lines = new StringBuilder();
    int used = 0;
    for (String word : words(text)) {
      if (used > 0 && used + word.length() > LABEL_LINE_CHARS && !word.isBlank()) {
        lines.append('\n');
        used = 0;
      }
      lines.append(word);
      used = word.equals("\n") ? 0 : used + word.length();
    }
    return lines.toString();
  }

  private static boolean isShaped(int c) {
    if (c < FIRST) {
      return false;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.FORMAT) {
      return true;
    }
    return switch (Character.getDirectionality(c)) {
      case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
          Character.DIRECTIONALITY_ARABIC_NUMBER ->
          true;
      default ->
          switch (Character.UnicodeScript.of(c)) {
            case LATIN,
                GREEK,
                CYRILLIC,
                ARMENIAN,
                COMMON,
                HAN,
                HANGUL,
                HIRAGANA,
                KATAKANA,
                BOPOMOFO ->
                false;
            default -> true;
          };
    };
  }

  /** Cuts a text where its lines may be broken: words, the spaces after them, and line feeds. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    BreakIterator lines = BreakIterator.getLineInstance(Locale.ROOT);
    lines.setText(text);
    int start = lines.first();
    for (int end = lines.next(); end != BreakIterator.DONE; end = lines.next()) {
      int space = end;
      while (space > start && Character.isWhitespace(text.charAt(space - 1))) {
        space--;
      }
      addWithPunctuation(text.substring(start, space), words);
      addSpace(text.substring(space, end), words);
      start = end;
    }
    return words.size() > MANY_WORDS ? joined(words) : words;
  }

  private static List<String> joined(List<String> words) {
    List<String> joined = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    for (String word : words) {
      boolean ends = word.equals("\n") || piece.length() + word.length() > LONGEST_WORD_CHARS;
      if (ends && !piece.isEmpty()) {
        joined.add(piece.toString());
        piece.setLength(0);
      }
      if (word.equals("\n")) {
        joined.add(word);
      } else {
        piece.append(word);
      }
    }
    if (!piece.isEmpty()) {
      joined.add(piece.toString());
    }
    return joined;
  }

  /** What is between a word and a space is of the word's direction or the paragraph's: apart. */
  private static void addWithPunctuation(String text, List<String> words) {
    int start = 0;
    while (start < text.length() && !Character.isLetterOrDigit(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    int end = text.length();
    while (end > start && isPunctuation(text.charAt(end - 1))) {
      end--;
    }
    addWord(text.substring(0, start), words);
    addWord(text.substring(start, end), words);
    addWord(text.substring(end), words);
  }

  private static boolean isPunctuation(char c) {
    return !Character.isLetterOrDigit(c)
        && !Character.isSurrogate(c)
        && Character.getType(c) != Character.NON_SPACING_MARK
        && Character.getType(c) != Character.COMBINING_SPACING_MARK
        && Character.getType(c) != Character.ENCLOSING_MARK;
  }

  private static void addWord(String word, List<String> words) {
    if (word.length() <= LONGEST_WORD_CHARS) {
      if (!word.isEmpty()) {
        words.add(word);
      }
      return;
    }
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(word);
    for (int start = 0; start < word.length(); ) {
      int end = Math.min(word.length(), start + LONGEST_WORD_CHARS);
      if (!characters.isBoundary(end)) {
        end = characters.following(end);
      }
      words.add(word.substring(start, end));
      start = end;
    }
  }

  private static void addSpace(String space, List<String> words) {
    int start = 0;
    for (int i = 0; i < space.length(); i++) {
      if (space.charAt(i) == '\n') {
        if (i > start) {
          words.add(space.substring(start, i));
        }
        words.add("\n");
        start = i + 1;
      }
    }
    if (start < space.length()) {
      words.add(space.substring(start));
    }
  }
}
