package org.syncline.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.syncline.testkit.ListsTable;

/** JSON of N and W (wire reference, sections 7 and 26). */
final class NetJson implements NetFormat {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final NetLiterals literals;

  NetJson(NetLiterals literals) {
    this.literals = literals;
  }

  @Override
  public String mediaType() {
    return "application/json";
  }

  @Override
  public byte[] write(NetFeed request) {
    ObjectNode root = MAPPER.createObjectNode();
    ObjectNode d = root.putObject("d");
    d.putObject("__sync")
        .put("moreChangesAvailable", request.more())
        .put("serverBlob", request.blob() == null ? "" : request.blob());
    ArrayNode results = d.putArray("results");
    request.entities().forEach(entity -> results.add(entity(entity)));
    return escaped(root.toString()).getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode entity(NetEntity entity) {
    ObjectNode node = MAPPER.createObjectNode();
    entity.values().forEach((name, value) -> put(node, name, value));
    ObjectNode metadata = node.putObject("__metadata");
    if (entity.tempId() != null) {
      metadata.put("tempId", entity.tempId());
    }
    metadata.put("uri", entity.uri() == null ? "" : entity.uri());
    if (entity.etag() != null) {
      metadata.put("etag", entity.etag());
    }
    if (entity.editUri() != null) {
      metadata.put("edituri", entity.editUri());
    }
    metadata.put("type", entity.table().typeName());
    if (entity.deleted()) {
      metadata.put("isDeleted", true);
    }
    return node;
  }

  private static void put(ObjectNode node, String name, Object value) {
    if (value instanceof Long number) {
      node.put(name, number);
    } else if (value instanceof LocalDateTime time) {
      node.put(name, "/Date(" + Cells.millis(time) + ")/");
    } else if (value instanceof UUID || value instanceof String) {
      node.put(name, value.toString());
    } else {
      node.putNull(name);
    }
  }

  /** The writer of .NET escapes slashes, surrogates and two line ends. */
  private static String escaped(String json) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '/') {
        out.append("\\/");
      } else if (Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  @Override
  public NetFeed read(byte[] answer) {
    JsonNode root = parse(answer);
    JsonNode d = root.path("d").isObject() ? root.path("d") : root;
    List<NetEntity> entities = new ArrayList<>();
    for (JsonNode node : d.path("results")) {
      entities.add(readEntity(node, true));
    }
    JsonNode sync = d.path("__sync");
    JsonNode blob = sync.path("serverBlob");
    return new NetFeed(
        more(sync.get("moreChangesAvailable")),
        blob.isTextual() ? blob.textValue() : null,
        entities);
  }

  private static boolean more(JsonNode flag) {
    if (flag == null) {
      return false;
    }
    return switch (flag.asText("null")) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new ClientException("moreChangesAvailable is " + flag);
    };
  }

  private static JsonNode parse(byte[] body) {
    if (body.length > 0 && (body[0] & 0xff) > 0x7f) {
      throw new ClientException("JSON with a byte order mark");
    }
    try {
      return MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new ClientException("no JSON", e);
    }
  }

  private NetEntity readEntity(JsonNode node, boolean outer) {
    JsonNode metadata = node.get("__metadata");
    if (metadata == null || !metadata.path("type").isTextual()) {
      throw new ClientException("an entity without type: " + node);
    }
    String uri = metadata.path("uri").asText(null);
    String tempId = metadata.path("tempId").asText(null);
    if (uri == null && tempId == null) {
      throw new ClientException("an entity with neither uri nor tempId: " + node);
    }
    ListsTable table = NetLiterals.known(metadata.get("type").textValue());
    boolean deleted = metadata.path("isDeleted").asBoolean();
    return new NetEntity(
        table,
        uri,
        tempId,
        metadata.path("etag").asText(null),
        uri, // the reader fills it from the id
        deleted,
        deleted ? Map.of() : values(table, node),
        outer ? outcome(node) : null);
  }

  private Map<String, Object> values(ListsTable table, JsonNode node) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (ListsTable.Column column : table.columns()) {
      JsonNode cell = node.get(column.name());
      values.put(
          column.name(),
          cell == null || cell.isNull()
              ? literals.empty(column, cell == null)
              : literals.read(column, cell.asText()));
    }
    return values;
  }

  /** If both are there, only the conflict is seen. */
  private NetEntity.Outcome outcome(JsonNode node) {
    JsonNode conflict = node.get("__syncConflict");
    JsonNode error = node.get("__syncError");
    if (conflict != null) {
      return new NetEntity.Outcome(
          Resolutions.named(conflict.path("conflictResolution").asText(null)),
          null,
          inner(conflict.get("conflictingChange")));
    }
    return error == null
        ? null
        : new NetEntity.Outcome(
            null, error.path("errorDescription").asText(null), inner(error.get("changeInError")));
  }

  private NetEntity inner(JsonNode node) {
    if (node == null || !node.isObject()) {
      throw new ClientException("a conflict or error without its other side");
    }
    return readEntity(node, false);
  }

  @Override
  public String errorDescription(byte[] body) {
    JsonNode description = parse(body).get("ErrorDescription");
    if (description == null) {
      throw new ClientException(
          "no ErrorDescription in " + new String(body, StandardCharsets.UTF_8));
    }
    return description.asText();
  }
}
