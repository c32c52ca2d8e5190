package chat.parley.desktop.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.text.RichText.Block;
import chat.parley.desktop.text.RichText.Break;
import chat.parley.desktop.text.RichText.BulletList;
import chat.parley.desktop.text.RichText.Code;
import chat.parley.desktop.text.RichText.Inline;
import chat.parley.desktop.text.RichText.Item;
import chat.parley.desktop.text.RichText.Link;
import chat.parley.desktop.text.RichText.NumberedList;
import chat.parley.desktop.text.RichText.Paragraph;
import chat.parley.desktop.text.RichText.Plain;
import chat.parley.desktop.text.RichText.Quote;
import chat.parley.desktop.text.RichText.Rule;
import chat.parley.desktop.text.RichText.Style;
import chat.parley.desktop.text.RichText.Symbol;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
  private static final Style BOLD = new Style(true, false, false, false);
  private static final Style ITALIC = new Style(false, true, false, false);
  private static final Style STRUCK = new Style(false, false, true, false);
  private static final Style CODE = new Style(false, false, false, true);

  private static Inline plain(String text) {
    return new Plain(text, Style.NONE);
  }

  private static Block paragraph(Inline... inlines) {
    return new Paragraph(List.of(inlines));
  }

  private static void assertReads(String markdown, Block... blocks) {
    assertEquals(List.of(blocks), Markdown.parse(markdown).blocks());
  }

  @Test
  void theEndOfALineEndsALine() {
    assertReads("one\ntwo", paragraph(plain("one"), new Break(), plain("two")));
  }

  @Test
  void charactersHaveStyles() {
    assertReads(
        "**bold** *italic* ~~struck~~ `code` ***both***",
        paragraph(
            new Plain("bold", BOLD),
            plain(" "),
            new Plain("italic", ITALIC),
            plain(" "),
            new Plain("struck", STRUCK),
            plain(" "),
            new Plain("code", CODE),
            plain(" "),
            new Plain("both", new Style(true, true, false, false))));
  }

  @Test
  void aSingleTildeSaysAbout() {
    assertReads("~5 or ~6 ~~~", paragraph(plain("~5 or ~6 ~~~")));
  }

  @Test
  void headingsAreBoldParagraphs() {
    assertReads("# Plan\nfirst", paragraph(new Plain("Plan", BOLD)), paragraph(plain("first")));
  }

  @Test
  void htmlIsText() {
    assertReads(
        "<b>x</b>\n\n<script>alert(1)</script>",
        paragraph(plain("<b>x</b>")),
        paragraph(plain("<script>alert(1)</script>")));
  }

  @Test
  void codeKeepsItsLinesAndItsName() {
    assertReads("```java\nint a;\n\n  b();\n```", new Code("int a;\n\n  b();", "java"));
  }

  @Test
  void quotesAndListsHoldBlocks() {
    assertReads(
        "> said\n\n- one\n- two\n\n7. seven",
        new Quote(List.of(paragraph(plain("said")))),
        new BulletList(
            List.of(
                new Item(List.of(paragraph(plain("one")))),
                new Item(List.of(paragraph(plain("two")))))),
        new NumberedList(7, List.of(new Item(List.of(paragraph(plain("seven")))))));
  }

  @Test
  void aThematicBreakIsARule() {
    assertReads("a\n\n---\nb", paragraph(plain("a")), new Rule(), paragraph(plain("b")));
  }

  @Test
  void addressesAreLinks() {
    assertReads(
        "see http://192.168.1.7:8080/a?b=c, or bob@example.org",
        paragraph(
            plain("see "),
            new Link(
                List.of(plain("http://192.168.1.7:8080/a?b=c")),
                URI.create("http://192.168.1.7:8080/a?b=c")),
            plain(", or "),
            new Link(List.of(plain("bob@example.org")), URI.create("mailto:bob@example.org"))));
  }

  @Test
  void aLinkKeepsItsTargetBesideItsLabel() {
    assertReads(
        "[**my** bank](https://evil.example/)",
        paragraph(
            new Link(
                List.of(new Plain("my", BOLD), plain(" bank")),
                URI.create("https://evil.example/"))));
  }

  @Test
  void anImageIsALinkToIt() {
    URI cat = URI.create("https://example.org/cat.png");
    assertReads(
        "![a cat](https://example.org/cat.png)", paragraph(new Link(List.of(plain("a cat")), cat)));
    assertReads(
        "![](https://example.org/cat.png)",
        paragraph(new Link(List.of(plain("https://example.org/cat.png")), cat)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[x](javascript:alert(1))",
        "[x](file:///etc/passwd)",
        "[x](/relative)",
        "[x]()",
        "![x](data:image/png;base64,AA== \"title\")",
        "<ftp://example.org>",
        "smb://server/share",
        "[x](mailto:a@b.example?attach=/etc/passwd)",
        "http://",
        "[note]: tomorrow",
        "#",
        ">",
        "-",
        "```",
      })
  void whatIsNoLinkStaysAsItWasWritten(String text) {
    assertReads(text, paragraph(plain(text)));
  }

  @Test
  void aRefusedLinkThatSpansLinesKeepsThem() {
    assertReads(
        "> [a\n> b](x:y)",
        new Quote(List.of(paragraph(plain("[a"), new Break(), plain("b](x:y)")))));
  }

  @Test
  void emojiArePicturesExceptInCode() {
    Emoji smile = Emojis.named("smile").orElseThrow();
    assertReads(
        "hi 😄 :smile: `:smile: 😄` 10:30:45",
        paragraph(
            plain("hi "),
            new Symbol(smile),
            plain(" "),
            new Symbol(smile),
            plain(" "),
            new Plain(":smile: 😄", CODE),
            plain(" 10:30:45")));
  }

  @Test
  void anAddressHoldsNoShortcodes() {
    String address = "http://host/:smile:/x";
    assertReads(address, paragraph(new Link(List.of(plain(address)), URI.create(address))));
  }

  @Test
  void oneToThreeEmojiAloneAreLarge() {
    assertTrue(Markdown.parse("😄").isEmojiOnly());
    assertTrue(Markdown.parse(" 👍🏽 :tada: 🇫🇷 ").isEmojiOnly());
    assertFalse(Markdown.parse("😄😄😄😄").isEmojiOnly());
    assertFalse(Markdown.parse("ok 😄").isEmojiOnly());
    assertFalse(Markdown.parse("> 😄").isEmojiOnly());
    assertFalse(Markdown.parse("ok").isEmojiOnly());
  }

  @Test
  void plainTextIsWhatItSays() {
    assertEquals(
        "Plan\nsee this 😄\na\nb\none\ncode",
        Markdown.parse("# Plan\nsee [this](http://x.example) :smile:\n> a\nb\n- one\n\n    code")
            .text());
  }
}
