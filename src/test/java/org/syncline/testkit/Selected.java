package org.syncline.testkit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.syncline.model.Row;
import org.syncline.scope.ScopeTable;
import org.syncline.store.jdbc.Dialect;

/** What a device must hold: a plain select under its user's filter, column by column. */
public final class Selected {
  private Selected() {}

  /** All rows as sorted text, to compare with {@link Copy#content()}. */
  public static List<String> of(SyncServer server, UUID user) throws SQLException {
    List<String> rows = new ArrayList<>();
    Dialect dialect = server.database().kind().dialect();
    try (Connection connection = server.database().connect()) {
      for (ScopeTable table : server.scope().tables()) {
        try (PreparedStatement select = connection.prepareStatement(sql(dialect, table))) {
          if (!table.filters().isEmpty()) {
            select.setObject(1, user);
          }
          read(select, dialect, table, rows);
        }
      }
    }
    return rows.stream().sorted().toList();
  }

  private static String sql(Dialect dialect, ScopeTable table) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      String column = "\"" + table.columns().get(i) + "\"";
      columns.add(dialect.selected(column, table.type().property(i).type()));
    }
    String from = "SELECT %s FROM \"%s\"".formatted(String.join(", ", columns), table.sqlName());
    return table.filters().isEmpty()
        ? from
        : from
            + " WHERE \"%s\" = ?".formatted(table.columns().get(table.filters().get(0).column()));
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
