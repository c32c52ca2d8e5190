package chat.parley.desktop.ui.text;

/** The style classes that rich-text.css knows. */
final class Styles {
  static final String TEXT = "rich-text";
  static final String FLOW = "rich-flow";
  static final String BOLD = "rich-bold";
  static final String ITALIC = "rich-italic";
  static final String STRUCK = "rich-struck";
  static final String CODE = "rich-code";
  static final String CODE_GROUND = "rich-code-ground";
  static final String CODE_BLOCK = "rich-code-block";
  static final String COPY = "rich-copy";
  static final String LINK = "rich-link";
  static final String TARGET = "rich-target";
  static final String QUOTE = "rich-quote";
  static final String LIST = "rich-list";
  static final String ITEM = "rich-item";
  static final String MARKER = "rich-marker";
  static final String MARKER_FLOW = "rich-marker-flow";
  static final String RULE = "rich-rule";

  private Styles() {}
}
