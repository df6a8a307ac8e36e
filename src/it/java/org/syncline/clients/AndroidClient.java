package org.syncline.clients;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.syncline.testkit.CellType;
import org.syncline.testkit.ListsTable;

/**
 * A, the Android client with its SQLite database. It ignores how conflicts came about, cannot read
 * errors, and starts over by itself when an answer says that its scope is lost.
 */
final class AndroidClient implements OriginalClient {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> LOST_SCOPE =
      List.of("Scope does not exist", "Cannot find a valid scope with the name");

  private static final class Row {
    private final ListsTable table;
    private Map<String, Object> values;
    private String uri;

    /** Drawn once and kept until the insert is acknowledged. */
    private String tempId;

    private boolean dirty;
    private boolean deleted;

    Row(ListsTable table) {
      this.table = table;
    }
  }

  private final URI service;
  private final String query;
  private final String userAgent;
  private final ClientHttp http = new ClientHttp();
  private final AndroidReader reader = new AndroidReader();

  /** By the text of the key, as SQLite's REPLACE finds them. */
  private final Map<String, Row> rows = new LinkedHashMap<>();

  private String blob;

  AndroidClient(URI server, UUID user, String userAgent) {
    // It joins a base that ends in a slash and a service that begins with one.
    this.service = URI.create(server + "sync//DefaultScopeSyncService.svc");
    this.query = "?userid=" + user;
    this.userAgent = userAgent;
  }

  @Override
  public ClientHttp http() {
    return http;
  }

  @Override
  public Map<String, Map<String, Object>> rows() {
    Map<String, Map<String, Object>> all = new TreeMap<>();
    rows.forEach(
        (key, row) -> {
          if (!row.deleted) {
            all.put(row.table.id(row.values), row.values);
          }
        });
    return all;
  }

  /** The tempIds of inserts that nobody has acknowledged. */
  List<String> tempIds() {
    return rows.values().stream().map(row -> row.tempId).filter(t -> t != null).toList();
  }

  /** The user deletes what was never taken. */
  void giveUpInserts() {
    rows.values().removeIf(row -> row.uri == null);
  }

  @Override
  public void put(ListsTable table, Map<String, Object> values) {
    Row row = rows.computeIfAbsent(table.id(values), key -> new Row(table));
    row.values = table.fullRow(values);
    row.dirty = true;
    row.deleted = false;
    if (row.uri == null && row.tempId == null) {
      row.tempId = UUID.randomUUID().toString();
    }
  }

  @Override
  public void remove(String id) {
    Row row = rows.get(id);
    if (row.uri == null) {
      rows.remove(id);
    } else {
      row.deleted = true;
      row.dirty = true;
    }
  }

  @Override
  public void sync() throws IOException {
    try {
      run();
    } catch (RefusedException e) {
      if (LOST_SCOPE.stream().noneMatch(e.getMessage()::contains)) {
        throw e;
      }
      startOver(); // once in a sync
      run();
    }
  }

  private void run() throws IOException {
    keepAlive();
    reader.startSync();
    boolean firstRun = blob == null;
    boolean hasChanges = firstRun || rows.values().stream().anyMatch(row -> row.dirty);
    if (firstRun) {
      download(request("downloadchanges").GET());
    }
    do {
      if (hasChanges) {
        upload();
        hasChanges = false; // what the answer says of more leads on to the download
      } else {
        download(post("downloadchanges", MAPPER.createArrayNode()));
        hasChanges = firstRun; // so empty uploads come between the batches
      }
    } while (reader.more());
  }

  /** Every 60 s during a sync; what comes of it is ignored. */
  private void keepAlive() throws IOException {
    http.send(
        HttpRequest.newBuilder(URI.create(service + "/$syncscopes"))
            .method("HEAD", BodyPublishers.noBody())
            .build());
  }

  private HttpRequest.Builder request(String operation) {
    return HttpRequest.newBuilder(URI.create(service + "/DefaultScope/" + operation + query))
        .header("Accept", "application/json")
        .header("Cache-Control", "no-store,no-cache")
        .header("Pragma", "no-cache")
        .header("User-Agent", userAgent);
  }

