package chat.parley.desktop.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.settings.Appearance;
import chat.parley.desktop.settings.Settings;
import chat.parley.desktop.settings.SettingsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsViewModelTest {
  @TempDir private Path folder;
  private final List<String> renamed = new ArrayList<>();
  private SettingsFile file;
  private SettingsViewModel model;

  @BeforeEach
  void open() {
    file = SettingsFile.open(folder.resolve("settings.json"));
    file.update(now -> now.withName("alice").withAppearance(Appearance.DARK).withTextPercent(110));
    model = new SettingsViewModel(file, renamed::add);
  }

  @AfterEach
  void close() {
    file.close();
  }

  @Test
  void whatHoldsIsShown() {
    model.opened();

    assertEquals("alice", model.nameProperty().get());
    assertEquals(Appearance.DARK, model.appearanceProperty().get());
    assertEquals(110, model.textPercentProperty().get());
  }

  @Test
  void aNewNameIsKeptAsItIsTidiedAndTold() {
    model.nameProperty().set("  Zoe\u0308 ");

    assertTrue(model.rename());

    assertEquals("Zo\u00eb", file.now().name());
    assertEquals("Zo\u00eb", model.nameProperty().get());
    assertEquals(List.of("Zo\u00eb"), renamed);
  }

  @Test
  void aNameThatCannotBeOneIsExplainedAndTheOldOneStays() {
    model.nameProperty().set("a/b");

    assertFalse(model.rename());
    assertTrue(model.nameProblemProperty().get().endsWith("this one has U+002F."));
    assertEquals("alice", file.now().name());
    assertEquals(List.of(), renamed);

    model.nameProperty().set("ab");
    assertEquals("", model.nameProblemProperty().get());
  }

  @Test
  void whatWasTypedAndNotTakenIsGoneWhenTheSettingsAreOpenedAgain() {
    model.nameProperty().set("a/b");
    model.rename();

    model.opened();

    assertEquals("alice", model.nameProperty().get());
    assertEquals("", model.nameProblemProperty().get());
  }

  @Test
  void theLookHoldsAtOnceAndIsKept() {
    model.appearanceProperty().set(Appearance.LIGHT);

    assertEquals(Appearance.LIGHT, file.now().appearance());
  }

  @Test
  void theTextGrowsAndShrinksInStepsWithinItsBounds() {
    model.resize(1);
    assertEquals(120, model.textPercentProperty().get());
    model.resize(-2);
    assertEquals(100, file.now().textPercent());

    model.resize(100);
    assertEquals(Settings.TEXT_MAX_PERCENT, model.textPercentProperty().get());
    model.resize(-100);
    assertEquals(Settings.TEXT_MIN_PERCENT, file.now().textPercent());
  }

  @Test
  void theUsualSizeIsOneStepAway() {
    model.usualSize();

    assertEquals(100, model.textPercentProperty().get());
    assertEquals(100, file.now().textPercent());
  }
}
