package chat.parley.desktop.ui.text;

import chat.parley.desktop.text.RichText;
import chat.parley.desktop.text.RichText.Block;
import chat.parley.desktop.text.RichText.Item;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;

/**
 * Shows a message's text, as wide as it is given and as high as it needs; for the FX thread.
 *
 * <p>Its looks are in {@link #stylesheet()}, which a scene adds once.
 */
public final class RichTextView extends VBox {
  private static final String BULLET = "•";

  private final String copyLabel;
  private final Consumer<URI> open;

  /**
   * An empty view.
   *
   * @param copyLabel what the button of a block of code says
   * @param open what is done with the target of a link that someone chose
   */
  public RichTextView(String copyLabel, Consumer<URI> open) {
    this.copyLabel = copyLabel;
    this.open = open;
    getStyleClass().addAll(Styles.TEXT, systemStyle());
    setMinWidth(0);
  }

  /** A view of this text. */
  public RichTextView(RichText text, String copyLabel, Consumer<URI> open) {
    this(copyLabel, open);
    show(text);
  }

  /** The style sheet of everything in this package; it uses AtlantaFX's colours. */
  public static String stylesheet() {
    return Objects.requireNonNull(RichTextView.class.getResource("rich-text.css")).toExternalForm();
  }

  /** JavaFX's own "Monospaced" is a typewriter on some systems, and CSS takes one family only. */
  private static String systemStyle() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return system.startsWith("win")
        ? "on-windows"
        : system.startsWith("mac") ? "on-mac" : "on-unix";
  }

  /** Shows another text in the place of what it showed. */
  public void show(RichText text) {
    double emojiEm = text.isEmojiOnly() ? EmojiView.ALONE_EM : EmojiView.IN_TEXT_EM;
    getChildren().setAll(nodes(text.blocks(), emojiEm));
  }

  private List<Node> nodes(List<Block> blocks, double emojiEm) {
    return blocks.stream().map(block -> node(block, emojiEm)).toList();
  }

  private Node node(Block block, double emojiEm) {
    boolean rightToLeft = RichText.isRightToLeft(block);
    Node node =
        switch (block) {
          case RichText.Paragraph paragraph -> paragraph(paragraph, rightToLeft, emojiEm);
          case RichText.Code code -> new CodeBlock(code, copyLabel);
          case RichText.Quote(List<Block> quoted) -> box(Styles.QUOTE, nodes(quoted, emojiEm));
          case RichText.BulletList(List<Item> items) ->
              box(Styles.LIST, items.stream().map(item -> item(BULLET, item)).toList());
          case RichText.NumberedList list -> numbered(list);
          case RichText.Rule() -> box(Styles.RULE, List.of());
        };
    // Said for both directions, as the window may itself be laid out from right to left.
    node.setNodeOrientation(
        rightToLeft && !(node instanceof WordFlow)
            ? NodeOrientation.RIGHT_TO_LEFT
            : NodeOrientation.LEFT_TO_RIGHT);
    return node;
  }

  private Node paragraph(RichText.Paragraph paragraph, boolean rightToLeft, double emojiEm) {
    boolean wordByWord = InlineNodes.areComplex(paragraph.inlines());
    List<Node> nodes =
        new InlineNodes(emojiEm, rightToLeft, wordByWord, open).of(paragraph.inlines());
    return wordByWord ? new WordFlow(nodes, rightToLeft) : new Flow(nodes);
  }

  private Node numbered(RichText.NumberedList list) {
    VBox box = box(Styles.LIST, List.of());
    long number = list.start();
    for (Item item : list.items()) {
      box.getChildren().add(item(number + ".", item));
      number++;
    }
    return box;
  }

  private Node item(String marker, Item item) {
    VBox content = box(Styles.ITEM, nodes(item.blocks(), EmojiView.IN_TEXT_EM));
    HBox.setHgrow(content, Priority.ALWAYS);
    Text mark = new Text(marker);
    mark.getStyleClass().add(Styles.MARKER);
    Flow markFlow = new Flow(List.of(mark));
    markFlow.getStyleClass().add(Styles.MARKER_FLOW);
    markFlow.setMinWidth(Region.USE_PREF_SIZE);
    HBox row = new HBox(markFlow, content);
    row.setAlignment(Pos.BASELINE_LEFT);
    return row;
  }

  private static VBox box(String styleClass, List<Node> nodes) {
    VBox box = new VBox();
    box.getChildren().addAll(nodes);
    box.getStyleClass().add(styleClass);
    box.setMinWidth(0);
    return box;
  }
}
