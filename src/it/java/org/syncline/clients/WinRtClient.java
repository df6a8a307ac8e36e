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
 * W, the WinRT client with its SQLite database. Rows are found by the exact text of their id; the
 * blob of an upload is written down only with the next download that brings rows; deletions are
 * never cleaned up, so each upload repeats them.
 */
final class WinRtClient implements OriginalClient {
  /** Stored for every row instead of what the server sent, and sent back. */
  private static final String ETAG = "ETag";

  /**
   * A row of SQLite.
   *
   * @param oemId the id as the server gave it; null for a row that is new
   */
  private record Row(
      ListsTable table, String oemId, Map<String, Object> values, boolean dirty, boolean deleted) {

    NetEntity sent() {
      String tempId = oemId == null ? UUID.randomUUID().toString() : null;
      Map<String, Object> properties = deleted ? Map.of() : values;
      return new NetEntity(table, oemId, tempId, ETAG, oemId, deleted, properties, null);
    }

    Row clean() {
      return new Row(table, oemId, values, false, deleted);
    }
  }

  private final NetRequests requests;
  private final int uploadRows;

  /** By primary key. */
  private final Map<String, Row> rows = new LinkedHashMap<>();

  private final List<Told> told = new ArrayList<>();
  private String storedBlob;
  private String blob;

  /**
   * @param uploadRows most rows of one request; the rest of an upload follows in further ones
   */
  WinRtClient(URI server, UUID user, boolean json, int uploadRows) {
    NetLiterals literals = new NetLiterals(true);
    this.requests =
        new NetRequests(
            server, "userid=" + user, json ? new NetJson(literals) : new NetAtom(literals), true);
    this.uploadRows = uploadRows;
  }

  @Override
  public ClientHttp http() {
    return requests.http();
  }

  /** What a restart of the application would find. */
  String storedBlob() {
    return storedBlob;
  }

  /** The application is closed and opened again: what was only in memory is gone. */
  void restart() {
    blob = storedBlob;
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

  @Override
  public void put(ListsTable table, Map<String, Object> values) {
    Row before = rows.get(table.id(values));
    String oemId = before == null ? null : before.oemId;
    rows.put(table.id(values), new Row(table, oemId, Cells.held(table, values), true, false));
  }

  @Override
  public void remove(String id) {
    Row row = rows.get(id);
    if (row.oemId == null) {
      rows.remove(id);
    } else {
      rows.put(id, new Row(row.table, row.oemId, row.values, true, true));
    }
  }

  @Override
  public void sync() throws IOException {
    List<String> waiting =
        rows.entrySet().stream()
            .filter(row -> row.getValue().dirty || row.getValue().deleted)
            .map(Map.Entry::getKey)
            .toList();
    for (int from = 0; from < waiting.size(); from += uploadRows) {
      int to = Math.min(from + uploadRows, waiting.size());
      upload(waiting.subList(from, to), to < waiting.size());
    }
    boolean more = true;
    while (more) {
      more = downloadBatch();
    }
  }

  private void upload(List<String> keys, boolean more) throws IOException {
    List<NetEntity> sent = keys.stream().map(key -> rows.get(key).sent()).toList();
    NetFeed answer = requests.upload(new NetFeed(more, blob, sent));
    keys.forEach(key -> rows.computeIfPresent(key, (same, row) -> row.clean()));
    for (NetEntity entity : answer.entities()) {
      if (entity.outcome() != null) {
        told.add(entity.told());
        if (entity.deleted() && entity.outcome().losing().tempId() != null) {
          rows.remove(key(entity.outcome().losing()));
        }
      }
      apply(entity);
    }
    blob = answer.blob(); // in memory only
  }

  /** Downloads one batch; whether there is more. */
  boolean downloadBatch() throws IOException {
    NetFeed answer = requests.download(blob);
    answer.entities().forEach(this::apply);
    if (!answer.entities().isEmpty()) {
      blob = answer.blob();
      storedBlob = blob;
    } else if (answer.more()) {
      throw new ClientException("more without rows: the download would never end");
    }
    return answer.more();
  }

  private void apply(NetEntity entity) {
    if (entity.deleted()) {
      rows.values().removeIf(row -> entity.uri().equals(row.oemId));
      return;
    }
    String key = key(entity);
    Row before = rows.get(key);
    if (before != null && before.oemId != null && !before.oemId.equals(entity.uri())) {
      // SQLite would not find the row and insert it a second time.
      throw new ClientException(
          "the id of " + key + " was " + before.oemId + " and is " + entity.uri());
    }
    rows.put(key, new Row(entity.table(), entity.uri(), entity.values(), false, false));
  }

  private static String key(NetEntity entity) {
    return entity.table().id(Cells.compared(entity.values()));
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
    storedBlob = blob;
  }

  @Override
  public void startOver() {
    rows.clear();
    blob = null;
    storedBlob = null;
  }
}
