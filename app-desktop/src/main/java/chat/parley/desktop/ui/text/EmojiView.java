package chat.parley.desktop.ui.text;

import chat.parley.desktop.text.Emoji;
import java.util.List;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.css.CssMetaData;
import javafx.css.FontCssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.geometry.Rectangle2D;
import javafx.scene.AccessibleRole;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.text.Font;

/** The picture of an emoji, as large as the font around it asks for; may stand within text. */
public final class EmojiView extends ImageView {
  /** How large an emoji is within text, in the sizes of its font. */
  public static final double IN_TEXT_EM = 1.35;

  /** How large it is where it stands alone: 40 px at the usual 14 px. */
  public static final double ALONE_EM = 40 / 14.0;

  private static final int CELL_PX = 32;

  /** A cell has a transparent border of one pixel. */
  private static final int PITCH_PX = CELL_PX + 2;

  /** Which part of it stands above the baseline, so that it is level with the letters. */
  private static final double ABOVE_BASELINE = 0.79;

  /** Decoded once, in the background, when the first emoji is shown: 18 MB of pixels. */
  private static final class Sheet {
    static final Image IMAGE =
        new Image(
            String.valueOf(EmojiView.class.getResource("/chat/parley/desktop/emoji/sheet-32.png")),
            true);
  }

  private static final FontCssMetaData<EmojiView> FONT =
      new FontCssMetaData<>("-fx-font", Font.getDefault()) {
        @Override
        public boolean isSettable(EmojiView view) {
          return !view.font.isBound();
        }

        @Override
        public StyleableProperty<Font> getStyleableProperty(EmojiView view) {
          return view.font;
        }
      };

  private static final List<CssMetaData<? extends Styleable, ?>> CSS_META_DATA =
      Stream.concat(ImageView.getClassCssMetaData().stream(), Stream.of(FONT)).toList();

  private final SimpleStyleableObjectProperty<Font> font =
      new SimpleStyleableObjectProperty<>(FONT, this, "font", Font.getDefault());

  /**
   * @param em how large, in the sizes of the font around it
   */
  public EmojiView(Emoji emoji, double em) {
    super(Sheet.IMAGE);
    setViewport(
        new Rectangle2D(
            emoji.column() * PITCH_PX + 1, emoji.row() * PITCH_PX + 1, CELL_PX, CELL_PX));
    setSmooth(true);
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setAccessibleText(emoji.name());
    resize(font.get(), em);
    font.subscribe(changed -> resize(changed, em));
  }

  private void resize(Font around, double em) {
    double size = Math.round(around.getSize() * em);
    setFitWidth(size);
    setFitHeight(size);
  }

  /** The font around it, which style sheets set. */
  ObjectProperty<Font> fontProperty() {
    return font;
  }

  /** The sheet that all of them are cut from. */
  static Image sheet() {
    return Sheet.IMAGE;
  }

  @Override
  public double getBaselineOffset() {
    return getFitHeight() * ABOVE_BASELINE;
  }

  @Override
  public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
    return CSS_META_DATA;
  }
}
