package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.syncline.scope.Filter;

/**
 * Finds log entries without a number that concern one filter of one table. Others may wait by the
 * million: each query finds its entries by an index, and reads no more than it was asked for.
 */
final class OpenEntries {
  private static final String ENTRIES =
      "SELECT " + LogEntry.COLUMNS + " FROM SYNCLINE_LOG WHERE SEQ IS NULL AND TBL = ?";

  /** Which entries an earlier query has found already. */
  private static final String LEFT = " AND (NEW_F IS NULL OR NEW_F <> OLD_F)";

  private OpenEntries() {}

  /** Whether there is any entry without a number. */
  static boolean exist(Connection connection, Dialect dialect) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                dialect.first("SELECT 1 FROM SYNCLINE_LOG WHERE SEQ IS NULL", "1"));
        ResultSet rows = statement.executeQuery()) {
      return rows.next();
    }
  }

  /**
   * In no order. Where other scopes filter the table by further columns, it may find a few that do
   * not concern the filter.
   *
   * @param most of those that the row entered or stayed in the filter by, and as many by which one
   *     left it: if that many are found, there may be more
   */
  static List<LogEntry> concerning(
      Connection connection, Dialect dialect, TableSql sql, List<Object> parameters, int most)
      throws SQLException {
    String name = sql.tracked().sqlName();
    List<Filter> filters = sql.table().filters();
    if (filters.isEmpty()) {
      return find(connection, dialect.first(ENTRIES, "?"), name, null, most);
    }
    if (filters.stream().anyMatch(f -> parameters.get(f.parameter()) == null)) {
      return List.of(); // a row without a value is in no filter
    }
    String[] texts = new String[sql.tracked().filters().size()];
    for (Filter filter : filters) {
      texts[sql.tracked().filterPosition(sql.table(), filter)] =
          json(parameters.get(filter.parameter()));
    }
    boolean whole = Arrays.stream(texts).allMatch(text -> text != null);
    String matches = whole ? " = ?" : " LIKE ? ESCAPE '!'";
    String wanted = "[" + String.join(",", whole ? Arrays.asList(texts) : pattern(texts)) + "]";
    List<LogEntry> found =
        find(connection, dialect.first(ENTRIES + " AND NEW_F" + matches, "?"), name, wanted, most);
    if (found.size() < most) {
      found.addAll(
          find(
              connection,
              dialect.first(ENTRIES + " AND OLD_F" + matches + LEFT, "?"),
              name,
              wanted,
              most));
    }
    return found;
  }

  private static String json(Object value) {
    String array = ValueText.write(Collections.singletonList(value));
    return array.substring(1, array.length() - 1);
  }

  private static List<String> pattern(String[] texts) {
    return Arrays.stream(texts)
        .map(text -> text == null ? "%" : text.replaceAll("[!%_]", "!$0"))
        .toList();
  }

  private static List<LogEntry> find(
      Connection connection, String sql, String table, String filter, int most)
      throws SQLException {
    List<LogEntry> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int at = 1;
      statement.setString(at++, table);
      if (filter != null) {
        statement.setString(at++, filter);
      }
      statement.setInt(at, most);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(LogEntry.read(rows));
        }
      }
    }
    return found;
  }
}
