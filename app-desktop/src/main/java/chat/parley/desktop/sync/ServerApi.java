package chat.parley.desktop.sync;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.replica.PollReply;
import chat.parley.model.ClientId;
import chat.parley.model.Json;
import chat.parley.model.Limits;
import chat.parley.model.Replies;
import chat.parley.model.tls.Pin;
import chat.parley.model.tls.PinnedTrust;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server's HTTP interface, as this app uses it. Every call returns at once; its future completes
 * on a thread of the HTTP client and fails with a {@link CallFailure}, or is cancelled by who asks
 * no longer. No reply can fill the memory, and none is waited for without end.
 */
public final class ServerApi implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(8);

  /** How long any reply may take, a poll's beyond the time it may be held. */
  private static final Duration MARGIN = Duration.ofSeconds(15);

  /** More than the largest reply there is: 10,000 rooms, or 100 messages of 16 KiB, escaped. */
  private static final int REPLY_MAX_BYTES = 8 * 1024 * 1024;

  static {
    prepare();
  }

  /**
   * Sets what holds for every HTTP client of the process, which reads it at its first request: a
   * request whose connection is cut would be repeated in silence, once, and be held as long again;
   * nobody would know that the way to the server does not hold it.
   */
  public static void prepare() {
    System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
  }

  private final String base;
  private final String server;
  private final LongSupplier nanos;
  private final BooleanSupplier isThere;
  private final Supplier<@Nullable String> secret;
  private final Duration margin;
  private final ExecutorService executor;

  private final Supplier<HttpClient> maker;

  /** Made when somebody asks, on another thread, as that takes a while; guarded by this. */
  private @Nullable CompletableFuture<HttpClient> client;

  private boolean closed; // guarded by this

  /**
   * @param base the server's address, with the path of a proxy that it may be behind
   * @param nanos a clock that never runs backwards
   */
  public ServerApi(URI base, LongSupplier nanos) {
    this(base, null, nanos, () -> true);
  }

  /**
   * For a server of which more is known.
   *
   * @param pin the pin of its key: no other server is told anything; null where none is known
   * @param isThere asked before each request, by any thread: whether the server is there at all,
   *     for one that is not at times, when nobody else who answers may be taken for it
   * @throws IllegalArgumentException if there is a pin and the address is not by https
   */
  public ServerApi(URI base, @Nullable Pin pin, LongSupplier nanos, BooleanSupplier isThere) {
    this(base, pin, nanos, isThere, () -> null);
  }

  /**
   * For whoever owns a name there.
   *
   * @param secret asked before each request, by any thread: what shows whose name it is, null for
   *     nothing. It goes into a header, never into an address.
   */
  public ServerApi(
      URI base,
      @Nullable Pin pin,
      LongSupplier nanos,
      BooleanSupplier isThere,
      Supplier<@Nullable String> secret) {
    this(base, pin, nanos, isThere, secret, CONNECT, MARGIN);
  }

  ServerApi(URI base, LongSupplier nanos, Duration connect, Duration margin) {
    this(base, null, nanos, () -> true, () -> null, connect, margin);
  }

  private ServerApi(
      URI base,
      @Nullable Pin pin,
      LongSupplier nanos,
      BooleanSupplier isThere,
      Supplier<@Nullable String> secret,
      Duration connect,
      Duration margin) {
    if (pin != null && !"https".equals(base.getScheme())) {
      throw new IllegalArgumentException("A server with a known key is not asked in clear text");
    }
    this.isThere = isThere;
    this.server = base.getAuthority();
    this.secret = secret;
    this.base = base.toString().replaceAll("/+$", "") + "/";
    this.nanos = nanos;
    this.margin = margin;
    this.executor =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(connect)
            .executor(executor);
    boolean encrypted = "https".equalsIgnoreCase(base.getScheme());
    this.maker =
        () -> {
          if (pin != null) {
            builder.sslContext(PinnedTrust.context(pin));
          } else if (!encrypted) {
            builder.sslContext(ClearText.context());
          }
          return builder.build();
        };
  }

  private synchronized CompletableFuture<HttpClient> client() {
    CompletableFuture<HttpClient> now = client;
    if (now == null || (now.isCompletedExceptionally() && !closed)) {
      // On a thread that is not interrupted: what is loaded there is the whole process's.
      now = CompletableFuture.supplyAsync(maker, Thread.ofVirtual().name("http")::start);
      client = now;
    }
    return now;
  }

  /** Asks for what comes after a cursor, in all rooms: messages, and what else happens there. */
  CompletableFuture<PollReply> poll(ClientId client, String cursor, int seconds, int limit) {
    String query =
        "client_id=%s&room=*&cursor=%s&timeout=%d&limit=%d&events=delete,member,room"
            .formatted(encoded(client.value()), encoded(cursor), seconds, limit);
    Duration patience = margin.plusSeconds(seconds);
    return call(get("api/poll?" + query), patience, PollReply.class);
  }

  /** A message to send, field for field. */
  private record Draft(String sender, String text, String room, UUID clientMessageId) {}

  CompletableFuture<Replies.Sent> send(OutboxEntry entry) {
    Draft draft = new Draft(entry.sender(), entry.text(), entry.room(), entry.id());
    return ask("POST", "api/send", draft, Replies.Sent.class);
  }

  /**
   * Asks for whatever else there is to ask for.
   *
   * @param body null for none
   */
  <T> CompletableFuture<T> ask(String method, String path, @Nullable Object body, Class<T> type) {
    HttpRequest.Builder request = request(path);
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
    }
    return call(request.build(), margin, type);
  }

  /** The newest messages of a room. */
  CompletableFuture<Replies.History> newest(String room, int limit) {
    return history(room, limit, "");
  }

  /** The newest messages of a room that come before one. */
  CompletableFuture<Replies.History> before(String room, UUID messageId, int limit) {
    return history(room, limit, "&before=" + messageId);
  }

  /** The oldest messages of a room that come after one. */
  CompletableFuture<Replies.History> after(String room, UUID messageId, int limit) {
    return history(room, limit, "&after=" + messageId);
  }

  private CompletableFuture<Replies.History> history(String room, int limit, String more) {
    int asked = Math.clamp(limit, 1, Limits.HISTORY_ENTRIES_MAX);
    String query = "room=%s&limit=%d%s".formatted(encoded(room), asked, more);
    return call(get("api/history?" + query), margin, Replies.History.class);
  }

  /** The rooms that this person may see. */
  CompletableFuture<Wire.RoomList> rooms() {
    return call(get("api/rooms"), margin, Wire.RoomList.class);
  }

  /** Whether the server is well; for one who has yet to decide to talk to it. */
  public CompletableFuture<Replies.Health> health() {
    return call(get("health"), margin, Replies.Health.class);
  }

  private HttpRequest get(String path) {
    return request(path).GET().build();
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address(path));
    String shown = secret.get();
    return shown == null ? request : request.header("Authorization", "Bearer " + shown);
  }

  private URI address(String path) {
    return URI.create(base + path);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** A value as a part of a path, where a space is no plus sign. */
  static String segment(String value) {
    return encoded(value).replace("+", "%20");
  }

  private <T> CompletableFuture<T> call(HttpRequest request, Duration patience, Class<T> type) {
    if (!isThere.getAsBoolean()) {
      return CompletableFuture.failedFuture(gone());
    }
    long begun = nanos.getAsLong();
    CompletableFuture<HttpResponse<byte[]>> inTime = new CompletableFuture<>();
    CompletableFuture<T> answer = new CompletableFuture<>();
    var _ =
        inTime
            .orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS)
            .whenComplete((response, thrown) ->
                settle(answer, new Judgement(held(begun), server), response, thrown, type));
    var _ = answer.whenComplete((_, _) -> inTime.cancel(true)); // nothing to one that is over
    var _ =
        client()
            .whenComplete((made, thrown) -> {
              if (thrown != null) {
                answer.completeExceptionally(thrown);
              } else if (!inTime.isDone()) {
                exchange(made, request, inTime, answer);
              }
            });
    return answer;
  }

  /** Asks, for as long as somebody waits. */
  private void exchange(
      HttpClient made,
      HttpRequest request,
      CompletableFuture<HttpResponse<byte[]>> inTime,
      CompletableFuture<?> answer) {
    if (!isThere.getAsBoolean()) { // it may have stopped while the client was made
      answer.completeExceptionally(gone());
      return;
    }
    CompletableFuture<HttpResponse<byte[]>> exchange;
    try {
      exchange =
          made.sendAsync(
              request,
              HttpResponse.BodyHandlers.limiting(
                  HttpResponse.BodyHandlers.ofByteArray(), REPLY_MAX_BYTES));
    } catch (RejectedExecutionException e) {
      inTime.completeExceptionally(e); // it was closed
      return;
    } catch (RuntimeException e) {
      answer.completeExceptionally(e); // a defect, for whoever asked to tell
      return;
    }
    var _ =
        exchange.whenComplete((response, thrown) -> {
          if (response != null) {
            inTime.complete(response);
          } else {
            inTime.completeExceptionally(thrown);
          }
        });
    var _ = inTime.whenComplete((_, _) -> exchange.cancel(true)); // nothing to one that is over
  }

  private static CallFailure gone() {
    return new CallFailure(new PollOutcome.Unreachable("It does not run now."));
  }

  private Duration held(long begun) {
    return Duration.ofNanos(nanos.getAsLong() - begun);
  }

  private static <T> void settle(
      CompletableFuture<T> answer,
      Judgement judgement,
      @Nullable HttpResponse<byte[]> response,
      @Nullable Throwable thrown,
      Class<T> type) {
    try {
      if (response == null) {
        answer.completeExceptionally(new CallFailure(judgement.of(thrown)));
      } else {
        answer.complete(judgement.of(response, type));
      }
    } catch (CallFailure | RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  /** Ends everything that is under way. */
  @Override
  public synchronized void close() {
    closed = true;
    if (client == null) {
      client = CompletableFuture.failedFuture(new CallFailure(new PollOutcome.Cut(Duration.ZERO)));
    } else {
      var _ = client.thenAccept(HttpClient::shutdownNow);
    }
    executor.shutdownNow();
  }
}