  /** Of unknown length, so chunked. */
  private HttpRequest.Builder post(String operation, ArrayNode results) {
    ObjectNode root = MAPPER.createObjectNode();
    ObjectNode d = root.putObject("d");
    d.putObject("__sync").put("moreChangesAvailable", false).put("serverBlob", blob);
    d.set("results", results);
    byte[] body = root.toString().getBytes(StandardCharsets.UTF_8);
    return request(operation)
        .header("Content-Type", "application/json; charset=utf-8")
        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
  }

  private void download(HttpRequest.Builder request) throws IOException {
    String before = blob;
    exchange(request);
    if (reader.more() && blob.equals(before)) {
      throw new ClientException("more with the same blob: the download would never end");
    }
  }

  private void upload() throws IOException {
    ArrayNode results = MAPPER.createArrayNode();
    List<Row> sent = rows.values().stream().filter(row -> row.dirty).toList();
    sent.forEach(row -> results.add(entity(row)));
    HttpRequest.Builder request = post("uploadchanges", results);
    byte[] answer = answer(request);
    for (Row row : sent) {
      row.dirty = row.uri == null; // an insert waits for its acknowledgement
    }
    rows.values().removeIf(row -> row.deleted && !row.dirty);
    take(answer);
  }

  /** Metadata first; no uri for inserts; dates with quotes inside of the text. */
  private static ObjectNode entity(Row row) {
    ObjectNode node = MAPPER.createObjectNode();
    ObjectNode metadata = node.putObject("__metadata");
    metadata.put("isDirty", true).put("type", row.table.typeName());
    if (row.uri == null) {
      metadata.put("tempId", row.tempId);
    } else {
      metadata.put("uri", row.uri);
    }
    if (row.deleted) {
      metadata.put("isDeleted", true);
      return node;
    }
    for (ListsTable.Column column : row.table.columns()) {
      Object value = row.values.get(column.name());
      if (value == null) {
        node.putNull(column.name());
      } else if (column.type() == CellType.DATE_TIME) {
        node.put(column.name(), "\"/Date(" + value + ")/\"");
      } else if (value instanceof Long number) {
        node.put(column.name(), number);
      } else {
        node.put(column.name(), (String) value);
      }
    }
    return node;
  }

  private void exchange(HttpRequest.Builder request) throws IOException {
    take(answer(request));
  }

  private byte[] answer(HttpRequest.Builder request) throws IOException {
    HttpResponse<byte[]> answer = http.send(request.build());
    if (answer.statusCode() != 200) {
      String text = new String(answer.body(), StandardCharsets.UTF_8);
      if (text.contains("00-00-00-05-00-00-00-00-00-00-00-01")) {
        throw new ClientException("the text that makes it repeat as an upload");
      }
      throw new RefusedException(answer.statusCode(), text);
    }
    return answer.body();
  }

  private void take(byte[] answer) {
    reader.read(answer, this::apply);
    blob = reader.blob();
  }

  private void apply(AndroidReader.Row entity) {
    ListsTable table =
        Stream.of(ListsTable.values())
            .filter(t -> t.typeName().equals(entity.type()))
            .findFirst()
            .orElseThrow(() -> new ClientException("null pointer: type " + entity.type()));
    if (entity.deleted()) {
      rows.values().removeIf(row -> entity.uri().equals(row.uri));
      return;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (ListsTable.Column column : table.columns()) {
      values.put(column.name(), column(column, entity.values().get(column.name())));
    }
    if (entity.tempId() != null) {
      rows.values().removeIf(row -> entity.tempId().equals(row.tempId));
    }
    Row row = new Row(table);
    row.values = values;
    row.uri = entity.uri();
    rows.put(table.id(values), row);
  }

  /** What is missing becomes null; what is of another kind ends the sync. */
  private static Object column(ListsTable.Column column, Object value) {
    if (value == null) {
      if (column.key() || column.name().equals("Name")) {
        throw new ClientException("NOT NULL constraint failed: " + column.name());
      }
      return null;
    }
    if ((column.type() == CellType.INT32) != value instanceof Long) {
      throw new ClientException(column.name() + " cannot hold " + value);
    }
    if (column.type() == CellType.DATE_TIME) {
      String text = (String) value;
      return Long.valueOf(text.substring(6, text.length() - 2));
    }
    return value;
  }

  /** It tells nobody. */
  @Override
  public List<Told> told() {
    return List.of();
  }

  @Override
  public void replaceBlob(UnaryOperator<String> replacement) {
    blob = replacement.apply(blob);
  }

  @Override
  public void startOver() {
    rows.clear();
    blob = null;
  }
}
