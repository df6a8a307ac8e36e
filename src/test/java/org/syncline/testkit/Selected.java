package org.syncline.testkit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.syncline.model.Row;
import org.syncline.scope.Filter;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;
import org.syncline.store.jdbc.Dialect;

/** What a device must hold: a plain select under its user's filter, column by column. */
public final class Selected {
  private Selected() {}

  /** All rows as sorted text, to compare with {@link Copy#content()}. */
  public static List<String> of(SyncServer server, UUID user) throws SQLException {
    try (Connection connection = server.database().connect()) {
      return of(connection, server.database().kind().dialect(), server.scope(), List.of(user));
    }
  }

  /** All rows as sorted text. */
  static List<String> of(
      Connection connection, Dialect dialect, Scope scope, List<Object> parameters)
      throws SQLException {
    List<String> rows = new ArrayList<>();
    for (ScopeTable table : scope.tables()) {
      try (PreparedStatement select = connection.prepareStatement(sql(dialect, table))) {
        int at = 1;
        for (Filter filter : table.filters()) {
          dialect.bind(select, at++, parameters.get(filter.parameter()));
        }
        read(select, dialect, table, rows);
      }
    }
    return rows.stream().sorted().toList();
  }

  private static String sql(Dialect dialect, ScopeTable table) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      String column = dialect.quote(table.columns().get(i));
      columns.add(dialect.selected(column, table.type().property(i).type()));
    }
    String matching =
        table.filters().stream()
            .map(filter -> dialect.quote(table.columns().get(filter.column())) + " = ?")
            .collect(Collectors.joining(" AND "));
    return "SELECT %s FROM %s%s"
        .formatted(
            String.join(", ", columns),
            dialect.quote(table.sqlName()),
            matching.isEmpty() ? "" : " WHERE " + matching);
  }

  private static void read(
      PreparedStatement select, Dialect dialect, ScopeTable table, List<String> into)
      throws SQLException {
    try (ResultSet found = select.executeQuery()) {
      while (found.next()) {
        Object[] values = new Object[table.type().width()];
        for (int i = 0; i < values.length; i++) {
          values[i] = dialect.read(found, i + 1, table.type().property(i).type());
        }
        into.add(new Row(table.type(), values).toString());
      }
    }
  }
}
