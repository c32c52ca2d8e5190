package chat.parley.bench.subject;

import chat.parley.bench.load.Exchange;
import chat.parley.bench.load.Response;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.random.RandomGenerator;

/** Reads of a server what it has stored, one request at a time on one connection. */
public final class Archive {
  private static final int PAGE = 50;
  private static final int LARGEST_PAGE = 100;
  private static final int OK = 200;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ObjectMapper json = new ObjectMapper();
  private final URI server;
  private final People people;

  /**
   * What a server has stored that need not be there yet.
   *
   * @param people of whom one reads it
   */
  Archive(int port, People people) {
    server = URI.create("http://localhost:" + port);
    this.people = people;
  }

  /** A room whose past is read in pages, over one connection. */
  public static final class Room implements AutoCloseable {
    private final Exchange exchange;
    private final Requests requests;
    private final People.Person reader;
    private final String name;
    private final List<String> places;

    private Room(
        Exchange exchange,
        Requests requests,
        People.Person reader,
        String name,
        List<String> places) {
      this.exchange = exchange;
      this.requests = requests;
      this.reader = reader;
      this.name = name;
      this.places = List.copyOf(places);
    }

    /** How long the newest messages took, in nanoseconds. */
    public long newest() throws IOException {
      return timed("/api/history?room=" + name + "&limit=" + PAGE);
    }

    /** How long a page from somewhere in the past took, in nanoseconds. */
    public long anywhere(RandomGenerator random) throws IOException {
      String before = places.get(random.nextInt(places.size()));
      return timed("/api/history?room=" + name + "&limit=" + PAGE + "&before=" + before);
    }

    private long timed(String target) throws IOException {
      byte[] request = requests.get(target, reader.line());
      long began = System.nanoTime();
      Response response = exchange.ask(request);
      long nanos = System.nanoTime() - began;
      Requests.expect(response);
      return nanos;
    }

    @Override
    public void close() throws IOException {
      exchange.close();
    }
  }

  /**
   * A room with many messages.
   *
   * @param ids of some of its messages, from all over its past
   */
  public Room room(String name, List<String> ids) throws IOException {
    int port = server.getPort();
    return new Room(
        new Exchange(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
        new Requests(port, false),
        people.person("reader"),
        name,
        ids);
  }

  /** The texts of all messages of a room, oldest first. */
  public List<String> texts(String room) throws IOException {
    String authorization = people.person("archivist").authorization();
    List<List<String>> pages = new ArrayList<>();
    String before = "";
    boolean more = true;
    while (more) {
      JsonNode page =
          json.readTree(
              get("/api/history?room=" + room + "&limit=" + LARGEST_PAGE + before, authorization));
      pages.addFirst(
          page.path("messages").valueStream().map(one -> one.path("text").asText()).toList());
      before = "&before=" + page.path("messages").path(0).path("id").asText();
      more = page.path("has_more").asBoolean();
    }
    return pages.stream().flatMap(List::stream).toList();
  }

  /**
   * The value of one of its metrics.
   *
   * @throws NoSuchElementException if there is none of that name
   */
  public double metric(String name) throws IOException {
    return get("/metrics", "")
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private String get(String target, String authorization) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(target));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != OK) {
        throw new IllegalStateException("The server refused " + target + ": " + response.body());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
