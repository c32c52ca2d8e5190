package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlainSelectorTest {
  private final PlainSelector plain =
      new PlainSelector(new ServerConnector(new Server()).getSelectorManager(), 0);
  private final List<Pipe> pipes = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private Selector selector;

  @BeforeEach
  void open() throws IOException {
    selector = Selector.open();
  }

  @AfterEach
  void close() throws IOException {
    selector.close();
    for (Pipe pipe : pipes) {
      pipe.source().close();
      pipe.sink().close();
    }
  }

  /** Reads by itself, or not. */
  private class Reading implements PlainSelector.InPlace {
    @Override
    public boolean readInPlace(SelectionKey key) {
      done.add("read " + key.readyOps());
      return true;
    }

    @Override
    public void close(Throwable why) {
      done.add("closed by " + why.getMessage());
    }
  }

  /** There is something to read for this. */
  private SelectionKey ready(Object attachment) throws IOException {
    Pipe pipe = Pipe.open();
    pipes.add(pipe);
    pipe.source().configureBlocking(false);
    assertEquals(1, pipe.sink().write(ByteBuffer.wrap(new byte[1])));
    return pipe.source().register(selector, SelectionKey.OP_READ, attachment);
  }

  @Test
  void leavesToJettyWhatIsNotReadHere() throws IOException {
    var _ = ready(new Reading());
    assertEquals(0, plain.nioSelect(selector, true));
    assertEquals(List.of("read 1"), done);

    SelectionKey jettys = ready("Jetty's");
    SelectionKey declined =
        ready(
            new Reading() {
              @Override
              public boolean readInPlace(SelectionKey key) {
                return false;
              }
            });
    assertTrue(plain.nioSelect(selector, true) >= 2);
    assertTrue(selector.selectedKeys().containsAll(List.of(jettys, declined)));
  }

  @Test
  void oneThatIsEndedByAnotherThatIsFoundWithItDoesNoHarm() throws IOException {
    List<SelectionKey> keys = new ArrayList<>();
    Reading endsTheOther =
        new Reading() {
          @Override
          public boolean readInPlace(SelectionKey key) {
            keys.stream().filter(other -> !other.equals(key)).forEach(SelectionKey::cancel);
            return super.readInPlace(key);
          }
        };
    keys.add(ready(endsTheOther));
    keys.add(ready(endsTheOther));

    assertEquals(0, plain.nioSelect(selector, true));
    assertEquals(List.of("read 1"), done, "the other is gone");
  }

  @Test
  void onlyTheOneThatFailsSuffersFromThat() throws IOException {
    var _ =
        ready(
            new Reading() {
              @Override
              public boolean readInPlace(SelectionKey key) {
                throw new LinkageError("its own");
              }
            });
    var _ = ready(new Reading());

    assertEquals(0, plain.nioSelect(selector, true));
    done.sort(null);
    assertEquals(List.of("closed by its own", "read 1"), done);
  }
}
