package org.syncline.store.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.syncline.model.EdmType;
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
 * @param recorded columns whose old values the log keeps when they change
 * @param columns all that some scope has of it, keys and filters too
 */
public record TrackedTable(
    String sqlName,
    List<Column> keys,
    List<Column> filters,
    List<Column> recorded,
    List<Column> columns) {
  public TrackedTable {
    keys = List.copyOf(keys);
    filters = List.copyOf(filters);
    recorded = List.copyOf(recorded);
    columns = List.copyOf(columns);
  }

  /** A table of which no other columns travel. */
  public TrackedTable(
      String sqlName, List<Column> keys, List<Column> filters, List<Column> recorded) {
    this(sqlName, keys, filters, recorded, union(union(keys, filters), recorded));
  }

  /** A table of which no old values are kept. */
  public TrackedTable(String sqlName, List<Column> keys, List<Column> filters) {
    this(sqlName, keys, filters, List.of());
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
    List<Column> columns =
        IntStream.range(0, table.type().width()).mapToObj(i -> column(table, i)).toList();
    List<Column> recorded = table.tracksColumns() ? columns : List.of();
    return new TrackedTable(table.sqlName(), keys, filters, recorded, columns);
  }

  private static Column column(ScopeTable table, int position) {
    return new Column(table.columns().get(position), table.type().property(position).type());
  }

  private TrackedTable with(TrackedTable other) {
    if (!keys.equals(other.keys)) {
      throw new IllegalArgumentException(
          "two scopes give table '" + sqlName + "' different keys; they must agree");
    }
    return new TrackedTable(
        sqlName,
        keys,
        union(filters, other.filters),
        union(recorded, other.recorded),
        union(columns, other.columns));
  }

  private static List<Column> union(List<Column> some, List<Column> others) {
    return Stream.concat(some.stream(), others.stream()).distinct().toList();
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

  /**
   * What the filter columns would hold if the row passed the scope's filter.
   *
   * @param present what they hold
   */
  List<Object> filterValues(ScopeTable table, List<Object> present, List<Object> parameters) {
    List<Object> values = new ArrayList<>(present);
    for (Filter filter : table.filters()) {
      values.set(filterPosition(table, filter), parameters.get(filter.parameter()));
    }
    return values;
  }

  /** Place of a scope's filter among the tracked filter columns. */
  int filterPosition(ScopeTable table, Filter filter) {
    return filters.indexOf(column(table, filter.column()));
  }
}
