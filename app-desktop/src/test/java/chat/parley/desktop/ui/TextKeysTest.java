package chat.parley.desktop.ui;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.TestTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ChoiceFormat;
import java.text.Format;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts and those who name them: the sources are read as text. */
class TextKeysTest {
  private static final Path MAIN = Path.of("src", "main").toAbsolutePath();
  private static final Pattern LITERAL = Pattern.compile("\"([a-z]+(?:\\.[a-z]+)*)\"");
  private static final Pattern CALL =
      Pattern.compile("texts(?:\\(\\))?\\s*\\.get\\(\\s*\"([^\"]+)\"\\s*([,)])");
  private static final Pattern IN_FXML = Pattern.compile("=\"%([^\"]+)\"");
  private static final Pattern WORDS_IN_FXML =
      Pattern.compile("(?:text|promptText|accessibleText|accessibleHelp)=\"([^\"%$][^\"]+)\"");
  private static final Pattern FILE_NAME =
      Pattern.compile("chat\\.parley\\..*|.*\\.(fxml|css|json|db|png|tsv)");

  private final Texts texts = TestTexts.british();
  private final SortedSet<String> keys = new TreeSet<>(texts.bundle().keySet());

  private static List<String> read(String ending) throws IOException {
    List<String> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(MAIN)) {
      for (Path file : files.filter(one -> one.toString().endsWith(ending)).toList()) {
        all.add(Files.readString(file));
      }
    }
    assertFalse(all.isEmpty(), "there is something to read");
    return all;
  }

  private static SortedSet<String> found(Pattern pattern, String ending) throws IOException {
    return read(ending).stream()
        .flatMap(text -> pattern.matcher(text).results())
        .map(result -> result.group(1))
        .collect(toCollection(TreeSet::new));
  }

  private String pattern(String key) {
    return texts.bundle().getString(key);
  }

  @Test
  void everyTextThatAScreenNamesExists() throws IOException {
    SortedSet<String> named = found(IN_FXML, ".fxml");
    assertFalse(named.isEmpty());

    named.removeAll(keys);

    assertEquals(new TreeSet<>(), named);
  }

  @Test
  void noScreenHasWordsOfItsOwn() throws IOException {
    assertEquals(new TreeSet<>(), found(WORDS_IN_FXML, ".fxml"));
  }

  @Test
  void everyTextThatACallNamesExists() throws IOException {
    SortedSet<String> named = found(CALL, ".java");
    assertTrue(named.contains("link.connecting"), "calls are found");

    named.removeAll(keys);

    assertEquals(new TreeSet<>(), named);
  }

  /** A literal that begins as keys do is one: keys are chosen by conditions and handed on. */
  @Test
  void everyLiteralThatLooksLikeAKeyIsOne() throws IOException {
    SortedSet<String> beginnings =
        keys.stream()
            .filter(key -> key.indexOf('.') > 0)
            .map(key -> key.substring(0, key.indexOf('.') + 1))
            .collect(toCollection(TreeSet::new));
    SortedSet<String> literals = found(LITERAL, ".java");
    literals.removeIf(literal -> beginnings.stream().noneMatch(literal::startsWith));
    literals.removeIf(literal -> FILE_NAME.matcher(literal).matches());
    assertTrue(literals.contains("keys.send"), "literals are found");

    literals.removeAll(keys);

    assertEquals(new TreeSet<>(), literals);
  }

  @Test
  void everyTextIsUsed() throws IOException {
    SortedSet<String> unused = new TreeSet<>(keys);
    unused.removeAll(found(LITERAL, ".java"));
    unused.removeAll(found(IN_FXML, ".fxml"));

    assertEquals(new TreeSet<>(), unused);
  }

  @Test
  void noTextIsThereTwice() throws IOException {
    List<String> lines =
        Files.readAllLines(MAIN.resolve("resources/chat/parley/desktop/ui/texts.properties"))
            .stream()
            .filter(line -> line.contains(" = "))
            .map(line -> line.substring(0, line.indexOf(" = ")))
            .toList();

    assertEquals(List.copyOf(keys), lines.stream().sorted().toList());
  }

  @Test
  void argumentsAreGivenWhereATextHasAPlaceForThem() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String source : read(".java")) {
      CALL.matcher(source)
          .results()
          .filter(this::isWrong)
          .map(MatchResult::group)
          .forEach(wrong::add);
    }

    assertEquals(List.of(), wrong);
  }

  private boolean isWrong(MatchResult call) {
    boolean given = call.group(2).equals(",");
    return keys.contains(call.group(1)) && given != pattern(call.group(1)).contains("{");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 1_000})
  void everyTextCanBeFilledIn(int number) {
    for (String key : keys) {
      String pattern = pattern(key);
      if (pattern.contains("{")) {
        String filled = texts.get(key, arguments(pattern, number));
        assertFalse(filled.contains("{"), key + ": " + filled);
        assertFalse(pattern.contains("'"), key + ": a quote stands for itself only if doubled");
      } else {
        assertFalse(pattern.contains("''"), key + ": nothing is filled in here");
      }
      assertEquals(pattern.strip(), pattern, key);
      assertFalse(pattern.isEmpty(), key);
    }
  }

  /** One for each place: a number where one is to be counted, else a word. */
  private static Object[] arguments(String pattern, int number) {
    Format[] formats = new MessageFormat(pattern, Locale.UK).getFormatsByArgumentIndex();
    Object[] arguments = new Object[formats.length];
    for (int i = 0; i < formats.length; i++) {
      boolean counts = formats[i] instanceof NumberFormat || formats[i] instanceof ChoiceFormat;
      arguments[i] = counts ? Integer.valueOf(number) : "word";
    }
    return arguments;
  }
}
