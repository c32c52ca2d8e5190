package chat.parley.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** How Jetty reads a request. */
record JettyReading(String method, HttpURI uri, HttpFields headers, String body) {
  /** Null if it does not, or not to its end, or if more follows. */
  static @Nullable JettyReading of(byte[] bytes) {
    Handler handler = new Handler();
    HttpParser parser = new HttpParser(handler, 24 * 1_024);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    for (int i = 0; i < 4 && !handler.complete && !handler.bad; i++) {
      parser.parseNext(buffer);
    }
    return handler.complete && !handler.bad && !buffer.hasRemaining()
        ? new JettyReading(
            handler.method,
            HttpURI.build(handler.method, handler.uri),
            handler.fields.asImmutable(),
            handler.body.toString())
        : null;
  }

  List<String> values(String name) {
    return headers.getValuesList(name);
  }

  /** Expects it to say in its headers what our parser found there. */
  void expectAlike(PlainLines lines, String request) {
    assertEquals(List.of(lines.host()), values("Host"), request);
    assertEquals(listOf(lines.origin()), values("Origin"), request);
    assertEquals(listOf(lines.secFetchSite()), values("Sec-Fetch-Site"), request);
    assertEquals(listOf(lines.authorization()), values("Authorization"), request);
    assertTrue(values("Connection").stream().allMatch("keep-alive"::equalsIgnoreCase), request);
  }

  private static List<String> listOf(@Nullable String value) {
    return value == null ? List.of() : List.of(value);
  }

  private static final class Handler implements HttpParser.RequestHandler {
    private final HttpFields.Mutable fields = HttpFields.build();
    private final StringBuilder body = new StringBuilder();
    private String method = "";
    private String uri = "";
    private boolean complete;
    private boolean bad;

    @Override
    public void startRequest(String method, String uri, HttpVersion version) {
      this.method = method;
      this.uri = uri;
      bad |= version != HttpVersion.HTTP_1_1;
    }

    @Override
    public void parsedHeader(HttpField field) {
      fields.add(field);
    }

    @Override
    public boolean headerComplete() {
      return false;
    }

    @Override
    public boolean content(ByteBuffer item) {
      body.append(ISO_8859_1.decode(item));
      return false;
    }

    @Override
    public boolean contentComplete() {
      return false;
    }

    @Override
    public boolean messageComplete() {
      complete = true;
      return true;
    }

    @Override
    public void parsedTrailer(HttpField field) {
      bad = true;
    }

    @Override
    public void earlyEOF() {
      bad = true;
    }

    @Override
    public void badMessage(HttpException failure) {
      bad = true;
    }
  }
}
