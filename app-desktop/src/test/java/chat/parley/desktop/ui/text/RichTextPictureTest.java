package chat.parley.desktop.ui.text;

import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import atlantafx.base.theme.Theme;
import chat.parley.desktop.text.Markdown;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.VBox;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Draws a sample of everything, for people to look at: target/pictures. */
class RichTextPictureTest {
  private static final Path PICTURES = Path.of("target", "pictures");
  private static final List<String> SAMPLES =
      List.of(
          """
          Hello **alice**, *how* are you? ~~Fine~~ Great 😄 and `git push --force` is `not` it 👍🏽
          A second line with 👨‍👩‍👧‍👦, 🇫🇷 and 1️⃣ in it, long enough to wrap at the right edge of the window 🎉.
          Text without any picture, to compare the distance of its lines with that above, wraps too.\
          """,
          """
          # Plan for today
          See [the **page** 📄](https://example.org/plan) or http://192.168.1.7:8080/rooms?x=1

          1. Buy milk `2 l`
          2. Call *bob*
             - on his phone
             - or at work, but not before nine, since nobody is there and the answering machine is full
          10. Sleep

          ---
          - 🍎 apples
          - pears\
          """,
          """
          > What someone said, with `code` and a [link](http://x.example)
          > > and what they answered
          >
          > - one
          > - two

          Sure!\
          """,
          """
          ```java
          static int sum(int... numbers) {
            return Arrays.stream(numbers).sum(); // a line which is much too long for the width that is there
          }
          ```
          and after it\
          """,
          "שלום **alice**, מה שלומך? 😄 ראה https://example.org/ תודה רבה לך על הכול, hello big world, ועוד שורה אחת ארוכה מאוד (באמת) מספיק כדי לעבור שורה.\n\n- אחד\n- שניים\n\n> ציטוט",
          "Hindi नमस्ते दुनिया, and cafe\u0301 and ภาษาไทย ".repeat(3),
          "An_endless_word_" + "abcdefghij".repeat(18),
          "`" + "an_endless_code_".repeat(10) + "`",
          "Z" + "\u0301\u0489\u035C".repeat(40) + "algo, and \u202Enot turned round",
          "😄",
          "👍🏽 🎉 🏴󠁧󠁢󠁥󠁮󠁧󠁿");

  @BeforeAll
  static void startTheToolkit() throws InterruptedException {
    FxThread.start();
  }

  static Stream<Theme> themes() {
    return Stream.of(new PrimerLight(), new PrimerDark());
  }

  @ParameterizedTest
  @MethodSource("themes")
  void everythingIsDrawn(Theme theme) throws Exception {
    CompletableFuture<Void> loaded = new CompletableFuture<>();
    var _ =
        FxThread.call(() ->
            EmojiView.sheet()
                .progressProperty()
                .subscribe(progress -> {
                  if (progress.doubleValue() >= 1) {
                    loaded.complete(null);
                  }
                }));
    loaded.get(30, TimeUnit.SECONDS);
    WritableImage image =
        FxThread.call(() -> {
          VBox all = new VBox(16);
          all.setPadding(new Insets(16));
          all.setStyle("-fx-background-color: -color-bg-default");
          for (String sample : SAMPLES) {
            all.getChildren().add(new RichTextView(Markdown.parse(sample), "Copy", _ -> {}));
          }
          Scene scene = new Scene(all, 560, 1280);
          scene.setUserAgentStylesheet(theme.getUserAgentStylesheet());
          scene.getStylesheets().add(RichTextView.stylesheet());
          return scene.snapshot(null);
        });

    Files.createDirectories(PICTURES);
    Path file = PICTURES.resolve("rich-text-" + theme.getName().replace(' ', '-') + ".png");
    assertTrue(ImageIO.write(buffered(image), "png", file.toFile()));
  }

  private static BufferedImage buffered(WritableImage image) {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    PixelReader reader = Objects.requireNonNull(image.getPixelReader());
    BufferedImage buffered = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        buffered.setRGB(x, y, reader.getArgb(x, y));
      }
    }
    return buffered;
  }
}
