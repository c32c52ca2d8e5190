package chat.parley.server.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A request on its way to become bytes, right or wrong. For one thread. */
final class Request {
  String method;
  String target;
  String version = "HTTP/1.1";
  final List<String> headers = new ArrayList<>();
  byte[] body = new byte[0];

  /** Whether its end is where it says: else the connection has to end for the server to answer. */
  boolean framed = true;

  /** Whether the Content-Length is that of the body, or one of the headers given by hand. */
  boolean ownFraming;

  Request(String method, String target) {
    this.method = method;
    this.target = target;
    headers.add("Host: localhost");
  }

  void header(String name, String value) {
    headers.removeIf(header -> header.startsWith(name + ":"));
    headers.add(name + ": " + value);
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  boolean mayWait() {
    return target.contains("poll");
  }

  byte[] bytes() {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(' ').append(version).append("\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    if (!ownFraming && (body.length > 0 || method.equals("POST"))) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    head.append("\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  @Override
  public String toString() {
    String text = new String(bytes(), StandardCharsets.ISO_8859_1);
    return text.length() > 1_500 ? text.substring(0, 1_500) + "… (" + text.length() + ")" : text;
  }
}
