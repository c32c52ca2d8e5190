package chat.parley.desktop.ui.conversation;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.text.Markdown;
import chat.parley.desktop.text.RichText;
import chat.parley.desktop.ui.Icons;
import chat.parley.desktop.ui.NameAvatar;
import chat.parley.desktop.ui.NameBadge;
import chat.parley.desktop.ui.Texts;
import chat.parley.desktop.ui.Tip;
import chat.parley.desktop.ui.text.ComplexText;
import chat.parley.desktop.ui.text.RichTextView;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** A row of the timeline as it is seen: what stands before it, who wrote it, and the text. */
final class MessageRow extends VBox {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final double BUBBLE_MAX_WIDTH = 640;
  private static final double AVATAR = 36;
  private static final double LINE_GAP = 8;
  private static final double OTHER_SIDE = 52; // where the time is seen while one points at a row
  private static final String ASIDE = "aside";

  private final TimelineItem item;
  private final RowContext context;

  MessageRow(TimelineItem item, RowContext context) {
    this.item = item;
    this.context = context;
    getStyleClass().add("message-row");
    if (item.mark().day()) {
      getChildren()
          .add(
              divider(
                  context
                      .texts()
                      .day(
                          item.time().atZone(context.texts().zone()).toLocalDate(),
                          context.today().get()),
                  "day"));
    }
    if (item.mark().fresh()) {
      getChildren().add(divider(context.texts().get("timeline.new"), "fresh"));
    }
    getChildren().add(item.own() ? own() : others());
    setAccessibleRole(AccessibleRole.LIST_ITEM);
    setAccessibleText(spoken());
    setOnContextMenuRequested(event -> {
      ContextMenu menu = menu();
      if (!menu.getItems().isEmpty()) {
        menu.show(this, event.getScreenX(), event.getScreenY());
      }
      event.consume();
    });
  }

  TimelineItem item() {
    return item;
  }

  void setChosen(boolean chosen) {
    pseudoClassStateChanged(CHOSEN, chosen);
  }

  private String spoken() {
    Texts texts = context.texts();
    String words = item.deleted() ? texts.get("timeline.deleted") : item.text();
    String who = item.guest() ? texts.get("guest.spoken", item.sender()) : item.sender();
    String said = texts.get("timeline.spoken", who, texts.time(item.time()), words);
    String fate = fateText();
    return fate == null ? said : said + " " + fate;
  }

  private static Node divider(String words, String kind) {
    Label label = new Label(words);
    label.getStyleClass().add("divider-label");
    HBox box = new HBox(line(), label, line());
    box.getStyleClass().addAll("divider", kind);
    box.setAlignment(Pos.CENTER);
    return box;
  }

  private static Region line() {
    Region line = new Region();
    line.getStyleClass().add("divider-line");
    HBox.setHgrow(line, Priority.ALWAYS);
    return line;
  }

  private Node others() {
    VBox stack = new VBox(2);
    Node left;
    if (item.mark().first()) {
      left = NameAvatar.of(item.sender());
      Label who = new Label(item.sender());
      who.getStyleClass().addAll("who", NameBadge.colour(item.sender()));
      who.setMinWidth(0);
      HBox meta = new HBox(8, who);
      if (item.guest()) {
        Label guest = new Label(context.texts().get("guest"));
        guest.getStyleClass().add("guest-word");
        guest.setMinWidth(Region.USE_PREF_SIZE);
        meta.getChildren().add(guest);
      }
      meta.getChildren().add(time("time"));
      meta.setAlignment(Pos.BASELINE_LEFT);
      stack.getChildren().add(meta);
    } else {
      Region gap = new Region();
      gap.setMinWidth(AVATAR);
      gap.setPrefWidth(AVATAR);
      left = gap;
    }
    HBox line = new HBox(LINE_GAP, bubble());
    line.setAlignment(Pos.CENTER_LEFT);
    if (!item.mark().first()) {
      line.getChildren().add(time(ASIDE));
    }
    stack.getChildren().add(line);
    if (item.mark().first()) {
      stack.setPadding(new Insets(0, OTHER_SIDE, 0, 0));
    }
    HBox.setHgrow(stack, Priority.ALWAYS);
    HBox row = new HBox(10, left, stack);
    row.setFillHeight(false);
    row.setAlignment(Pos.TOP_LEFT);
    return styled(row);
  }

  private Node own() {
    VBox stack = new VBox(2);
    stack.setAlignment(Pos.TOP_RIGHT);
    if (item.mark().first() && !item.failed()) {
      stack.getChildren().add(time("time"));
    }
    HBox line = new HBox(LINE_GAP);
    line.setAlignment(Pos.BOTTOM_RIGHT);
    if (!item.mark().first()) {
      line.getChildren().add(time(ASIDE));
    }
    if (!item.deleted()) {
      line.getChildren().add(progress());
    }
    line.getChildren().add(bubble());
    stack.getChildren().add(line);
    if (item.failed()) {
      stack.getChildren().add(failure());
    }
    if (item.mark().first()) {
      stack.setPadding(new Insets(0, 0, 0, OTHER_SIDE));
    }
    HBox.setHgrow(stack, Priority.ALWAYS);
    HBox row = new HBox(stack);
    row.setAlignment(Pos.TOP_RIGHT);
    row.getStyleClass().add("own");
    return styled(row);
  }

