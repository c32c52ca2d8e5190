package chat.parley.server.cli;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What SIGINT and SIGTERM do: the first ends the program in order, with the status that a shell
 * expects, 128 and the signal's number; a second ends it at once. Left alone, a Java machine takes
 * no notice of a second one. It is asked by reflection, because the compiler warns of {@code
 * sun.misc.Signal} whatever one says to it; where that is not to be had all stays as it was.
 */
final class Signals {
  private static final Logger log = LoggerFactory.getLogger(Signals.class);
  private static final int STATUS_BASE = 128;

  private Signals() {}

  static void endTwice() {
    AtomicBoolean ending = new AtomicBoolean();
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object end =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (_, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  int number = (int) signal.getMethod("getNumber").invoke(arguments[0]);
                  end(STATUS_BASE + number, ending);
                }
                return null;
              });
      for (String name : List.of("INT", "TERM")) {
        var _ =
            signal
                .getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), end);
      }
    } catch (ReflectiveOperationException e) {
      log.debug("Signals are left to the Java machine: {}", e.getClass().getName());
    }
  }

  private static void end(int status, AtomicBoolean ending) {
    if (ending.compareAndSet(false, true)) {
      System.exit(status); // returns never; the machine calls a handler on a thread of its own
    } else {
      Runtime.getRuntime().halt(status);
    }
  }
}
