package chat.parley.server.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server's reply, with what tests ask of it. */
public record Reply(int status, HttpHeaders headers, String body) {
  private static final JsonMapper MAPPER = new JsonMapper();

  static Reply of(HttpResponse<String> response) {
    return new Reply(response.statusCode(), response.headers(), response.body());
  }

  /** This reply, which must have a status. */
  public Reply expect(int expected) {
    assertEquals(expected, status, body);
    return this;
  }

  /** This reply, which must be a refusal with a status and a code. */
  public Reply expectRefusal(int expected, String code) {
    return expectRefusal(expected, code, null);
  }

  /** This reply, which must be a refusal with a status, a code and the field to blame, if any. */
  public Reply expectRefusal(int expected, String code, @Nullable String field) {
    expect(expected);
    assertEquals("error", text("status"), body);
    assertEquals(code, text("code"), body);
    assertFalse(text("detail").isBlank(), body);
    assertEquals(field, json().has("field") ? text("field") : null, body);
    return this;
  }

  public JsonNode json() {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      return fail("Not JSON: " + body, e);
    }
  }

  /** A field that is a string. */
  public String text(String field) {
    JsonNode value = json().path(field);
    return value.isTextual() ? value.textValue() : fail("No string '" + field + "' in " + body);
  }

  public String cursor() {
    return text("cursor");
  }

  /** The texts of the messages, in the order they came. */
  public List<String> texts() {
    return json()
        .path("messages")
        .valueStream()
        .map(message -> message.path("text").asText())
        .toList();
  }

  /** Whether the reply says that the client starts over. */
  public boolean isReset() {
    return json().path("reset").asBoolean();
  }

  /** The values of a header as one, null if there is none. */
  public @Nullable String header(String name) {
    List<String> values = headers.allValues(name);
    return values.isEmpty() ? null : String.join(", ", values);
  }

  /** Whether it came past the web server: ids that this way gives have zeros before the count. */
  public boolean isPlain() {
    return String.valueOf(header("X-Request-Id")).matches("[0-9a-f]{6}-0[0-9a-z]{8}");
  }
}
