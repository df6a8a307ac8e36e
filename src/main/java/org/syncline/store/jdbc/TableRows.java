package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.syncline.engine.RowCursor;
import org.syncline.model.RowView;

/** The rows of one base table within a filter, by keyset. */
final class TableRows extends Page implements RowCursor {
  private final TableSql sql;
  private final List<Object> filters;
  private final ColumnRow row;
  private List<Object> after;

  TableRows(Connection connection, TableSql sql, List<Object> parameters, List<Object> after)
      throws SQLException {
    super(
        connection.prepareStatement(after.isEmpty() ? sql.firstPage : sql.nextPage),
        connection.prepareStatement(sql.nextPage));
    this.sql = sql;
    this.filters = sql.filterValues(parameters);
    this.row = new ColumnRow(sql, 1);
    this.after = after;
  }

  @Override
  void bind(PreparedStatement statement, boolean first, int rows) throws SQLException {
    List<Object> values = new ArrayList<>(filters);
    if (!first) {
      after = row.key().values();
    }
    if (!after.isEmpty()) {
      values.addAll(TableSql.after(after));
    }
    int at = sql.bind(statement, 1, values);
    statement.setInt(at, rows);
  }

  @Override
  void read(ResultSet rows) throws SQLException {
    row.read(rows);
  }

  @Override
  public RowView row() {
    return row;
  }
}
