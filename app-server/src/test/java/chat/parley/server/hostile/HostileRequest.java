package chat.parley.server.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody hostile sends over one connection, and what is to come of it. The form is described
 * in {@code README.md} beside the files.
 *
 * @param name says what it tries
 * @param replies the statuses of the replies, each with the others that are as good; the connection
 *     ends after them
 * @param waits whether no reply is due as long as the connection is open
 * @param stored how many messages it stores
 * @param has what the last reply has in its body
 * @param lacks what no reply has in its body
 * @param template the bytes as they are written in the file
 */
record HostileRequest(
    String name,
    List<List<String>> replies,
    boolean waits,
    int stored,
    List<String> has,
    List<String> lacks,
    String template) {
  /** In the place of a status: the connection ended without a reply. */
  private static final String CLOSED = "closed";

  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final String LENGTH = "{{length}}";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]*)}}");
  private static final Pattern REPEATED = Pattern.compile("(\\d+) x (.+)", Pattern.DOTALL);
  private static final Pattern ESCAPE = Pattern.compile("\\\\(x[0-9a-fA-F]{2}|.)");

  /**
   * The bytes to send.
   *
   * @param values what stands for the placeholders
   */
  byte[] bytes(Map<String, String> values) {
    String text = unescaped(filled(template, values));
    if (text.contains(LENGTH)) {
      int body = text.indexOf(END_OF_HEAD) + END_OF_HEAD.length();
      text = text.replace(LENGTH, Integer.toString(text.length() - body));
    }
    return text.getBytes(StandardCharsets.ISO_8859_1); // a character is a byte by now
  }

  private String filled(String text, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), values)));
  }

  private String value(String placeholder, Map<String, String> values) {
    Matcher repeated = REPEATED.matcher(placeholder);
    if (repeated.matches()) {
      return repeated.group(2).repeat(Integer.parseInt(repeated.group(1)));
    }
    String value = placeholder.equals("length") ? LENGTH : values.get(placeholder);
    if (value == null) {
      throw new IllegalArgumentException(name + ": nothing stands for {{" + placeholder + "}}");
    }
    return value;
  }

  /** UTF-8, one character for each byte, the escapes put in. */
  private static String unescaped(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Matcher escape = ESCAPE.matcher(text);
    int from = 0;
    while (escape.find()) {
      bytes.writeBytes(text.substring(from, escape.start()).getBytes(StandardCharsets.UTF_8));
      bytes.write(value(escape.group(1)));
      from = escape.end();
    }
    bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static int value(String escape) {
    return switch (escape.charAt(0)) {
      case 'r' -> '\r';
      case 'n' -> '\n';
      case 't' -> '\t';
      case '\\' -> '\\';
      case 'x' -> Integer.parseInt(escape.substring(1), 16);
      default -> throw new IllegalArgumentException("What is \\" + escape + "?");
    };
  }

  /** Checks that these are the statuses that are due, in their order, and then the end. */
  void expect(List<String> statuses) {
    List<String> came = new ArrayList<>(statuses);
    while (came.size() < replies.size()) {
      came.add(CLOSED);
    }
    String what = name + " was answered " + came + ", due was " + replies;
    assertEquals(replies.size(), came.size(), what);
    for (int i = 0; i < came.size(); i++) {
      assertTrue(replies.get(i).contains(came.get(i)), what);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
