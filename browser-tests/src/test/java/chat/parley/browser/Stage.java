package chat.parley.browser;

import chat.parley.server.access.Access;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * What a test plays on: servers, lines and browsers, all gone after it. A test has failed if a
 * browser complained; of one that failed there is a picture of every tab.
 *
 * <p>One thread uses it.
 */
final class Stage implements BeforeEachCallback, AfterEachCallback {
  private static final Path FAILURES = Path.of("target", "failures");

  private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
  private final List<Visitor> visitors = new ArrayList<>();
  private Optional<Chromium> chromium = Optional.empty();

  @Override
  public void beforeEach(ExtensionContext context) {
    chromium =
        Optional.of(
            context
                .getRoot()
                .getStore(Namespace.create(Stage.class))
                .computeIfAbsent(Chromium.class, key -> new Chromium(), Chromium.class));
  }

  /** A server in this process with nothing in it, where a name is enough. */
  ChatServer server() {
    return server(Access.OPEN);
  }

  ChatServer server(Access access) {
    return keep(ChatServer.on(folder(), access));
  }

  /** A server that encrypts, and that no browser knows. */
  ChatServer encryptedServer() {
    return keep(ChatServer.encrypted(folder()));
  }

  /** One with times of its messages that a test moves. */
  ChatServer server(HandClock clock) {
    return server(clock, Access.OPEN);
  }

  ChatServer server(HandClock clock, Access access) {
    return keep(ChatServer.on(folder(), clock, access));
  }

  /** A server that can be killed. */
  ServerProcess serverProcess() {
    return keep(new ServerProcess(folder()));
  }

  /** A line to a server's port. */
  Line line(int serverPort) {
    return keep(new Line(serverPort));
  }

  /** Somebody with a usual browser on a usual screen. */
  Visitor visitor(String address) {
    return visitor(address, Visitor.Setup.DESK);
  }

  Visitor visitor(String address, Visitor.Setup setup) {
    Visitor visitor = keep(Visitor.of(chromium.orElseThrow(), address, setup));
    visitors.add(visitor);
    return visitor;
  }

  /** Lets something go with the test. */
  <T extends AutoCloseable> T keep(T closeable) {
    toClose.push(closeable);
    return closeable;
  }

  private Path folder() {
    try {
      Path folder = Files.createTempDirectory("parley-browser");
      toClose.push(() -> delete(folder));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    List<String> complaints = new ArrayList<>();
    boolean failed = context.getExecutionException().isPresent();
    try {
      for (Visitor visitor : visitors) {
        visitor.listen();
        complaints.addAll(visitor.complaints().open());
      }
      if (failed || !complaints.isEmpty()) {
        takePictures(context);
      }
    } finally {
      for (AutoCloseable closeable : toClose) {
        closeable.close();
      }
    }
    if (!complaints.isEmpty()) {
      AssertionError error = new AssertionError("A browser complained: " + complaints);
      if (failed) {
        context.getExecutionException().orElseThrow().addSuppressed(error);
      } else {
        throw error;
      }
    }
  }

  private void takePictures(ExtensionContext context) {
    String name = context.getRequiredTestClass().getSimpleName() + "-" + context.getDisplayName();
    int number = 0;
    for (Visitor visitor : visitors) {
      for (Page tab : visitor.tabs()) {
        Path file = FAILURES.resolve(name.replaceAll("[^A-Za-z0-9]+", "-") + "-" + number + ".png");
        number++;
        try {
          tab.screenshot(new Page.ScreenshotOptions().setPath(file).setTimeout(5_000));
        } catch (PlaywrightException e) {
          context.publishReportEntry("no picture", file.getFileName() + ": " + e);
        }
      }
    }
  }
}
