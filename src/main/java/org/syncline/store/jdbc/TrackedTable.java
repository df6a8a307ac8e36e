package org.syncline.store.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.syncline.model.EdmType;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.scope.Filter;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;
import org.syncline.scope.Service;

/**
 * A table whose changes are tracked, for all scopes that it is in.
 *
 * @param sqlName of the base table
 * @param keys its key columns, in the order of key values
 * @param filters columns that some scope filters by
 */
public record TrackedTable(String sqlName, List<Column> keys, List<Column> filters) {
  public TrackedTable {
    keys = List.copyOf(keys);
    filters = List.copyOf(filters);
  }

  /** A column of the base table. */
  public record Column(String sqlName, EdmType type) {}

  /** All tables of these services by name. */
  public static Map<String, TrackedTable> of(List<Service> services) {
    Map<String, TrackedTable> tables = new TreeMap<>();
    for (Service service : services) {
      for (Scope scope : service.scopes()) {
        for (ScopeTable table : scope.tables()) {
          tables.merge(table.sqlName(), of(table), TrackedTable::with);
        }
      }
    }
    return tables;
  }

  private static TrackedTable of(ScopeTable table) {
    List<Column> keys = new ArrayList<>();
    for (int i = 0; i < table.type().keyWidth(); i++) {
      keys.add(column(table, table.type().keyPosition(i)));
    }
    List<Column> filters =
        table.filters().stream().map(filter -> column(table, filter.column())).distinct().toList();
    return new TrackedTable(table.sqlName(), keys, filters);
  }

  private static Column column(ScopeTable table, int position) {
    return new Column(table.columns().get(position), table.type().property(position).type());
  }

  private TrackedTable with(TrackedTable other) {
    if (!keys.equals(other.keys)) {
      throw new IllegalArgumentException(
          "two scopes give table '" + sqlName + "' different keys; they must agree");
    }
    List<Column> all = new ArrayList<>(filters);
    other.filters.stream().filter(f -> !all.contains(f)).forEach(all::add);
    return new TrackedTable(sqlName, keys, all);
  }

  /** Name of the table that holds its tracking rows. */
  public String trackingName() {
    return "SYNCLINE_TRK_" + sqlName;
  }

  List<EdmType> keyTypes() {
    return keys.stream().map(Column::type).toList();
  }

  List<EdmType> filterTypes() {
    return filters.stream().map(Column::type).toList();
  }

  String keyText(RowKey key) {
    return ValueText.write(key.values());
  }

  /** The filter columns of a row as the log keeps them. */
  String filterText(ScopeTable table, Row row) {
    return ValueText.write(
        filters.stream().map(f -> row.value(table.columns().indexOf(f.sqlName()))).toList());
  }

  /** As {@link #filterText(ScopeTable, Row)} would be if the row passed the scope's filter. */
  String filterText(ScopeTable table, Row row, List<Object> parameters) {
    List<Object> values = new ArrayList<>();
    filters.forEach(f -> values.add(row.value(table.columns().indexOf(f.sqlName()))));
    for (Filter filter : table.filters()) {
      values.set(filterPosition(table, filter), parameters.get(filter.parameter()));
    }
    return ValueText.write(values);
  }

  /** Place of a scope's filter among the tracked filter columns. */
  int filterPosition(ScopeTable table, Filter filter) {
    return filters.indexOf(column(table, filter.column()));
  }
}
