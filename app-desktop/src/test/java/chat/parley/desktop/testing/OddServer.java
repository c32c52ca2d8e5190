package chat.parley.desktop.testing;

import chat.parley.model.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A server that says what no real one would: whatever a test has it say. Unless told otherwise it
 * is a chat with the rooms and messages it was given, whose polls bring nothing.
 */
public class OddServer implements AutoCloseable {
  private static final String CURSOR = "c";

  private final ServerSocket listener;
  private final Set<Socket> open = Collections.synchronizedSet(new HashSet<>());
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Map<String, Object>> messages = new CopyOnWriteArrayList<>();
  private final List<String> rooms = new CopyOnWriteArrayList<>(List.of("general"));

  public OddServer() {
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is; from now on it answers there. */
  public String address() {
    if (!begun.getAndSet(true)) { // not before, as a test may say more of what it answers
      Await.THREADS.execute(this::accept);
    }
    return "127.0.0.1:" + listener.getLocalPort();
  }

  public OddServer room(String name) {
    rooms.add(name);
    return this;
  }

  /** Has a message in a room's past, with a time in seconds. */
  public OddServer message(String room, String sender, String text, Object seconds) {
    messages.add(
        Map.of(
            "id",
            new UUID(0x4000, 0x8000_0000_0000_0000L + messages.size()).toString(),
            "sender",
            sender,
            "text",
            text,
            "timestamp",
            seconds,
            "room",
            room));
    return this;
  }

  public OddServer message(String sender, String text) {
    return message("general", sender, text, 1_700_000_000 + messages.size());
  }

  /** Answers a request; what it writes is sent as it is. */
  protected void answer(String path, OutputStream out) throws IOException {
    if (path.startsWith("/health")) {
      say(out, 200, Map.of("status", "healthy"));
    } else if (path.startsWith("/api/access")) {
      say(out, 200, Map.of("access", "open", "sign_up", false));
    } else if (path.startsWith("/api/rooms")) {
      say(
          out,
          200,
          Map.of("rooms", rooms.stream().map(OddServer::listed).toList(), "status", "ok"));
    } else if (path.startsWith("/api/history")) {
      String room =
          URLDecoder.decode(path.replaceAll(".*[?&]room=([^&]*).*", "$1"), StandardCharsets.UTF_8);
      say(
          out,
          200,
          Map.of(
              "room",
              room,
              "messages",
              path.contains("&before=") || path.contains("&after=")
                  ? List.of()
                  : messages.stream().filter(m -> room.equals(m.get("room"))).toList(),
              "status",
              "ok",
              "has_more",
              false,
              "cursor",
              CURSOR));
    } else if (path.startsWith("/api/poll")) {
      hold();
    } else {
      say(out, 404, Map.of());
    }
  }

  /** Says nothing until it is closed. */
  protected final void hold() {
    until(closed);
  }

  /** Says nothing until something has happened. */
  protected static void until(CountDownLatch happened) {
    try {
      happened.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, Object> listed(String name) {
    return Map.of("room", name, "message_count", 1, "last_activity", 1_700_000_000);
  }

  /** A whole reply. */
  protected static void say(OutputStream out, int status, Object body) throws IOException {
    byte[] bytes =
        body instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : Json.bytes(body);
    out.write(
        ("HTTP/1.1 "
                + status
                + " X\r\nConnection: close\r\nContent-Length: "
                + bytes.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.flush();
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        Socket socket = listener.accept();
        open.add(socket);
        Await.THREADS.execute(() -> serve(socket));
      }
    } catch (IOException e) {
      // It was closed, which is how a test ends it.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      String[] words = String.valueOf(in.readLine()).split(" ", -1);
      int length = 0;
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
          length = Integer.parseInt(line.substring(15).strip());
        }
      }
      for (int left = length; left > 0 && in.read() >= 0; left--) {}
      answer(words.length > 1 ? words[1] : "", socket.getOutputStream());
    } catch (IOException e) {
      // The client went away, which tests look at from its side.
    } finally {
      open.remove(socket);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      listener.close();
      for (Socket socket : new ArrayList<>(open)) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
