package org.syncline.interleave;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;
import org.syncline.store.jdbc.Dialect;

/**
 * The reference: what is committed, by plain selects after every commit, and what ever was. Since
 * one thread does everything, it is what a snapshot must show that is opened now.
 */
final class Committed {
  private final Scope scope;
  private final Dialect dialect;
  private final Connection connection;
  private final Set<Sight> ever = new HashSet<>();
  private Map<RowKey, Row> now = Map.of();

  /**
   * @param connection its own, which commits by itself
   */
  Committed(Scope scope, Dialect dialect, Connection connection) {
    this.scope = scope;
    this.dialect = dialect;
    this.connection = connection;
  }

  /**
   * That a row was in a filter.
   *
   * @param owner value of the filter; null: everybody's
   */
  record Sight(UUID owner, RowKey key) {}

  /** All rows of all users. Never changed, but replaced. */
  Map<RowKey, Row> now() {
    return now;
  }

  /** After each commit. */
  void refresh() throws SQLException {
    now = Collections.unmodifiableMap(read(connection));
    ever.addAll(sights(now));
  }

  /** Rows were in filters for a while within a transaction that is now committed. */
  void passed(Set<Sight> sights) {
    ever.addAll(sights);
  }

  void forget() throws SQLException {
    ever.clear();
    refresh();
  }

  boolean wasEverSeenBy(UUID user, RowKey key) {
    return ever.contains(new Sight(user, key)) || ever.contains(new Sight(null, key));
  }

  Set<Sight> sights(Map<RowKey, Row> rows) {
    return rows.entrySet().stream()
        .map(row -> new Sight(ownerOf(row.getValue()), row.getKey()))
        .collect(Collectors.toSet());
  }

  boolean isVisible(Row row, UUID user) {
    UUID owner = ownerOf(row);
    return owner == null || owner.equals(user);
  }

  private UUID ownerOf(Row row) {
    ScopeTable table = scope.tableOf(row.type());
    return table.filters().isEmpty() ? null : (UUID) row.value(table.filters().get(0).column());
  }

  /** What a user may see of these rows. */
  Map<RowKey, Row> visible(Map<RowKey, Row> rows, UUID user) {
    Map<RowKey, Row> visible = new HashMap<>(rows);
    visible.values().removeIf(row -> !isVisible(row, user));
    return visible;
  }

  /** All rows as a connection sees them. */
  Map<RowKey, Row> read(Connection reader) throws SQLException {
    Map<RowKey, Row> rows = new HashMap<>();
    for (ScopeTable table : scope.tables()) {
      List<String> columns = new ArrayList<>();
      for (int i = 0; i < table.columns().size(); i++) {
        String column = "\"" + table.columns().get(i) + "\"";
        columns.add(dialect.selected(column, table.type().property(i).type()));
      }
      try (PreparedStatement select =
              reader.prepareStatement(
                  "SELECT %s FROM \"%s\"".formatted(String.join(", ", columns), table.sqlName()));
          ResultSet found = select.executeQuery()) {
        while (found.next()) {
          Object[] values = new Object[columns.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = dialect.read(found, i + 1, table.type().property(i).type());
          }
          Row row = new Row(table.type(), values);
          rows.put(row.key(), row);
        }
      }
    }
    return rows;
  }
}
