package chat.parley.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One connection whose caller waits for each answer: for the times of single requests, in which no
 * thread is woken but the server's.
 */
public final class Exchange implements AutoCloseable {
  private static final int FIRST_CAPACITY_BYTES = 64 * 1024;
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;
  private byte[] bytes = new byte[FIRST_CAPACITY_BYTES];

  public Exchange(InetSocketAddress server) throws IOException {
    socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(server, PATIENCE_MILLIS);
  }

  /** Sends a request and waits for its answer, whose bytes hold until the next one. */
  public Response ask(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    InputStream in = socket.getInputStream();
    int length = 0;
    while (true) {
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * length);
      }
      int count = in.read(bytes, length, bytes.length - length);
      if (count < 0) {
        throw new IOException("The server closed the connection");
      }
      length += count;
      @Nullable Response response = Response.read(bytes, 0, length);
      if (response != null) {
        return response;
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
