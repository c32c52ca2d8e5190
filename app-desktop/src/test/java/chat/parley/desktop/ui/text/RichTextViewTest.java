package chat.parley.desktop.ui.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.theme.PrimerLight;
import chat.parley.desktop.text.Markdown;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javafx.css.PseudoClass;
import javafx.event.Event;
import javafx.geometry.NodeOrientation;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RichTextViewTest {
  private static final double WIDTH_PX = 300;

  private final List<URI> opened = new ArrayList<>();

  @BeforeAll
  static void startTheToolkit() throws InterruptedException {
    FxThread.start();
  }

  private RichTextView view(String markdown) throws Exception {
    return FxThread.call(() -> {
      RichTextView view = new RichTextView(Markdown.parse(markdown), "Copy", opened::add);
      Scene scene = new Scene(new StackPane(view), WIDTH_PX, 400);
      scene.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
      scene.getStylesheets().add(RichTextView.stylesheet());
      scene.getRoot().applyCss();
      scene.getRoot().layout();
      return view;
    });
  }

  private static <T extends Node> List<T> all(Node root, Class<T> type) {
    return root.lookupAll("*").stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static String text(Node node) {
    return String.join("", all(node, Text.class).stream().map(Text::getText).toList());
  }

  private static MouseEvent click() {
    return new MouseEvent(
        MouseEvent.MOUSE_CLICKED,
        0,
        0,
        0,
        0,
        MouseButton.PRIMARY,
        1,
        false,
        false,
        false,
        false,
        true,
        false,
        false,
        false,
        false,
        true,
        null);
  }

  private static KeyEvent enter() {
    return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false);
  }

  @Test
  void stylesAreStyleClasses() throws Exception {
    RichTextView view = view("**a** *b* ~~c~~ `d`");

    Text bold = (Text) view.lookup(".rich-bold");
    Text code = (Text) view.lookup(".rich-code");
    assertTrue(bold.getFont().getStyle().contains("Bold"), bold.getFont().toString());
    assertTrue(((Text) view.lookup(".rich-struck")).isStrikethrough());
    assertFalse(code.getFont().getFamily().equals(bold.getFont().getFamily()));
    assertEquals(1, view.lookupAll(".rich-code-ground").size());
  }

  @Test
  void linesInOneStyleAreOneNode() throws Exception {
    assertEquals(1, all(view("one\ntwo\nthree"), Text.class).size());
  }

  @Test
  void aLinkIsOpenedByAClickAndByEnter() throws Exception {
    RichTextView view = view("see [**my** page](https://example.org/a) or http://b.example/");
    URI page = URI.create("https://example.org/a");
    List<Node> links = List.copyOf(view.lookupAll(".rich-link"));

    FxThread.call(() -> {
      Event.fireEvent(links.get(1), click());
      Event.fireEvent(links.get(0), enter());
      Event.fireEvent(links.get(2), click());
      return null;
    });

    assertEquals(3, links.size());
    assertEquals(List.of(page, page, URI.create("http://b.example/")), opened);
    assertEquals(2, links.stream().filter(Node::isFocusTraversable).count());
    assertEquals(AccessibleRole.HYPERLINK, links.getFirst().getAccessibleRole());
    assertEquals(page.toString(), links.getFirst().getAccessibleHelp());
  }

  @Test
  void emojiAreAsLargeAsTheFontAsks() throws Exception {
    RichTextView view = view("hi 😄");
    EmojiView emoji = all(view, EmojiView.class).getFirst();

    assertEquals(19, emoji.getFitHeight());
    assertEquals("smiling face with open mouth and smiling eyes", emoji.getAccessibleText());
    FxThread.call(() -> {
      view.setStyle("-fx-font-size: 28px");
      view.applyCss();
      return null;
    });
    assertEquals(38, emoji.getFitHeight());
  }

  @Test
  void emojiAloneAreLarge() throws Exception {
    EmojiView emoji = all(view("👍🏽 🎉"), EmojiView.class).getFirst();

    assertEquals(40, emoji.getFitHeight());
    assertEquals("thumbs up sign, medium skin tone", emoji.getAccessibleText());
  }

  @Test
  void allEmojiShareOneSheet() throws Exception {
    List<EmojiView> emoji = all(view("😄 🎉 👍"), EmojiView.class);

    assertEquals(1, emoji.stream().map(EmojiView::getImage).distinct().count());
    assertEquals(3, emoji.stream().map(EmojiView::getViewport).distinct().count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "abcdefghij",
        "שלום ",
        "א",
        "مرحبا بكم ",
        "م",
        "नमस्ते ",
        "ภาษาไทย",
        "e\u0301",
        "a שלום 😄 `שלום`, ",
        "🎉",
        "漢字",
      })
  void textOfAnyScriptIsBrokenIntoLinesOfItsWidth(String unit) throws Exception {
    String text = "- " + unit.repeat(200 / unit.length()) + "\n\n`" + unit.repeat(60) + "`";
    RichTextView view = view("> " + text + "\n\n" + text + "\n\n```\n" + text + "\n```");

    double height = FxThread.call(() -> view.prefHeight(WIDTH_PX));
    assertTrue(height > 200, "height " + height);
    for (Text node : all(view, Text.class)) {
      double right = node.localToScene(node.getLayoutBounds()).getMaxX();
      boolean isSpace = node.getText().isBlank();
      assertTrue(isSpace || right <= WIDTH_PX + 1, node.getText() + " ends at " + right);
    }
    // The narrowest a window, or a question about its smallest size, can make it.
    assertTrue(FxThread.call(() -> view.prefHeight(1)) > height);
    assertEquals(0, FxThread.call(() -> view.minWidth(-1)));
  }

  @Test
  void anyTextIsLaidOutAtAnyWidth() throws Exception {
    String[] pieces =
        "> |- |1. |*|**|~~|`|```\n|\n|\n\n|[a|](http://x.example)|שלום|مرحبا|नमस्ते|e\u0301|😄|👍🏽| |, |(|word|\u200F|\u0301|12|\t|#"
            .split("\\|", -1);
    Random random = new Random(7);
    for (int round = 0; round < 150; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(50); i >= 0; i--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      RichTextView view = view(text.toString());
      double width = random.nextInt((int) WIDTH_PX);
      double height =
          FxThread.call(() -> {
            view.resize(width, 400);
            view.layout();
            return view.prefHeight(width);
          });
      assertTrue(height >= 0, text::toString);
    }
  }

  @Test
  void aRightToLeftParagraphBeginsAtTheRight() throws Exception {
    RichTextView view = view("שלום alice");
    Text first = all(view, Text.class).getFirst();

    assertTrue(first.localToScene(first.getLayoutBounds()).getMaxX() > WIDTH_PX - 2);
  }

  @Test
  void aRightToLeftListHasItsBulletsAtTheRight() throws Exception {
    RichTextView view = view("- שלום");

    assertEquals(
        NodeOrientation.RIGHT_TO_LEFT,
        Objects.requireNonNull(view.lookup(".rich-list")).getNodeOrientation());
    Text bullet = (Text) view.lookup(".rich-marker");
    assertTrue(bullet.localToScene(bullet.getLayoutBounds()).getMinX() > WIDTH_PX / 2);
  }

  @Test
  void numbersGoOnFromTheFirst() throws Exception {
    List<String> markers =
        view("998. a\n1. b").lookupAll(".rich-marker").stream()
            .map(node -> ((Text) node).getText())
            .toList();

    assertEquals(List.of("998.", "999."), markers);
  }

  @Test
  void aBlockOfCodeIsCopiedByItsButton() throws Exception {
    RichTextView view = view("```\nint a;\n```");
    Button copy = assertInstanceOf(Button.class, view.lookup(".rich-copy"));

    String copied =
        FxThread.call(() -> {
          copy.fire();
          return Clipboard.getSystemClipboard().getString();
        });

    assertEquals("Copy", copy.getText());
    assertEquals("int a;", copied);
  }

  @Test
  void theCopyButtonShowsWhereItIsPointedAt() throws Exception {
    RichTextView view = view("```\nint a;\n```");
    Button copy = assertInstanceOf(Button.class, view.lookup(".rich-copy"));

    assertEquals(0, copy.getOpacity());
    FxThread.call(() -> {
      Objects.requireNonNull(view.lookup(".rich-code-block"))
          .pseudoClassStateChanged(PseudoClass.getPseudoClass("hover"), true);
      view.applyCss();
      return null;
    });
    assertEquals(1, copy.getOpacity());
  }

  @Test
  void aViewShowsOneTextAfterAnother() throws Exception {
    RichTextView view = view("one");

    FxThread.call(() -> {
      view.show(Markdown.parse("two"));
      return null;
    });

    assertEquals("two", text(view));
  }

  @Test
  void flowsAreAsHighAsTheirLines() throws Exception {
    RichTextView view = view("word ".repeat(60));
    TextFlow flow = all(view, TextFlow.class).getFirst();

    assertTrue(flow.getHeight() > 80, "height " + flow.getHeight());
  }
}
