package chat.parley.desktop.ui.main;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.desktop.testing.HandWindow;
import chat.parley.desktop.testing.OddServer;
import chat.parley.desktop.testing.OpenSession;
import chat.parley.desktop.testing.TestTexts;
import chat.parley.desktop.ui.Failures;
import chat.parley.desktop.ui.conversation.ConversationViewModel.Older;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page of the past that cannot be had while the server is there. */
class PageThatFailsTest {
  @TempDir private Path folder;
  private final HandWindow window = new HandWindow();
  private final List<Throwable> told = new ArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();

  /** A room with one message and one before it, which can be had at the second attempt only. */
  private OddServer server(int failure) {
    return new OddServer() {
      @Override
      protected void answer(String path, OutputStream out) throws IOException {
        if (!path.startsWith("/api/history")) {
          super.answer(path, out);
        } else if (!path.contains("&before=")) {
          say(out, 200, page(2, true));
        } else if (asked.incrementAndGet() == 1) {
          say(out, failure, Map.of("status", "error", "code", "odd", "detail", "Not now."));
        } else {
          say(out, 200, page(1, false));
        }
      }
    };
  }

  private static Map<String, Object> page(int number, boolean more) {
    return Map.of(
        "room",
        "general",
        "messages",
        List.of(
            Map.of(
                "id",
                new UUID(0x4000, 0x8000_0000_0000_0000L + number).toString(),
                "sender",
                "bob",
                "text",
                Integer.toString(number),
                "timestamp",
                1_700_000_000 + number,
                "room",
                "general")),
        "status",
        "success",
        "has_more",
        more,
        "cursor",
        "c");
  }

  private MainViewModel follow(OpenSession alice) {
    return new MainViewModel(
        alice.session(),
        new MainViewModel.Setting(
            TestTexts.british(),
            new Failures(window, told::add),
            Instant::now,
            Locale.UK,
            window,
            false,
            _ -> {},
            "alice"::equals,
            () -> null));
  }

  private void untilOlder(MainViewModel model, Older expected) {
    window.until(
        "above stands " + expected, () -> model.conversation().olderProperty().get() == expected);
  }

  private void askAndWait(int failure, List<String> expected) {
    MainViewModel[] model = new MainViewModel[1];
    try (OddServer server = server(failure);
        OpenSession alice =
            new OpenSession(
                folder,
                "alice",
                Integer.parseInt(server.address().replaceAll(".*:", "")),
                window,
                update -> model[0].update(update))) {
      model[0] = follow(alice);
      alice.session().start();
      window.until("it is online", () -> model[0].link().onlineProperty().get());
      model[0].open("general");
      untilOlder(model[0], Older.MORE);
      model[0].conversation().loadOlder();
      untilOlder(model[0], Older.OUT_OF_REACH);

      model[0].tick();
      untilOlder(model[0], expected.size() == 1 ? Older.OUT_OF_REACH : Older.NONE);

      assertEquals(
          expected, model[0].conversation().items().stream().map(item -> item.text()).toList());
      assertEquals(expected.size(), asked.get());
      assertEquals(List.of(), told);
    }
  }

  @Test
  void isAskedForAgainAsTimePasses() {
    askAndWait(500, List.of("1", "2"));
  }

  @Test
  void isNotAskedForAgainWhereTheServerRefusedIt() {
    askAndWait(404, List.of("2"));
  }
}
