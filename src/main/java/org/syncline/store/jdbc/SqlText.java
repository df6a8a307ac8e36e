package org.syncline.store.jdbc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

  /** {@code K0, K1, F0, F_KEY, ...}: the columns of a tracking table. */
  static String trackingColumns(TrackedTable table) {
    return numbered("K", table.keys().size())
        + ", "
        + filtersThen(table, "F_KEY, SEQ, LOG_ID, GONE, ECHO, WRITER, UPLOAD");
  }

  /** {@code F0, F1, ..., SEQ}: in what order a tracking table is read. */
  static String bySeq(TrackedTable table) {
    return filtersThen(table, "SEQ");
  }

  private static String filtersThen(TrackedTable table, String rest) {
    return table.filters().isEmpty() ? rest : numbered("F", table.filters().size()) + ", " + rest;
  }

  /** {@code ?, ?, ...}: for keys and filters of a row, and for more. */
  static String parameters(TrackedTable table, int more) {
    int all = table.keys().size() + table.filters().size() + more;
    return String.join(", ", Collections.nCopies(all, "?"));
  }

  /** {@code "ID" AS K0, "Day" AS K1, "Owner" AS F0, ...}: where keys and filters come from. */
  static String aliased(TrackedTable table, UnaryOperator<String> quote) {
    String keys = aliased("K", table.keys(), quote);
    return table.filters().isEmpty() ? keys : keys + ", " + aliased("F", table.filters(), quote);
  }

  /** {@code "ID" AS K0, ...} */
  static String aliased(
      String letter, List<TrackedTable.Column> columns, UnaryOperator<String> quote) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> quote.apply(columns.get(i).sqlName()) + " AS " + letter + i)
        .collect(Collectors.joining(", "));
  }

  static String names(List<TrackedTable.Column> columns, UnaryOperator<String> quote) {
    return columns.stream().map(c -> quote.apply(c.sqlName())).collect(Collectors.joining(", "));
  }

  /**
   * That a row is behind a key; parameters: {@link TableSql#after}. Written out, since not every
   * database uses an index for {@code (a, b) > (?, ?)}; the first term bounds the range for those
   * that would not see it in an OR.
   *
   * @param keys columns in quotes
   */
  static String behind(List<String> keys) {
    StringBuilder equal = new StringBuilder();
    List<String> ways = new ArrayList<>();
    for (String key : keys) {
      ways.add(equal + key + " > ?");
      equal.append(key).append(" = ? AND ");
    }
    return keys.get(0) + " >= ? AND (" + String.join(" OR ", ways) + ")";
  }

  /** Key columns by which no scope filters. */
  static List<TrackedTable.Column> unfilteredKeys(TrackedTable table) {
    return table.keys().stream().filter(k -> !table.filters().contains(k)).toList();
  }

  /** The columns that a trigger writes into the log whenever a row is touched. */
  static List<TrackedTable.Column> keysAndFilters(TrackedTable table) {
    return Stream.concat(table.keys().stream(), table.filters().stream()).distinct().toList();
  }

  /** The first sentence about a key or filter column that cannot be one. */
  static Optional<String> firstUnfit(
      TrackedTable table, Function<TrackedTable.Column, Optional<String>> unfit) {
    return keysAndFilters(table).stream().map(unfit).flatMap(Optional::stream).findFirst();
  }

  /** In what order first downloads page a base table within a filter; empty: by its key. */
  static String keyset(TrackedTable table, UnaryOperator<String> quote) {
    List<TrackedTable.Column> rest = unfilteredKeys(table);
    return table.filters().isEmpty() || rest.isEmpty()
        ? ""
        : names(table.filters(), quote) + ", " + names(rest, quote);
  }

  /** The sentence for a column that is not there. */
  static String noColumn(TrackedTable table, TrackedTable.Column column) {
    return "table %s has no column %s, which a scope needs"
        .formatted(table.sqlName(), column.sqlName());
  }

  /** The sentence for a column that a dialect's triggers cannot write as the engine does. */
  static String unfit(TrackedTable table, String column, String type, String remedy) {
    return "column %s of table %s is part of a key or a filter and has type %s, whose values cannot be written into the change log exactly: %s"
        .formatted(column, table.sqlName(), type, remedy);
  }

  /**
   * A name for something of Syncline's that belongs to something else.
   *
   * @param most characters that a name may have; of a longer one a part and a digest are left
   */
  static String own(String prefix, String of, int most) {
    String name = prefix + of;
    if (name.codePointCount(0, name.length()) <= most) {
      return name;
    }
    String hash = "_" + hash(of);
    return name.substring(0, name.offsetByCodePoints(0, most - hash.length())) + hash;
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
