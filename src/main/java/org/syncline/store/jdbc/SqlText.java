package org.syncline.store.jdbc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Pieces of statements that the dialects have in common. */
final class SqlText {
  private static final int HASH_BYTES = 8;

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

  /** 16 digits that stand for a text that is too long to be a name. */
  static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
