package org.syncline.testkit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The rows on a device, filed by {@code Type(Key=literal)}, and the changes that the server has not
 * seen yet.
 */
final class LocalRows {
  /**
   * @param uri as the server gave it; null for a row that the server does not know yet
   */
  private record Local(ListsTable table, String uri, Map<String, Object> values) {}

  private final Map<String, Local> rows = new TreeMap<>();
  private final Map<String, WireEntity> pending = new LinkedHashMap<>();

  /** All rows by {@code Type(Key=literal)}, each with its values by column name. */
  Map<String, Map<String, Object>> all() {
    Map<String, Map<String, Object>> all = new TreeMap<>();
    rows.forEach((id, row) -> all.put(id, row.values));
    return all;
  }

  Map<String, Object> values(String id) {
    Local row = rows.get(id);
    return row == null ? null : row.values;
  }

  /** What an upload would send: full rows, inserts with a tempId and no id. */
  Map<String, WireEntity> pending() {
    return Collections.unmodifiableMap(pending);
  }

  /** The user writes a row. */
  void put(ListsTable table, Map<String, Object> given, String tempId) {
    Map<String, Object> values = table.fullRow(given);
    String id = table.id(values);
    Local before = rows.get(id);
    WireEntity waiting = pending.get(id);
    String uri = null;
    if (before != null) {
      uri = before.uri;
    } else if (waiting != null) {
      uri = waiting.uri();
    }
    String mark = waiting != null ? waiting.tempId() : uri == null ? tempId : null;
    rows.put(id, new Local(table, uri, values));
    pending.put(id, WireEntity.live(table, uri, mark, values));
  }

  /** The user deletes a row. */
  void remove(String id) {
    Local row = rows.remove(id);
    Checks.require(row != null, "the device has no such row", id);
    pending.remove(id);
    if (row.uri != null) {
      pending.put(id, WireEntity.tombstone(row.table, row.uri));
    }
  }

  /** Marks waiting inserts anew, as clients do that draw a tempId for each request. */
  void renewTempIds(Supplier<String> tempIds) {
    pending.replaceAll(
        (id, entity) ->
            entity.tempId() == null
                ? entity
                : WireEntity.live(entity.table(), null, tempIds.get(), entity.values()));
  }

  /** The server has taken, answered or refused these; what it said is applied separately. */
  void settled(Iterable<String> ids) {
    ids.forEach(pending::remove);
  }

  /** The server says what the row is now. */
  void apply(WireEntity entity) {
    if (entity.deleted()) {
      rows.remove(entity.id());
      return;
    }
    Local before = rows.get(entity.id());
    Checks.require(
        before == null || before.uri == null || before.uri.equals(entity.uri()),
        "the id of a row must stay the same for its life",
        entity);
    rows.put(entity.id(), new Local(entity.table(), entity.uri(), entity.values()));
  }

  LocalRows copy() {
    LocalRows copy = new LocalRows();
    copy.become(this);
    return copy;
  }

  /** Forgets all it has for what another one has. */
  void become(LocalRows other) {
    clear();
    rows.putAll(other.rows);
    pending.putAll(other.pending);
  }

  void clear() {
    rows.clear();
    pending.clear();
  }
}
