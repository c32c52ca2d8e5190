package chat.parley.bench.subject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** CometD's long polling on Jetty, as a Java program of its own. */
public final class CometD implements Subject {
  @Override
  public String name() {
    return "CometD";
  }

  @Override
  public String keeps() {
    return "what waits for a client that is there, in memory";
  }

  @Override
  public boolean keepsOverRestart() {
    return false;
  }

  @Override
  public boolean keepsPlaces() {
    return false;
  }

  @Override
  public Optional<String> missing() {
    return Optional.empty();
  }

  @Override
  public Running start(Path folder, int port, boolean browser) throws IOException {
    return Running.start(
        Running.java(
            List.of("-Xmx2g"), CometDServer.class.getName(), List.of(Integer.toString(port))),
        folder,
        port,
        new CometDDialect(new Requests(port, browser)),
        Optional.empty());
  }
}
