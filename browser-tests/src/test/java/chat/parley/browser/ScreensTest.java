package chat.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.server.access.Access;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every screen, light and dark: pictures for people to look at, and what can be judged without. */
@Tag("browser")
class ScreensTest {
  private static final Path PICTURES = Path.of("target", "pictures");
  private static final boolean WITH_PICTURES =
      Boolean.parseBoolean(System.getProperty("parley.pictures", "true"));

  /** A screen at one width: whether its picture is taken, and whether axe-core looks at it. */
  private record Look(int width, int height, boolean picture, boolean axe) {}

  private static final List<Look> DESK =
      List.of(
          new Look(1280, 800, true, true),
          new Look(768, 800, true, false),
          new Look(1600, 900, true, false));
  private static final List<Look> PHONE =
      List.of(new Look(390, 844, false, true), new Look(360, 740, true, false));

  @RegisterExtension final Stage stage = new Stage();

  @ParameterizedTest
  @EnumSource(Screen.class)
  void everyScreenFitsItsWindowAndBarsNobody(Screen screen) {
    HandClock clock = FewDaysOfTalk.morning();
    ChatServer server = stage.server(clock, screen.access());
    if (screen.access() == Access.OPEN) {
      FewDaysOfTalk.furnish(server, clock);
    }
    List<String> faults = new ArrayList<>();
    boolean alsoForDesks = screen.isFor(DESK.getFirst().width());
    if (alsoForDesks) {
      look(screen, server, Visitor.Setup.DESK, DESK, true, faults);
    }
    look(screen, server, Visitor.Setup.PHONE, PHONE, !alsoForDesks, faults);
    assertEquals(List.of(), faults);
  }

  /** A phone has the colours of a desk: where both show a screen they are looked at once. */
  private void look(
      Screen screen,
      ChatServer server,
      Visitor.Setup setup,
      List<Look> looks,
      boolean darkColours,
      List<String> faults) {
    Line line = stage.line(server.port());
    Visitor visitor = stage.visitor(line.atLocalhost(), setup);
    visitor.complaints().allowOutages();
    visitor.complaints().allow("status of 4(01|03|04|10|22)");
    // Some screens are those of a page that came over the network.
    visitor.complaints().allow("request to another origin: http://" + LanAddress.find());
    ChatPage page = screen.show(new Screen.Set(server, line, visitor));
    for (Look look : looks) {
      page.page().setViewportSize(look.width(), look.height());
      for (boolean dark : List.of(false, true)) {
        page.viewport().setSystemDark(dark);
        page.viewport().rest();
        String where = "%d-%s".formatted(look.width(), dark ? "dark" : "light");
        if (!page.viewport().fitsWidth()) {
          faults.add(where + ": wider than the window");
        }
        if (look.picture() && WITH_PICTURES) {
          Path file = PICTURES.resolve(screen.title() + "-" + where + ".png");
          page.page().screenshot(new Page.ScreenshotOptions().setPath(file));
        }
        if (look.axe() && (darkColours || !dark)) {
          // What does not depend on the colours is looked at once.
          List<String> found = dark ? Axe.contrastFaults(page.page()) : Axe.faults(page.page());
          found.forEach(fault -> faults.add(where + ": " + fault));
        }
      }
    }
    visitor.listen();
    page.page().close();
  }
}
