package chat.parley.bench.subject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * No server to chat with, but a yardstick: what this machine can do in Java when nothing is
 * checked, kept or made sure of. It is asked and answers in this server's own words, byte for byte
 * as many.
 */
public final class RawNio implements Subject {
  @Override
  public String name() {
    return "raw java.nio";
  }

  @Override
  public String keeps() {
    return "the last 1,000 of a room, in memory";
  }

  @Override
  public boolean keepsOverRestart() {
    return false;
  }

  @Override
  public boolean keepsPlaces() {
    return true;
  }

  @Override
  public Optional<String> note() {
    return Optional.of(
        "raw java.nio is no chat server but a yardstick: one thread that checks nothing and keeps nothing.");
  }

  @Override
  public Optional<String> missing() {
    return Optional.empty();
  }

  @Override
  public Running start(Path folder, int port, boolean browser) throws IOException {
    return Running.start(
        Running.java(
            List.of("-Xmx1g"), RawNioServer.class.getName(), List.of(Integer.toString(port))),
        folder,
        port,
        new ParleyDialect(new Requests(port, browser), People.guests()),
        Optional.empty());
  }
}
