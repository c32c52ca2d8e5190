package chat.parley.desktop.sync;

import chat.parley.desktop.testing.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Something that listens at an address and does byte for byte what a test says, on a connection of
 * its own for each request.
 */
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Script script;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = Collections.synchronizedSet(new HashSet<>());

  /** What is done with a request: its first line, and where the answer goes. */
  @FunctionalInterface
  interface Script {
    void answer(String request, OutputStream out) throws IOException;
  }

  ScriptedServer(Script script) throws IOException {
    this.script = script;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Await.THREADS.execute(this::accept);
  }

  /** Answers every request with the same. */
  static ScriptedServer saying(String head, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String whole =
        head + "\r\nContent-Length: " + bytes.length + "\r\nConnection: close\r\n\r\n" + body;
    return new ScriptedServer((_, out) -> out.write(whole.getBytes(StandardCharsets.UTF_8)));
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** The first lines of the requests so far. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** How many connections are open. */
  int connections() {
    return open.size();
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
      String first = String.valueOf(in.readLine());
      int length = 0;
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
          length = Integer.parseInt(line.substring(15).strip());
        }
      }
      int left = length;
      while (left > 0 && in.read() >= 0) {
        left--;
      }
      requests.add(first);
      script.answer(first, socket.getOutputStream());
    } catch (IOException e) {
      // The client went away, which tests look at from its side.
    } finally {
      open.remove(socket);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : List.copyOf(open)) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
