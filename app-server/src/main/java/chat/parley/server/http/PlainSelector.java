package chat.parley.server.http;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;

/**
 * Looks at the network, and has polls read in the order in which it finds them, without Jetty's
 * sets and tasks. Whatever else there is Jetty finds by a look of its own.
 */
final class PlainSelector extends ManagedSelector {
  private final Consumer<SelectionKey> found = this::found;
  private boolean others; // touched by the thread that looks at the network only

  PlainSelector(SelectorManager manager, int id) {
    super(manager, id);
  }

  /** How many Jetty has to look after. */
  @Override
  protected int nioSelect(Selector selector, boolean now) throws IOException {
    others = false;
    var _ = now ? selector.selectNow(found) : selector.select(found);
    return others ? selector.selectNow() : 0; // what is not read is still there
  }

  private void found(SelectionKey key) {
    boolean isRead = key.attachment() instanceof PlainEndPoint end && end.readInPlace(key);
    others |= !isRead;
  }
}
