package chat.parley.desktop.fault;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.replica.Replica;
import chat.parley.desktop.replica.ReplicaException;
import chat.parley.desktop.replica.RoomSummary;
import chat.parley.desktop.sync.ChatListener;
import chat.parley.desktop.sync.ChatSession;
import chat.parley.desktop.sync.Link;
import chat.parley.desktop.sync.ServerApi;
import chat.parley.desktop.sync.Surroundings;
import chat.parley.model.ClientId;
import chat.parley.model.Message;
import chat.parley.model.SenderName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The app without its windows, to be killed. It reads orders ({@code send <room> <text>}, {@code
 * try}), and says what happened: {@code kept <room> <text>} when a message is on disk, {@code back
 * <room> <text>} when it has come back from the server, {@code online}, and {@code problem <text>}
 * for what must not happen.
 */
public final class AppMain {
  private AppMain() {}

  /** The arguments are the replica's file and the server's port. */
  public static void main(String[] arguments) throws Exception {
    try (Replica replica = Replica.open(Path.of(arguments[0]), Clock.systemUTC());
        ChatSession session =
            new ChatSession(
                new ServerApi(URI.create("http://127.0.0.1:" + arguments[1]), System::nanoTime),
                replica.server("the server"),
                SenderName.of("alice"),
                ClientId.of("alice"),
                new Teller(),
                Surroundings.real(RandomGenerator.getDefault()).withoutToolkit())) {
      session.start();
      obey(session);
    }
  }

  private static void obey(ChatSession session) throws IOException {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      String[] order = line.split(" ", 3);
      switch (order[0]) {
        case "send" -> send(session, order[1], order[2]);
        case "try" -> session.tryNow();
        default -> say("problem unknown order " + line);
      }
    }
  }

  private static void send(ChatSession session, String room, String text) {
    var _ =
        session
            .send(room, text)
            .whenComplete((entry, failure) -> {
              if (failure == null) {
                say("kept " + room + " " + text);
              } else if (!isFull(failure)) {
                say("problem " + failure);
              }
            });
  }

  /** More was written than is kept for sending: the person's text stays in its box. */
  private static boolean isFull(Throwable failure) {
    return failure.getCause() instanceof ReplicaException refused
        && refused.kind() == ReplicaException.Kind.OUTBOX_FULL;
  }

  /** One line, all of it or nothing. */
  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  private static final class Teller implements ChatListener {
    @Override
    public void linkChanged(Link link) {
      if (link instanceof Link.Online) {
        say("online");
      } else {
        say((link instanceof Link.Stopped ? "problem " : "link ") + link);
      }
    }

    @Override
    public void roomsChanged(List<RoomSummary> rooms) {
      // What is in a room counts here, not what a list says of it.
    }

    @Override
    public void messagesArrived(String room, List<Message> messages) {
      messages.forEach(message -> say("back " + room + " " + message.text()));
    }

    @Override
    public void outboxChanged(String room, List<OutboxEntry> entries) {
      entries.stream()
          .filter(entry -> entry.state() == OutboxEntry.State.FAILED)
          .forEach(entry -> say("problem " + entry));
    }

    @Override
    public void messagesDeleted(String room, Set<UUID> ids) {}

    @Override
    public void membersChanged(String room) {}

    @Override
    public void roomForgotten(String room) {}

    @Override
    public void startedOver() {
      // Told at the first visit.
    }
  }
}