  private HBox styled(HBox row) {
    row.getStyleClass().add("message");
    row.getStyleClass().add(item.mark().first() ? "first" : "following");
    if (item.state() != null) {
      row.getStyleClass().add(item.state().name().toLowerCase(Locale.ROOT));
    }
    return row;
  }

  private Node bubble() {
    if (item.deleted()) {
      Label gone = new Label(context.texts().get("timeline.deleted"));
      gone.getStyleClass().add("deleted-line");
      return gone;
    }
    RichText text = Markdown.parse(item.text());
    RichTextView view =
        new RichTextView(text, context.texts().get("timeline.copy.code"), context.open());
    VBox bubble = new VBox(view);
    bubble.getStyleClass().add("bubble");
    if (text.isEmojiOnly()) {
      bubble.getStyleClass().add("bare");
    }
    bubble.setMaxWidth(BUBBLE_MAX_WIDTH);
    bubble.setMinWidth(0);
    return bubble;
  }

  private Label time(String style) {
    Label time = new Label(context.texts().time(item.time()));
    time.getStyleClass().add(style);
    time.setMinWidth(style.equals(ASIDE) ? OTHER_SIDE - LINE_GAP : Region.USE_PREF_SIZE);
    Tip.on(time, () -> context.texts().full(item.time()));
    return time;
  }

  /** How far one's own message is: a small sign beside it. */
  private Node progress() {
    FontIcon icon =
        Icons.of(
            item.state() == null
                ? Icons.SENT
                : switch (item.state()) {
                  case WAITING, SENDING -> Icons.WAITING;
                  case SENT -> Icons.SENT;
                  case FAILED -> Icons.FAILED;
                });
    icon.getStyleClass().add("progress-sign");
    StackPane sign = new StackPane(icon);
    Tip.on(
        sign,
        () -> {
          String fate = fateText();
          return fate == null ? context.texts().get("fate.sent") : fate;
        });
    return sign;
  }

  private @Nullable String fateText() {
    Texts texts = context.texts();
    if (item.state() == null) {
      return null;
    }
    return switch (item.state()) {
      case WAITING ->
          item.problem() == null
              ? texts.get("fate.waiting")
              : texts.get("fate.waiting.because", item.problem());
      case SENDING -> texts.get("fate.sending");
      case SENT -> texts.get("fate.sent");
      case FAILED -> failureText();
    };
  }

  private String failureText() {
    if (OutboxEntry.ANOTHER_SERVER.equals(item.problem())) {
      return context.texts().get("fate.another.server");
    }
    return item.problem() == null
        ? context.texts().get("fate.failed")
        : context.texts().get("fate.failed.because", item.problem());
  }

  private Node failure() {
    Label why = ComplexText.label(failureText());
    why.getStyleClass().add("failure");
    HBox choices =
        new HBox(
            2,
            choice("fate.retry", () -> context.retry().accept(item.id())),
            choice("fate.copy", () -> context.copy().accept(item.text())),
            choice("fate.delete", () -> context.discard().accept(item.id())));
    choices.setAlignment(Pos.CENTER_RIGHT);
    VBox box = new VBox(why, choices);
    box.setAlignment(Pos.TOP_RIGHT);
    return box;
  }

  private Button choice(String key, Runnable action) {
    Button button = new Button(context.texts().get(key));
    button.getStyleClass().addAll("flat", "small", "choice");
    button.setOnAction(event -> action.run());
    return button;
  }

  private ContextMenu menu() {
    Texts texts = context.texts();
    ContextMenu menu = new ContextMenu();
    if (!item.deleted()) {
      menu.getItems().add(entry(texts.get("timeline.copy"), this::copy));
    }
    if (context.deletable().test(item)) {
      menu.getItems().add(entry(texts.get("timeline.delete"), this::delete));
    }
    if (item.failed()) {
      menu.getItems()
          .addAll(
              entry(texts.get("fate.retry"), () -> context.retry().accept(item.id())),
              entry(texts.get("fate.delete"), () -> context.discard().accept(item.id())));
    }
    return menu;
  }

  /** Has the message taken away for everyone, if this person may and says so. */
  void delete() {
    if (context.deletable().test(item)) {
      context.delete().accept(item);
    }
  }

  /** Puts the text, as it was written, on the clipboard. */
  void copy() {
    context.copy().accept(item.text());
  }

  private static MenuItem entry(String words, Runnable action) {
    MenuItem entry = new MenuItem(words);
    entry.setOnAction(event -> action.run());
    return entry;
  }
}
