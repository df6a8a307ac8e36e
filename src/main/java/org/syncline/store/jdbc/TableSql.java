package org.syncline.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.syncline.model.EdmType;
import org.syncline.scope.Filter;
import org.syncline.scope.ScopeTable;

/** The statements that read one table of a scope, made once. */
final class TableSql {
  private final Dialect dialect;
  private final ScopeTable table;
  private final TrackedTable tracked;

  /** A page of the table in key order; parameters: filters, [keys as {@link #after}], rows. */
  final String firstPage;

  final String nextPage;

  /** A page of changes; parameters: filters, filters, after, up to, rows. */
  final String changes;

  /** One row within the filter; parameters: keys, filters. */
  final String visibleRow;

  /** One row; parameters: keys. */
  final String row;

  /** One, and then what all scopes filter the row by; parameters: keys. */
  final String filters;

  final String lock;

  /** The last numbered change of a row; parameters: keys. */
  final String lastChange;

  TableSql(Dialect dialect, ScopeTable table, TrackedTable tracked) {
    this.dialect = dialect;
    this.table = table;
    this.tracked = tracked;
    String base = dialect.quote(table.sqlName());
    String trk = dialect.quote(dialect.trackingName(tracked));
    String columns = selected("");
    String matching = equal("", filterColumns());
    String keys = equal("", keyColumns());
    String order = " ORDER BY " + list("", orderColumns());
    boolean filtered = filterColumns().size() == tracked.filters().size();
    String from = "SELECT " + columns + " FROM " + base + " WHERE ";
    String paged =
        "SELECT " + columns + " FROM " + dialect.baseByKey(tracked, filtered) + " WHERE ";
    this.firstPage = dialect.first(paged + and(matching, "1 = 1") + order, "?");
    this.nextPage =
        dialect.first(
            paged
                + and(matching, SqlText.behind(keyColumns().stream().map(dialect::quote).toList()))
                + order,
            "?");
    this.visibleRow = from + and(keys, matching);
    this.row = from + keys;
    this.filters =
        "SELECT 1"
            + tracked.filters().stream()
                .map(f -> ", " + dialect.selected(dialect.quote(f.sqlName()), f.type()))
                .collect(Collectors.joining())
            + " FROM "
            + base
            + " WHERE "
            + keys;
    this.lock = dialect.lockingRow("1", base, keys);
    this.changes =
        dialect.first(
            "SELECT T.SEQ, T.LOG_ID, T.WRITER, T.UPLOAD, T.ECHO, "
                + IntStream.range(0, tracked.keys().size())
                    .mapToObj(i -> dialect.selected("T.K" + i, tracked.keys().get(i).type()))
                    .collect(Collectors.joining(", "))
                + ", "
                + selected("B.")
                + " FROM "
                + dialect.trackingBySeq(tracked, filtered)
                + " LEFT JOIN "
                + base
                + " B ON "
                + and(joined(), equal("B.", filterColumns()))
                + " WHERE "
                + and(trackedFilters(), "T.SEQ > ? AND T.SEQ <= ?")
                + " ORDER BY "
                + trackedOrder()
                + "T.SEQ",
            "?");
    this.lastChange =
        dialect.first(
            "SELECT SEQ, LOG_ID, WRITER, UPLOAD, ECHO FROM "
                + trk
                + " WHERE "
                + IntStream.range(0, tracked.keys().size())
                    .mapToObj(i -> "K" + i + " = ?")
                    .collect(Collectors.joining(" AND "))
                + " ORDER BY SEQ DESC",
            "1");
  }

  /** Changes one column of a row; parameters: those of the value, keys. */
  String set(int column, String value) {
    return "UPDATE %s SET %s = %s WHERE %s"
        .formatted(
            dialect.quote(table.sqlName()),
            dialect.quote(table.columns().get(column)),
            value,
            equal("", keyColumns()));
  }

  /** Whether there is such a row; parameters of {@link #lock}. */
  boolean lock(PreparedStatement row) throws SQLException {
    return dialect.lock(row);
  }

  /** Binds values one after another; gives the place behind them. */
  int bind(PreparedStatement statement, int from, List<?> values) throws SQLException {
    return SqlValues.bindAll(dialect, statement, from, values);
  }

  Object read(ResultSet rows, int column, EdmType type) throws SQLException {
    return dialect.read(rows, column, type);
  }

  /** As {@link #read}, with one form for values that the database takes for equal. */
  Object readKey(ResultSet rows, int column, EdmType type) throws SQLException {
    Object value = dialect.read(rows, column, type);
    return value instanceof OffsetDateTime reading ? ValueText.utc(reading) : value;
  }

  ScopeTable table() {
    return table;
  }

  TrackedTable tracked() {
    return tracked;
  }

  List<Object> filterValues(List<Object> parameters) {
    List<Object> values = new ArrayList<>();
    table.filters().forEach(filter -> values.add(parameters.get(filter.parameter())));
    return values;
  }

  /** The values to bind for "behind this key" in {@link #nextPage}. */
  static List<Object> after(List<Object> key) {
    List<Object> values = new ArrayList<>();
    values.add(key.get(0));
    for (int i = 0; i < key.size(); i++) {
      values.addAll(key.subList(0, i + 1));
    }
    return values;
  }

  private List<String> keyColumns() {
    return tracked.keys().stream().map(TrackedTable.Column::sqlName).toList();
  }

  private List<String> filterColumns() {
    return table.filters().stream().map(f -> table.columns().get(f.column())).toList();
  }

  /** Filters first: within them order is the same, and one index serves both. */
  private List<String> orderColumns() {
    List<String> columns = new ArrayList<>(filterColumns());
    keyColumns().stream().filter(k -> !columns.contains(k)).forEach(columns::add);
    return columns;
  }

  private String joined() {
    return IntStream.range(0, tracked.keys().size())
        .mapToObj(i -> "B." + dialect.quote(tracked.keys().get(i).sqlName()) + " = T.K" + i)
        .collect(Collectors.joining(" AND "));
  }

  /** Within the filters all rows are equal, but only with them the order is that of the index. */
  private String trackedOrder() {
    return table.filters().stream()
        .map(f -> "T.F" + tracked.filterPosition(table, f) + ", ")
        .collect(Collectors.joining());
  }

  private String trackedFilters() {
    return table.filters().stream()
        .map((Filter f) -> "T.F" + tracked.filterPosition(table, f) + " = ?")
        .collect(Collectors.joining(" AND "));
  }

  private String selected(String prefix) {
    return IntStream.range(0, table.columns().size())
        .mapToObj(
            i ->
                dialect.selected(
                    prefix + dialect.quote(table.columns().get(i)),
                    table.type().property(i).type()))
        .collect(Collectors.joining(", "));
  }

  private String list(String prefix, List<String> columns) {
    return columns.stream().map(c -> prefix + dialect.quote(c)).collect(Collectors.joining(", "));
  }

  private String equal(String prefix, List<String> columns) {
    return columns.stream()
        .map(c -> prefix + dialect.quote(c) + " = ?")
        .collect(Collectors.joining(" AND "));
  }

  private static String and(String left, String right) {
    if (left.isEmpty() || right.isEmpty()) {
      return left + right;
    }
    return left + " AND " + right;
  }
}
