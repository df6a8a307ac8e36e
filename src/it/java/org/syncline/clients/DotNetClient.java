package org.syncline.clients;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.syncline.testkit.ListsTable;

/**
 * N, the .NET client with its isolated storage. Rows are matched by key, deletions by id whatever
 * the case; a refused request is an error for the application and leaves everything as it was.
 */
final class DotNetClient implements OriginalClient {
  private static final class Row {
    private final ListsTable table;
    private Map<String, Object> values;
    private String uri;
    private String editUri;
    private boolean dirty;
    private boolean deleted;

    Row(ListsTable table) {
      this.table = table;
    }

    void take(NetEntity entity) {
      values = entity.values();
      uri = entity.uri();
      editUri = entity.editUri();
      dirty = false;
      deleted = false;
    }

    /** As an upload sends it. */
    NetEntity sent() {
      String tempId = uri == null ? UUID.randomUUID().toString() : null;
      Map<String, Object> properties = deleted ? Map.of() : values;
      return new NetEntity(table, uri, tempId, null, editUri, deleted, properties, null);
    }
  }

  private final NetRequests requests;
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final List<Told> told = new ArrayList<>();
  private String blob;

  DotNetClient(URI server, UUID user, boolean json) {
    NetLiterals literals = new NetLiterals(false);
    requests =
        new NetRequests(
            server, "userid=" + user, json ? new NetJson(literals) : new NetAtom(literals), false);
  }

  @Override
  public ClientHttp http() {
    return requests.http();
  }

  String blob() {
    return blob;
  }

  @Override
  public Map<String, Map<String, Object>> rows() {
    Map<String, Map<String, Object>> all = new TreeMap<>();
    rows.forEach(
        (id, row) -> {
          if (!row.deleted) {
            all.put(id, Cells.compared(row.values));
          }
        });
    return all;
  }

  /** A value as the application would see it, with all its digits. */
  Object value(String id, String column) {
    return rows.get(id).values.get(column);
  }

  @Override
  public void put(ListsTable table, Map<String, Object> values) {
    put(table, table.id(values), Cells.held(table, values));
  }

  /** The application sets one property and leaves the others as they came. */
  void set(ListsTable table, String id, String column, Object value) {
    Map<String, Object> values = new LinkedHashMap<>(rows.get(id).values);
    values.put(column, value);
    put(table, id, values);
  }

  @Override
  public void change(ListsTable table, String id, String column, Object value) {
    Map<String, Object> full = new LinkedHashMap<>(rows().get(id));
    full.put(column, value);
    set(table, id, column, Cells.held(table, full).get(column));
  }

  private void put(ListsTable table, String id, Map<String, Object> values) {
    Row row = rows.computeIfAbsent(id, key -> new Row(table));
    row.values = values;
    row.dirty = true;
    row.deleted = false;
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
    List<Row> dirty = rows.values().stream().filter(row -> row.dirty).toList();
    if (!dirty.isEmpty()) {
      upload(dirty);
    }
    boolean more = true;
    while (more) {
      more = downloadBatch();
    }
  }

  private void upload(List<Row> dirty) throws IOException {
    List<NetEntity> sent = dirty.stream().map(Row::sent).toList();
    NetFeed answer = requests.upload(new NetFeed(false, blob, sent));
    for (Row row : dirty) {
      row.dirty = false;
    }
    rows.values().removeIf(row -> row.deleted && !row.dirty);
    for (NetEntity entity : answer.entities()) {
      if (entity.outcome() != null) {
        told.add(entity.told());
        if (entity.deleted() && entity.outcome().losing().tempId() != null) {
          rows.remove(key(entity.outcome().losing())); // becomes a local deletion
        }
      }
      apply(entity);
    }
    blob = answer.blob();
  }

  /** Downloads one batch; whether there is more. */
  boolean downloadBatch() throws IOException {
    NetFeed answer = requests.download(blob);
    answer.entities().forEach(this::apply);
    if (!answer.entities().isEmpty() || blob == null) {
      blob = answer.blob(); // that of an empty answer is dropped, except at first
    } else if (answer.more()) {
      throw new ClientException("more without rows: the download would never end");
    }
    return answer.more();
  }

  private void apply(NetEntity entity) {
    if (entity.deleted()) {
      // Ids are compared whatever the case; a tombstone of an unknown row is looked up by the
      // default key.
      if (!rows.values().removeIf(row -> entity.uri().equalsIgnoreCase(row.uri))) {
        rows.remove(defaultKey(entity.table()));
      }
      return;
    }
    rows.computeIfAbsent(key(entity), id -> new Row(entity.table())).take(entity);
  }

  private static String key(NetEntity entity) {
    return entity.table().id(Cells.compared(entity.values()));
  }

  private static String defaultKey(ListsTable table) {
    NetLiterals literals = new NetLiterals(false);
    Map<String, Object> defaults = new LinkedHashMap<>();
    for (ListsTable.Column column : table.columns()) {
      defaults.put(column.name(), literals.empty(column, true));
    }
    return table.id(Cells.compared(defaults));
  }

  @Override
  public List<Told> told() {
    List<Told> news = List.copyOf(told);
    told.clear();
    return news;
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
