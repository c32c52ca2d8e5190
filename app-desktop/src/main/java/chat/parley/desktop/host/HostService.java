package chat.parley.desktop.host;

import chat.parley.model.ClientId;
import chat.parley.server.Surroundings;
import chat.parley.server.sqlite.UnusableDataException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the server on this computer, on every address it has, and watches by which of them others
 * reach it and who is connected.
 *
 * <p>Everything happens on one thread of its own, in the order in which it was asked for; no call
 * but {@link #close} waits. The listener is called on that thread and must return soon.
 */
public final class HostService implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HostService.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(3);
  private static final long CLOSE_MAX_SECONDS = 10;

  private final Surroundings around;
  private final Predicate<ClientId> isThisApp;
  private final Consumer<HostState> listener;
  private final Computer computer;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("host").factory());
  private volatile HostState state = new HostState.Stopped();
  private volatile @Nullable String ownerToken;
  private volatile @Nullable SelfChecker checker; // made by the thread, when there is what to ask

  // For the thread only:
  private @Nullable Hosting hosting;
  private int starts;

  /**
   * What the service takes from the computer.
   *
   * @param addresses those at which others may reach it, the likeliest first
   * @param firstPort the first of the ports to try
   */
  record Computer(Supplier<List<LanAddress>> addresses, int firstPort, Duration lookEvery) {}

  /**
   * @param around for the server; its own listener to fatal failures is told of them, too
   * @param isThisApp which clients are this app itself, and not to be listed; called on the
   *     service's thread
   * @param listener told of every change
   */
  public HostService(
      Surroundings around, Predicate<ClientId> isThisApp, Consumer<HostState> listener) {
    this(
        around,
        isThisApp,
        listener,
        new Computer(LanAddresses::all, JoinLink.DEFAULT_PORT, LOOK_EVERY));
  }

  HostService(
      Surroundings around,
      Predicate<ClientId> isThisApp,
      Consumer<HostState> listener,
      Computer computer) {
    this.around = around;
    this.isThisApp = isThisApp;
    this.listener = listener;
    this.computer = computer;
    long period = computer.lookEvery().toMillis();
    var _ =
        thread.scheduleWithFixedDelay(
            () -> attempt(this::lookAgain), period, period, TimeUnit.MILLISECONDS);
  }

  /**
   * What shows the server that one is its owner, null while none runs. It is a secret. Any thread
   * may ask.
   */
  public @Nullable String ownerToken() {
    return ownerToken;
  }

  /** How it stands. Any thread may ask. */
  public HostState state() {
    return state;
  }

  /**
   * Starts the server, unless one runs already.
   *
   * @param data the folder it keeps its data in, made if need be
   * @param preferredPort the one it had the last time, so that links go on working; 0 if there is
   *     none. If it is taken, the first free one from {@value JoinLink#DEFAULT_PORT} on.
   * @return how it went: {@link HostState.Running} or {@link HostState.Failed}
   */
  public CompletableFuture<HostState> start(Path data, int preferredPort) {
    return onThread(() -> {
      if (hosting == null) {
        become(new HostState.Starting());
        become(started(data, preferredPort));
        lookAgain();
      }
    });
  }

  /**
   * Stops the server, if one runs: what was sent is stored, and every open poll is answered.
   *
   * @return {@link HostState.Stopped}
   */
  public CompletableFuture<HostState> stop() {
    return onThread(() -> {
      closeServer();
      become(new HostState.Stopped());
    });
  }

  /** Takes this of the candidates for the links, as long as it is there. */
  public CompletableFuture<HostState> choose(LanAddress address) {
    return onThread(() -> {
      if (hosting != null) {
        hosting.choose(address);
        ask(hosting);
        become(hosting.state());
      }
    });
  }

  /** Lists the addresses and asks again whether the server answers, now and not in a while. */
  public CompletableFuture<HostState> checkAgain() {
    return onThread(() -> {
      if (hosting != null) {
        hosting.askSoon();
        lookAgain();
      }
    });
  }

  private HostState started(Path data, int preferredPort) {
    starts++;
    int thisStart = starts;
    try {
      hosting =
          Hosting.open(
              data,
              Ports.toTry(preferredPort, computer.firstPort()),
              around.withOnFatal(sentence -> storageFailed(thisStart, sentence)));
      hosting.found(computer.addresses().get());
      ownerToken = hosting.ownerToken();
      return hosting.state();
    } catch (UnusableDataException e) {
      return failed(
          e.isInUse() ? HostState.Reason.FOLDER_IN_USE : HostState.Reason.FOLDER_UNUSABLE, e);
    } catch (BindException e) {
      return failed(HostState.Reason.NO_PORT, e);
    } catch (RuntimeException | LinkageError e) { // SQLite's own library cannot be loaded, say
      log.error("The server could not be started", e);
      closeServer();
      return failed(HostState.Reason.OTHER, e);
    }
  }

  private static HostState failed(HostState.Reason reason, Throwable why) {
    return new HostState.Failed(
        reason, why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage());
  }

  /** Called by the server, on a thread of its own. */
  private void storageFailed(int start, String sentence) {
    around.onFatal().accept(sentence);
    var _ =
        onThread(() -> {
          if (start == starts && hosting != null) {
            closeServer();
            become(new HostState.Failed(HostState.Reason.STORAGE_FAILED, sentence));
          }
        });
  }

  private void closeServer() {
    Hosting running = hosting;
    hosting = null;
    ownerToken = null;
    if (running != null) {
      try {
        running.server().close();
      } catch (RuntimeException e) {
        log.error("The server did not stop as it should", e);
      }
    }
  }

  private void lookAgain() {
    Hosting running = hosting;
    if (running == null) {
      return;
    }
    running.found(computer.addresses().get());
    running.listClients(isThisApp);
    ask(running);
    become(running.state());
  }

  /** Asks whether the server answers, if it is time to. */
  private void ask(Hosting running) {
    String link = running.linkToAsk();
    if (link != null) {
      SelfChecker asking = checker;
      if (asking == null) {
        asking = new SelfChecker();
        checker = asking;
      }
      var _ =
          asking
              .check(link, running.server()::isOwn, running.server().instance())
              .thenAcceptAsync(result -> attempt(() -> answered(running, link, result)), thread);
    }
  }

  private void answered(Hosting running, String link, SelfCheck result) {
    running.answered(link, result);
    if (running == hosting) {
      become(running.state());
    }
  }

  private void become(HostState next) {
    if (!next.equals(state)) {
      state = next;
      attempt(() -> listener.accept(next));
    }
  }

  /** A defect, in a listener perhaps, must not end the watching. */
  private static void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.error("A task of the hosting failed; it goes on", e);
    }
  }

  private CompletableFuture<HostState> onThread(Runnable work) {
    CompletableFuture<HostState> done = new CompletableFuture<>();
    try {
      thread.execute(() -> {
        try {
          attempt(work);
        } finally {
          done.complete(state);
        }
      });
    } catch (RejectedExecutionException e) {
      log.debug("The service is closed: {}", e.getMessage());
      done.complete(state);
    }
    return done;
  }

  /** Stops the server if one runs, waits until it has stopped, and ends the service's thread. */
  @Override
  public void close() {
    var _ = stop();
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_MAX_SECONDS, TimeUnit.SECONDS)) {
        log.warn("The server did not stop within {} s", CLOSE_MAX_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    SelfChecker asked = checker;
    if (asked != null) {
      asked.close();
    }
  }
}
