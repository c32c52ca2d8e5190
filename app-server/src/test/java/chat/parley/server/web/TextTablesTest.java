package chat.parley.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's texts: a table for each language, and no text that nobody asks for. */
class TextTablesTest {
  private static final Path WEB = Path.of("src/main/resources/chat/parley/web");
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
  private static final Pattern ASKED = Pattern.compile("['`]([a-z]+\\.[a-z_.]+)['`]");

  /** They are modules whose one value is also JSON. */
  private static JsonNode table(String language) throws IOException {
    String module = Files.readString(WEB.resolve("text/" + language + ".js"));
    String object = module.substring(module.indexOf('{', module.indexOf("export default")));
    return new ObjectMapper().readTree(object.substring(0, object.lastIndexOf('}') + 1));
  }

  private static Set<String> keys(JsonNode table) {
    Set<String> keys = new TreeSet<>();
    table.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  @ParameterizedTest
  @ValueSource(strings = {"de"})
  void sayTheSameThings(String language) throws IOException {
    JsonNode english = table("en");
    JsonNode other = table(language);

    assertEquals(keys(english), keys(other));
    for (String key : keys(english)) {
      assertEquals(places(english.get(key)), places(other.get(key)), key);
      assertEquals(english.get(key).isObject(), other.get(key).isObject(), key);
    }
  }

  private static Set<String> places(JsonNode text) {
    return (text.isObject() ? text.get("other") : text)
        .asText()
        .transform(words -> PLACE.matcher(words).results())
        .map((MatchResult place) -> place.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void haveAFormForEachNumber(String language) throws IOException {
    for (JsonNode text : table(language)) {
      if (text.isObject()) {
        assertEquals(Set.of("one", "other"), keys(text));
      } else {
        assertFalse(text.asText().isBlank());
      }
    }
  }

  @Test
  void haveWhatThePageAsksForAndNothingElse() throws IOException {
    Set<String> known = keys(table("en"));
    Set<String> asked = new TreeSet<>();
    List<String> prefixes = new ArrayList<>(List.of("error."));
    try (Stream<Path> files = Files.walk(WEB.resolve("page"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String source = Files.readString(file);
        ASKED.matcher(source).results().map(found -> found.group(1)).forEach(asked::add);
        Pattern.compile("`([a-z.]+\\.)\\$\\{")
            .matcher(source)
            .results()
            .map(found -> found.group(1))
            .forEach(prefixes::add);
      }
    }

    Set<String> unasked = new TreeSet<>(known);
    unasked.removeAll(asked);
    unasked.removeIf(key -> prefixes.stream().anyMatch(key::startsWith));
    assertEquals(
        Set.of(), unasked.stream().filter(key -> key.contains(".")).collect(Collectors.toSet()));
    assertTrue(known.containsAll(used(asked, known)), () -> "asked for and not there");
  }

  /** What looks like a text's name and begins like one. */
  private static Set<String> used(Set<String> asked, Set<String> known) {
    Set<String> families = known.stream().map(TextTablesTest::family).collect(Collectors.toSet());
    return asked.stream()
        .filter(key -> families.contains(family(key)) && !key.endsWith("."))
        .filter(key -> !key.endsWith(".js") && !key.endsWith(".value"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String family(String key) {
    return key.substring(0, Math.max(0, key.indexOf('.')));
  }
}
