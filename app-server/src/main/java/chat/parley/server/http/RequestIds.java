package chat.parley.server.http;

import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Gives each request an id, in its reply and in every line that is logged about it, by which a
 * person and the keeper of the server can speak of the same one. One that a proxy gave is kept if
 * it is short and plain; others are counted, after a part that differs from start to start.
 */
final class RequestIds extends Handler.Wrapper {
  static final String HEADER = "X-Request-Id";

  /** The name under which logged lines have the id. */
  static final String LOGGED_AS = "request";

  /** As many as the ids of a hundred years need, with zeros before the count. */
  static final int WRITTEN_BYTES = 16;

  private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final String start;
  private final AtomicLong count = new AtomicLong();

  RequestIds(RandomGenerator random) {
    start = HexFormat.of().toHexDigits(random.nextInt(), 6) + "-";
  }

  /** What follows hands on whatever may wait ({@link Admission}). */
  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Identified identified = new Identified(request, of(request));
    response.getHeaders().put(HEADER, identified.id());
    AccessLog.remember(request, identified);
    try (var _ = logged(identified.id())) {
      return super.handle(identified, response, callback);
    }
  }

  /** The id of a request, made now if it has none yet. */
  String of(Request request) {
    Identified identified = Identified.of(request);
    if (identified != null) {
      return identified.id();
    }
    String given = request.getHeaders().get(HEADER);
    return given != null && ACCEPTABLE.matcher(given).matches() ? given : next();
  }

  /** The id of one more request. */
  String next() {
    return start + Long.toString(count.incrementAndGet(), Character.MAX_RADIX);
  }

  /** Writes the same, always as {@value #WRITTEN_BYTES} bytes, into a reply. */
  void write(ByteBuffer reply, int at) {
    for (int i = 0; i < start.length(); i++) {
      reply.put(at + i, (byte) start.charAt(i));
    }
    long left = count.incrementAndGet();
    for (int i = WRITTEN_BYTES - 1; i >= start.length(); i--) {
      reply.put(
          at + i,
          (byte) Character.forDigit((int) (left % Character.MAX_RADIX), Character.MAX_RADIX));
      left /= Character.MAX_RADIX;
    }
  }

  /** The id in the reply to a request. */
  static @Nullable String of(Context ctx) {
    return ctx.res().getHeader(HEADER);
  }

  /** From now until it is closed, what this thread logs is about that request. */
  static MDC.MDCCloseable logged(@Nullable String id) {
    return MDC.putCloseable(LOGGED_AS, id);
  }
}
