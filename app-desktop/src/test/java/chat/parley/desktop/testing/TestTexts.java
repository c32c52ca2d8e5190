package chat.parley.desktop.testing;

import chat.parley.desktop.ui.Texts;
import java.time.ZoneOffset;
import java.util.Locale;

/** The words as tests expect them. */
public final class TestTexts {
  private TestTexts() {}

  public static Texts british() {
    return new Texts(Locale.UK, ZoneOffset.UTC);
  }
}
