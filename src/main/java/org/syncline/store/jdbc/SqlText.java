package org.syncline.store.jdbc;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Pieces of statements that the dialects have in common. */
final class SqlText {
  private SqlText() {}

  /** {@code K0, K1, ...} */
  static String numbered(String letter, int count) {
    return IntStream.range(0, count).mapToObj(i -> letter + i).collect(Collectors.joining(", "));
  }

  /** {@code "ID" AS K0, "Day" AS K1, ...} */
  static String aliased(
      String letter, List<TrackedTable.Column> columns, UnaryOperator<String> quote) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> quote.apply(columns.get(i).sqlName()) + " AS " + letter + i)
        .collect(Collectors.joining(", "));
  }

  static String names(List<TrackedTable.Column> columns, UnaryOperator<String> quote) {
    return columns.stream().map(c -> quote.apply(c.sqlName())).collect(Collectors.joining(", "));
  }

  /** Key columns by which no scope filters. */
  static List<TrackedTable.Column> unfilteredKeys(TrackedTable table) {
    return table.keys().stream().filter(k -> !table.filters().contains(k)).toList();
  }

  /** The columns that a trigger writes into the log whenever a row is touched. */
  static List<TrackedTable.Column> keysAndFilters(TrackedTable table) {
    return Stream.concat(table.keys().stream(), table.filters().stream()).distinct().toList();
  }

  /** The sentence for a column that a dialect's triggers cannot write as the engine does. */
  static String unfit(TrackedTable table, String column, String type, String remedy) {
    return "column %s of table %s is part of a key or a filter and has type %s, whose values cannot be written into the change log exactly: %s"
        .formatted(column, table.sqlName(), type, remedy);
  }
}
