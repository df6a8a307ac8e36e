package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.h2.api.Trigger;

/**
 * Appends to the change log whatever happens to a row, in the transaction that does it. Gives no
 * numbers and reads nothing of what others do, so it never waits for them.
 */
public final class H2ChangeTrigger implements Trigger {
  private static final String INSERT =
      "INSERT INTO \"%s\".SYNCLINE_LOG (TBL, OP, PK, OLD_F, NEW_F, WRITER, UPLOAD) VALUES (?, ?, ?, ?, ?,"
          + " CAST(@SYNCLINE_WRITER AS UUID), CAST(@SYNCLINE_UPLOAD AS BIGINT))";

  private String schema;
  private String table;
  private String insert;
  private volatile Layout layout;

  @Override
  public void init(
      Connection connection, String schema, String name, String table, boolean before, int type) {
    this.schema = schema;
    this.table = table;
    this.insert = INSERT.formatted(schema);
    this.layout = null;
  }

  @Override
  public void fire(Connection connection, Object[] oldRow, Object[] newRow) throws SQLException {
    if (oldRow != null && newRow != null && Arrays.deepEquals(oldRow, newRow)) {
      return;
    }
    Layout columns = layout(connection);
    String oldKey = columns.key(oldRow);
    String newKey = columns.key(newRow);
    try (PreparedStatement entry = connection.prepareStatement(insert)) {
      if (oldKey != null && newKey != null && !oldKey.equals(newKey)) {
        // clients know rows by their keys: a new key is another row (hazard 33)
        log(entry, "D", oldKey, columns.filters(oldRow), null);
        log(entry, "I", newKey, null, columns.filters(newRow));
      } else {
        String op = oldRow == null ? "I" : newRow == null ? "D" : "U";
        String key = newKey == null ? oldKey : newKey;
        log(entry, op, key, columns.filters(oldRow), columns.filters(newRow));
      }
    }
  }

  private void log(PreparedStatement entry, String op, String key, String oldF, String newF)
      throws SQLException {
    entry.setString(1, table);
    entry.setString(2, op);
    entry.setString(3, key);
    entry.setString(4, oldF);
    entry.setString(5, newF);
    entry.executeUpdate();
  }

  private Layout layout(Connection connection) throws SQLException {
    if (layout == null) {
      layout = Layout.read(connection, schema, table);
    }
    return layout;
  }

  /** Where key and filter columns stand in the arrays that H2 hands over. */
  private record Layout(List<Integer> keys, List<Integer> filters) {
    static Layout read(Connection connection, String schema, String table) throws SQLException {
      List<String> columns = new ArrayList<>();
      try (PreparedStatement statement =
          connection.prepareStatement(
              "SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = ?"
                  + " AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION")) {
        statement.setString(1, schema);
        statement.setString(2, table);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            columns.add(rows.getString(1));
          }
        }
      }
      try (PreparedStatement statement =
          connection.prepareStatement(
              "SELECT KEY_COLUMNS, FILTER_COLUMNS FROM \"%s\".SYNCLINE_TABLE WHERE TBL = ?"
                  .formatted(schema))) {
        statement.setString(1, table);
        try (ResultSet rows = statement.executeQuery()) {
          if (!rows.next()) {
            throw broken(
                "table " + table + " has a Syncline trigger but no entry in SYNCLINE_TABLE");
          }
          Layout layout =
              new Layout(
                  ValueText.texts(rows.getString(1)).stream().map(columns::indexOf).toList(),
                  ValueText.texts(rows.getString(2)).stream().map(columns::indexOf).toList());
          if (layout.keys.contains(-1) || layout.filters.contains(-1)) {
            throw broken("table " + table + " has lost a column that its Syncline trigger needs");
          }
          return layout;
        }
      }
    }

    /** With a state that nobody takes for a refusal of the row. */
    private static SQLException broken(String message) {
      return new SQLException(message, "42000");
    }

    String key(Object[] row) {
      return text(row, keys);
    }

    String filters(Object[] row) {
      return text(row, filters);
    }

    private static String text(Object[] row, List<Integer> positions) {
      if (row == null) {
        return null;
      }
      List<Object> values = new ArrayList<>(positions.size());
      for (int position : positions) {
        values.add(row[position]);
      }
      return ValueText.write(values);
    }
  }
}
