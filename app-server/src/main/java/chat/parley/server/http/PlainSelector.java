package chat.parley.server.http;

import chat.parley.server.logging.Words;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the network, and has polls read in the order in which it finds them, without Jetty's
 * sets and tasks. Whatever else there is Jetty finds by a look of its own.
 */
final class PlainSelector extends ManagedSelector {
  private static final Logger log = LoggerFactory.getLogger(PlainSelector.class);

  private final Consumer<SelectionKey> found = this::found;
  private boolean others; // touched by the thread that looks at the network only

  /** What may be read as soon as it is found. */
  interface InPlace {
    /** Reads what there is; false if that is left to Jetty, and then nothing was done. */
    boolean readInPlace(SelectionKey key);

    /** Ends it. */
    void close(Throwable why);
  }

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

  /** Nothing is thrown from here: for Jetty that is a broken selector, to be made anew. */
  private void found(SelectionKey key) {
    if (!(key.attachment() instanceof InPlace end)) {
      others = true;
      return;
    }
    try {
      others |= !end.readInPlace(key);
    } catch (CancelledKeyException e) {
      log.trace("A connection was ended by another that was found with it.");
    } catch (Throwable t) { // an error that only one connection may suffer from
      log.error("A connection failed by a defect", Words.without(t));
      end.close(t);
    }
  }
}
