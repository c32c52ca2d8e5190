package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.testing.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An OpenAPI document that replies are held against. It notes which of its replies it was shown.
 */
final class OpenApiDocument {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012,
          factory ->
              factory.metaSchema(
                  JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                      .keyword(new NonValidationKeyword("components"))
                      .build()));
  private static final SchemaValidatorsConfig STRICT =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  private final JsonNode document;
  private final Map<String, JsonSchema> schemas = new HashMap<>();
  private final Set<String> shown = new TreeSet<>();

  OpenApiDocument(JsonNode document) {
    this.document = document;
  }

  /** One method of one path. */
  record Operation(String method, String path) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (var path : document.path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        operations.add(new Operation(method.getKey().toUpperCase(Locale.ROOT), path.getKey()));
      }
    }
    return operations;
  }

  private JsonNode responses(Operation operation) {
    return document
        .path("paths")
        .path(operation.path())
        .path(operation.method().toLowerCase(Locale.ROOT))
        .path("responses");
  }

  /** All replies there may be, as {@code GET /path 200}, and of refusals each code. */
  Collection<String> documented() {
    Set<String> all = new TreeSet<>();
    for (Operation operation : operations()) {
      for (var response : responses(operation).properties()) {
        JsonNode codes = schema(response.getValue()).at("/allOf/1/properties/code/enum");
        String name = operation + " " + response.getKey();
        if (codes.isEmpty()) {
          all.add(name);
        }
        codes.forEach(code -> all.add(name + " " + code.asText()));
      }
    }
    return all;
  }

  /** The replies that were shown to {@link #check}, named alike. */
  Set<String> shown() {
    return shown;
  }

  private JsonNode schema(JsonNode response) {
    return content(resolved(response)).path("schema");
  }

  private static JsonNode content(JsonNode response) {
    return response.path("content").properties().iterator().next().getValue();
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }

  /** Holds a reply against what is documented for its status. */
  void check(Operation operation, Reply reply) {
    String name = operation + " " + reply.status();
    JsonNode response = resolved(responses(operation).path(Integer.toString(reply.status())));
    assertTrue(response.has("content"), name + " is not documented: " + reply.body());
    String type = response.path("content").properties().iterator().next().getKey();
    assertEquals(type, String.valueOf(reply.header("Content-Type")).replaceFirst(";.*", ""), name);
    for (var header : response.path("headers").properties()) {
      if (header.getValue().path("required").asBoolean()) {
        assertTrue(reply.header(header.getKey()) != null, name + " lacks " + header.getKey());
      }
    }
    if (type.equals("application/json")) {
      assertEquals(Set.of(), problems(content(response).path("schema"), reply.json()), name);
      boolean refusal = reply.json().path("status").asText().equals("error");
      shown.add(refusal ? name + " " + reply.text("code") : name);
    } else {
      shown.add(name);
    }
  }

  /** What is wrong with a value; fields that the schema does not know are. */
  Set<ValidationMessage> problems(JsonNode schema, JsonNode value) {
    return schemas
        .computeIfAbsent(
            schema.toString(),
            _ -> {
              ObjectNode whole = MAPPER.createObjectNode();
              whole.putArray("allOf").add(schema);
              if (!schema.path("type").asText().equals("object") || schema.has("properties")) {
                whole.put("unevaluatedProperties", false);
              }
              whole.set("components", document.path("components"));
              return SCHEMAS.getSchema(whole, STRICT);
            })
        .validate(value);
  }

  /** Every example beside its schema, named by where it stands. */
  Map<String, JsonNode> media() {
    Map<String, JsonNode> media = new HashMap<>();
    for (Operation operation : operations()) {
      for (var response : responses(operation).properties()) {
        media.put(operation + " " + response.getKey(), content(resolved(response.getValue())));
      }
      JsonNode body =
          document
              .path("paths")
              .path(operation.path())
              .path(operation.method().toLowerCase(Locale.ROOT))
              .path("requestBody");
      if (body.has("content")) {
        media.put(operation + " request", content(body));
      }
    }
    return media;
  }
}
