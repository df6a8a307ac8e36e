package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.syncline.model.Change;
import org.syncline.model.EntityType;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.scope.Filter;
import org.syncline.scope.ScopeTable;

/**
 * Moves rows out of each other's way for a moment (hazards 34 and 35). What it needs to know of the
 * tables is read when it is needed, which is seldom, so it is never out of date. For one upload.
 */
final class Parking {
  private final Connection connection;
  private final Dialect dialect;
  private final RowLocks rows;
  private final Map<String, TableRules> rules = new HashMap<>();

  Parking(Connection connection, Dialect dialect, RowLocks rows) {
    this.dialect = dialect;
    this.connection = connection;
    this.rows = rows;
  }

  /** The row without references to others that it need not have; empty if it has none. */
  Optional<Row> withoutReferences(Row row) throws SQLException {
    Row alone = row;
    for (int column : referencesOf(row)) {
      alone = alone.with(column, null);
    }
    return alone.equals(row) ? Optional.empty() : Optional.of(alone);
  }

  private List<Integer> referencesOf(Row row) throws SQLException {
    List<Integer> found = new ArrayList<>();
    for (int column : rulesOf(row.key()).references()) {
      if (row.value(column) != null && row.type().property(column).nullable()) {
        found.add(column);
      }
    }
    return found;
  }

  /** Changes a row that is there; what cannot be changed stays. */
  void park(Change wanted) throws SQLException {
    Optional<Row> present = rows.read(wanted.key());
    if (present.isEmpty()) {
      return;
    }
    if (wanted instanceof Change.Live live) {
      parkUniqueValues(present.get(), live.row());
    } else {
      for (int column : referencesOf(present.get())) {
        set(wanted.key(), column, null);
      }
    }
  }

  private void parkUniqueValues(Row present, Row wanted) throws SQLException {
    Set<Integer> parked = new HashSet<>();
    for (Set<Integer> unique : rulesOf(present.key()).unique()) {
      boolean leaves =
          unique.stream().anyMatch(c -> !Objects.deepEquals(present.value(c), wanted.value(c)));
      if (leaves && unique.stream().noneMatch(parked::contains)) {
        parkOneOf(unique, present).ifPresent(parked::add);
      }
    }
  }

  private Optional<Integer> parkOneOf(Set<Integer> unique, Row present) throws SQLException {
    EntityType type = present.type();
    for (int column : candidates(unique, present.key())) {
      if (type.property(column).nullable() && set(present.key(), column, null)) {
        return Optional.of(column);
      }
      for (Object value : Placeholders.of(type.property(column).type())) {
        if (set(present.key(), column, value)) {
          return Optional.of(column);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Those first that matter least: no replica filters by them, null will do, nothing is looked up.
   */
  private List<Integer> candidates(Set<Integer> unique, RowKey key) throws SQLException {
    TableRules table = rulesOf(key);
    Set<Integer> filters =
        rows.sql(key).table().filters().stream().map(Filter::column).collect(Collectors.toSet());
    return unique.stream()
        .filter(table::isFree)
        .sorted(
            Comparator.comparing((Integer column) -> filters.contains(column))
                .thenComparing(column -> !key.type().property(column).nullable())
                .thenComparing(table.references()::contains))
        .toList();
  }

  private TableRules rulesOf(RowKey key) throws SQLException {
    ScopeTable table = rows.sql(key).table();
    TableRules known = rules.get(table.sqlName());
    if (known == null) {
      known = TableRules.read(connection, table);
      rules.put(table.sqlName(), known);
    }
    return known;
  }

  /** Gives a column its default, or leaves it. */
  void setDefault(RowKey key, int column) throws SQLException {
    update(key, rows.sql(key).set(column, "DEFAULT"), List.of());
  }

  /** Whether the database lets the row have this value. */
  private boolean set(RowKey key, int column, Object value) throws SQLException {
    return value == null
        ? update(key, rows.sql(key).set(column, "NULL"), List.of())
        : update(key, rows.sql(key).set(column, "?"), List.of(value));
  }

  private boolean update(RowKey key, String sql, List<Object> values) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int at = rows.sql(key).bind(statement, 1, values);
      rows.sql(key).bind(statement, at, key.values());
      statement.executeUpdate();
    } catch (SQLException e) {
      if (LostTransaction.isToldBy(e)) {
        throw e;
      }
      connection.rollback(before);
      return false;
    }
    dialect.release(connection, before);
    return true;
  }
}
