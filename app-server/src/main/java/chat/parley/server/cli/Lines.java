package chat.parley.server.cli;

import chat.parley.model.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A table for a terminal: a line a row, each column as wide as it has to be. */
final class Lines {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

  private final List<List<String>> rows = new ArrayList<>();

  Lines(String... headings) {
    rows.add(List.of(headings));
  }

  void add(String... cells) {
    List<String> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(shown(cell));
    }
    rows.add(row);
  }

  boolean isEmpty() {
    return rows.size() == 1;
  }

  /** The server's owner has no name. */
  static String by(String name) {
    return name.isEmpty() ? "(the server's owner)" : name;
  }

  static String orNothing(@Nullable String words) {
    return words == null ? "" : words;
  }

  static String time(Timestamp time) {
    return MINUTE.format(Instant.ofEpochMilli(time.millis()));
  }

  /** What somebody else wrote, without what could move the cursor or turn a line round. */
  static String shown(String words) {
    StringBuilder shown = new StringBuilder(words.length());
    words.codePoints().map(c -> isJoiner(c) ? c : seen(c)).forEach(shown::appendCodePoint);
    return shown.toString();
  }

  /** Emoji and some scripts need them. */
  private static boolean isJoiner(int c) {
    return c == 0x200C || c == 0x200D;
  }

  private static int seen(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          '?';
      default -> c;
    };
  }

  @Override
  public String toString() {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).codePointCount(0, row.get(i).length()));
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String cell = row.get(i);
        line.append(cell).repeat(' ', widths[i] - cell.codePointCount(0, cell.length()) + 2);
      }
      lines.add(line.toString().stripTrailing());
    }
    return String.join("\n", lines);
  }
}
