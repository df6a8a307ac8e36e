package org.syncline.testkit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** JSON as the original .NET client writes it, read as strictly as the strictest client does. */
final class JsonWire {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();
  private static final Set<String> RESOLUTIONS = Set.of("ServerWins", "ClientWins", "Merge");
  private static final Set<String> METADATA =
      Set.of("tempId", "uri", "etag", "edituri", "type", "isDeleted");

  private JsonWire() {}

  static byte[] write(WireMessage request) {
    ObjectNode root = MAPPER.createObjectNode();
    ObjectNode d = root.putObject("d");
    d.putObject("__sync")
        .put("moreChangesAvailable", request.more())
        .put("serverBlob", request.blob());
    ArrayNode results = d.putArray("results");
    for (WireEntity entity : request.entities()) {
      results.add(entity(entity));
    }
    // The original writer escapes every slash.
    return root.toString().replace("/", "\\/").getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode entity(WireEntity entity) {
    ObjectNode node = MAPPER.createObjectNode();
    for (Map.Entry<String, Object> cell : entity.values().entrySet()) {
      node.set(
          cell.getKey(), entity.table().column(cell.getKey()).type().jsonOrNull(cell.getValue()));
    }
    ObjectNode metadata = node.putObject("__metadata");
    if (entity.tempId() != null) {
      metadata.put("tempId", entity.tempId());
    }
    metadata.put("uri", entity.uri() == null ? "" : entity.uri());
    if (entity.uri() != null && !entity.deleted()) {
      // Its reader fills the edit address from the id, and its writer sends that back.
      metadata.put("edituri", entity.uri());
    }
    metadata.put("type", entity.table().typeName());
    if (entity.deleted()) {
      metadata.put("isDeleted", true);
    }
    return node;
  }

  static WireMessage read(byte[] answer) {
    Checks.require(answer.length > 0 && answer[0] == '{', "no object, or a byte order mark", "");
    JsonNode root = parse(answer);
    JsonNode d = root.path("d");
    Checks.require(root.size() == 1 && d.isObject(), "d must be the only member", root);
    Checks.require(
        d.size() == 2 && d.path("results").isArray(), "d needs __sync and results only", d);
    JsonNode sync = d.path("__sync");
    JsonNode more = sync.path("moreChangesAvailable");
    JsonNode blob = sync.path("serverBlob");
    Checks.require(more.isBoolean(), "moreChangesAvailable must be a boolean", sync);
    Checks.require(blob.isTextual() && !blob.textValue().isEmpty(), "a blob in every answer", sync);
    sync.forEach(member -> Checks.require(member.isValueNode(), "scalars in __sync", sync));
    List<WireEntity> entities = new ArrayList<>();
    for (JsonNode node : d.path("results")) {
      entities.add(readEntity(node, true));
    }
    return new WireMessage(more.booleanValue(), blob.textValue(), entities);
  }

  private static JsonNode parse(byte[] answer) {
    try {
      return MAPPER.readTree(answer);
    } catch (IOException e) {
      throw new UncheckedIOException("the answer is no JSON", e);
    }
  }

  private static WireEntity readEntity(JsonNode node, boolean outer) {
    JsonNode metadata = node.path("__metadata");
    Checks.require(metadata.path("type").isTextual(), "a type on every entity", node);
    Checks.require(metadata.path("uri").isTextual(), "a uri on every entity", node);
    metadata
        .fieldNames()
        .forEachRemaining(
            name -> Checks.require(METADATA.contains(name), "unknown metadata " + name, node));
    ListsTable table = ListsTable.ofType(metadata.get("type").textValue());
    boolean deleted = metadata.path("isDeleted").booleanValue();
    JsonNode tempId = metadata.path("tempId");
    Map<String, Object> values = deleted ? Map.of() : values(table, node);
    int expected = values.size() + (outer && outcome(node) != null ? 2 : 1);
    Checks.require(node.size() == expected, "members that no client knows", node);
    return new WireEntity(
        table,
        metadata.get("uri").textValue(),
        tempId.isTextual() ? tempId.textValue() : null,
        deleted,
        values,
        outer ? outcome(node) : null);
  }

  private static Map<String, Object> values(ListsTable table, JsonNode node) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (ListsTable.Column column : table.columns()) {
      JsonNode cell = node.get(column.name());
      Checks.require(cell != null, "full rows only; missing " + column.name(), node);
      Checks.require(!(cell.isNull() && column.key()), "null in a key", node);
      values.put(column.name(), cell.isNull() ? null : column.type().fromJson(cell));
    }
    return values;
  }

  private static WireEntity.Outcome outcome(JsonNode node) {
    JsonNode conflict = node.get("__syncConflict");
    JsonNode error = node.get("__syncError");
    Checks.require(conflict == null || error == null, "conflict and error together", node);
    if (conflict != null) {
      String resolution = conflict.path("conflictResolution").asText();
      Checks.require(RESOLUTIONS.contains(resolution), "unknown resolution", conflict);
      return new WireEntity.Conflict(
          resolution, readEntity(conflict.path("conflictingChange"), false));
    }
    if (error != null) {
      return new WireEntity.Failure(
          error.path("errorDescription").asText(), readEntity(error.path("changeInError"), false));
    }
    return null;
  }
}
