package chat.parley.bench.subject;

import chat.parley.bench.load.Exchange;
import chat.parley.bench.load.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Who uses this server: whoever likes, or people with names, each with a token. */
final class People {
  private static final byte[] TOKEN = "\"token\":\"".getBytes(StandardCharsets.ISO_8859_1);
  private static final String BEARER = "Bearer ";
  private static final int RUNS = 1_000_000;

  private final Function<String, Person> names;

  /**
   * Somebody.
   *
   * @param authorization the header's value; empty without a token
   */
  record Person(String name, String authorization) {
    /** A line of a request, with its end; empty without a token. */
    String line() {
      return authorization.isEmpty() ? "" : "Authorization: " + authorization + "\r\n";
    }
  }

  private People(Function<String, Person> names) {
    this.names = names;
  }

  /** Nobody needs a token. */
  static People guests() {
    return new People(name -> new Person(name, ""));
  }

  /**
   * Each is let in with a name that nobody has had.
   *
   * @param port where
   * @param ownerToken the file with the token of whoever lets them in, there once the server is
   */
  static People named(int port, Path ownerToken) {
    InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    Requests requests = new Requests(port, false);
    String run = "n" + new SplittableRandom().nextInt(RUNS) + "-";
    AtomicInteger given = new AtomicInteger();
    return new People(begin -> {
      String name = run + begin + "-" + given.incrementAndGet();
      try (Exchange exchange = new Exchange(server)) {
        String body = "{\"name\":\"" + name + "\"}";
        Person owner = new Person("", BEARER + Files.readString(ownerToken).strip());
        Response response =
            exchange.ask(requests.post("/api/join", "application/json", body, owner.line()));
        Requests.expect(response);
        String token = response.quotedAfter(TOKEN);
        if (token == null) {
          throw new IllegalStateException("There is no token in " + response);
        }
        return new Person(name, BEARER + token);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  /** Somebody new. */
  Person person(String name) {
    return names.apply(name);
  }
}
