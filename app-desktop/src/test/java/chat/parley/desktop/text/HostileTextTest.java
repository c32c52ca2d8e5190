package chat.parley.desktop.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.text.RichText.Block;
import chat.parley.desktop.text.RichText.Inline;
import chat.parley.desktop.text.RichText.Link;
import chat.parley.desktop.text.RichText.Paragraph;
import chat.parley.model.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileTextTest {
  /** Generous for a busy machine; an algorithm that is quadratic or worse takes seconds. */
  private static final Duration BOUND = Duration.ofSeconds(30);

  @BeforeAll
  static void readOnceForTheClassesToBeLoaded() {
    Markdown.parse("> [a](http://b.example) **c** :smile:");
    Emojis.replaceShortcodes(":smile:");
  }

  static Stream<String> floods() {
    return Stream.of(
            ">",
            "> ",
            "[",
            "![",
            "]",
            "*",
            "**a ",
            "*_",
            "_*a ",
            "a**b c* ",
            "~~",
            "~~a ~~",
            "`",
            "` `` ``` ",
            "<",
            "<a ",
            "<!--",
            "<?",
            "<![CDATA[",
            "<!A ",
            "<a b='",
            "<http:",
            "- ",
            "-\n",
            "1. ",
            "1) a\n",
            "- a\n  ",
            "    ",
            "\t",
            "\\",
            "&",
            "&#x202E;",
            "[a](",
            "[a](<",
            "[](http://a",
            "[a]: b\n",
            "[a][b]",
            "![[]()",
            "http://",
            "http://a.b/",
            "a@b.c ",
            "a@",
            "www.",
            "mailto:",
            ":",
            ":a",
            ":smile:",
            "👨‍",
            "👨",
            "🇦",
            "1\uFE0F",
            "#",
            "# ",
            "a\n",
            "a\n\n",
            "a\n=\n",
            "```\n",
            "~~~a\n",
            "e\u0301\u0302\u0303",
            "\u0301",
            "\u202E",
            "|",
            "\u0000",
            "\r",
            "*a*")
        .map(unit -> unit.repeat(Limits.TEXT_MAX_BYTES / unit.length()));
  }

  static Stream<String> compounds() {
    int half = Limits.TEXT_MAX_BYTES / 2;
    return Stream.of(
        "*".repeat(half) + "a" + "*".repeat(half - 1),
        "*_".repeat(half / 2) + "a" + "_*".repeat(half / 2 - 1),
        "**_".repeat(half / 3) + "a" + "_**".repeat(half / 3),
        "[".repeat(half) + "a" + "]".repeat(half - 1),
        "![".repeat(half / 4) + "a" + "](u)".repeat(half / 4),
        "- ".repeat(half / 2) + "\n".repeat(half),
        "- ".repeat(half / 2) + "a\n" + " ".repeat(half),
        ">".repeat(half) + "a\n" + "a\n".repeat(half / 2 - 1),
        "[a]: <http://h/" + "x".repeat(half) + ">\n" + "[a]".repeat(half / 3 - 10),
        "[a]: <http://h/" + "x".repeat(2000) + ">\n" + "[a]".repeat(4500),
        "x".repeat(Limits.TEXT_MAX_BYTES),
        "א".repeat(half));
  }

  @ParameterizedTest
  @MethodSource({"floods", "compounds"})
  void anyTextIsReadInABoundedTimeAndDepth(String text) {
    long start = System.nanoTime();
    RichText rich = Markdown.parse(text);
    String sent = Emojis.replaceShortcodes(text);
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertTrue(took.compareTo(BOUND) < 0, () -> "took " + took.toMillis() + " ms");
    assertNotNull(sent);
    assertNotNull(rich.text());
    assertTrue(depth(rich.blocks()) <= Markdown.MAX_OPEN_BLOCKS + 1);
    assertTrue(breadth(rich.blocks()) <= Markdown.MAX_PIECES + 1);
  }

  @Test
  void anyMixOfMarksIsRead() {
    String[] marks =
        ("> |- |1. |* |_|**|~~|`|```|\n|\n\n|[|](|)|]: |<|>|!|# |---|    |\t|\\|&amp;|&#xD800;|:|"
                + "http://|a@b.c|smile|😄|\u200D|\uFE0F|\u0301|\u202E|א|b| |\r\n|\u2028|1\u20E3")
            .split("\\|", -1);
    Random random = new Random(20_25);
    for (int round = 0; round < 1500; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(60); i >= 0; i--) {
        text.append(marks[random.nextInt(marks.length)]);
      }
      String shown = Markdown.parse(text.toString()).text();
      assertTrue(
          shown.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE),
          () -> "a lone surrogate from " + text);
      assertFalse(shown.contains("\u202E"));
      assertNotNull(Emojis.replaceShortcodes(text.toString()));
    }
  }

  @Test
  void marksPastTheDeepestBlockAreText() {
    RichText rich = Markdown.parse("> ".repeat(30) + "a");

    assertTrue(rich.text().endsWith("> > a"), rich.text());
  }

  @Test
  void towersOfCombiningMarksAreCutDown() {
    assertEquals(
        "Z" + "\u0301".repeat(6) + "a", Markdown.parse("Z" + "\u0301".repeat(500) + "a").text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u202Eabc\u202C", "&#x202E;abc", "\u2067abc\u2069", "\u202Dabc"})
  void directionsAreNotOverridden(String text) {
    assertEquals("abc", Markdown.parse(text).text());
  }

  @Test
  void directionsAreNotOverriddenInCodeAndLinks() {
    assertEquals("abc", Markdown.parse("`a\u202Ebc`").text());
    assertEquals("abc", Markdown.parse("```\na\u2066bc\n```").text());
    assertEquals("abc", Markdown.parse("[a\u202Ebc](http://x.example)").text());
  }

  @Test
  void controlCharactersAreShownAsUnknown() {
    assertEquals("a\uFFFDb\uFFFD", Markdown.parse("a\u0007b\u0000").text());
    assertEquals("\uFFFD", Markdown.parse("&#xD800;").text());
  }

  @ParameterizedTest
  @CsvSource({
    "[x](https://example.org/a\u202Eb), https://example.org/a%E2%80%AEb",
    "https://example.org/a\u202Eb, https://example.org/a%E2%80%AEb",
    "[x](https://bücher.example/ü), https://xn--bcher-kva.example/%C3%BC",
    "http://pc_7:80/100%, http://pc_7:80/100%25",
    "http://x.example/#/room/#a, http://x.example/#/room/%23a",
    "[x](HTTP://X/a|b), HTTP://X/a%7Cb",
    "[x](http://[fe80::1]:80/[a]), http://[fe80::1]:80/%5Ba%5D",
  })
  void targetsAreAscii(String text, String target) {
    Paragraph paragraph = (Paragraph) Markdown.parse(text).blocks().getFirst();
    Link link = assertInstanceOf(Link.class, paragraph.inlines().getFirst());

    assertEquals(target, link.target().toString());
  }

  private static int depth(List<Block> blocks) {
    return blocks.stream().mapToInt(block -> 1 + depth(inside(block))).max().orElse(0);
  }

  private static int breadth(List<Block> blocks) {
    return blocks.stream()
        .mapToInt(block ->
            breadth(inside(block))
                + (block instanceof Paragraph(List<Inline> inlines)
                    ? (int) inlines.stream().filter(HostileTextTest::isSymbol).count()
                    : 1))
        .sum();
  }

  private static boolean isSymbol(Inline inline) {
    return inline instanceof RichText.Symbol || inline instanceof Link;
  }

  private static List<Block> inside(Block block) {
    return switch (block) {
      case RichText.Quote(List<Block> blocks) -> blocks;
      case RichText.BulletList(List<RichText.Item> items) -> flat(items);
      case RichText.NumberedList(int _, List<RichText.Item> items) -> flat(items);
      case Paragraph _, RichText.Code _, RichText.Rule _ -> List.of();
    };
  }

  private static List<Block> flat(List<RichText.Item> items) {
    return items.stream().flatMap(item -> item.blocks().stream()).toList();
  }
}
