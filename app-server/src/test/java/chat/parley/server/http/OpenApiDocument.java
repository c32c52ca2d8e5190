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
  private static final String DEFAULT = "default";
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
  private final JsonNode strictComponents;
  private final Map<String, JsonSchema> schemas = new HashMap<>();
  private final Set<String> shown = new TreeSet<>();

  OpenApiDocument(JsonNode document) {
    this.document = document;
    this.strictComponents = strict(document.path("components"));
  }

  /** The components, where an object has no field but those that its schema names. */
  private static JsonNode strict(JsonNode components) {
    JsonNode strict = components.deepCopy();
    for (JsonNode schema : strict.path("schemas")) {
      if (schema.has("properties") && schema instanceof ObjectNode object) {
        object.put("unevaluatedProperties", false);
      }
    }
    return strict;
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

  /**
   * All replies there may be, as {@code GET /path 200}, and of refusals each code; one is enough
   * where a {@code default} stands for all of them.
   */
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

  /** Every code that a refusal may have. */
  Set<String> codes() {
    Set<String> codes = new TreeSet<>();
    document
        .at("/components/schemas/Error/properties/code/enum")
        .forEach(code -> codes.add(code.asText()));
    return codes;
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

  /** Holds a reply against what is documented for its status, or for refusals as a whole. */
  void check(Operation operation, Reply reply) {
    JsonNode responses = responses(operation);
    String status = Integer.toString(reply.status());
    boolean byDefault = reply.status() >= 400 && !responses.has(status);
    String name = operation + " " + (byDefault ? DEFAULT : status);
    JsonNode response = resolved(responses.path(byDefault ? DEFAULT : status));
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
      boolean oneOfItsCodes = !byDefault && reply.json().path("status").asText().equals("error");
      shown.add(oneOfItsCodes ? name + " " + reply.text("code") : name);
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
              whole.set("components", strictComponents);
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
