package org.syncline.store.jdbc;

import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.h2.api.Trigger;

/**
 * Appends to the change log whatever happens to a row, in the transaction that does it. Gives no
 * numbers and reads nothing of what others do, so it never waits for them.
 */
public final class H2ChangeTrigger implements Trigger {
  private static final String NAME = "SYNCLINE_TRG_";

  private static final String INSERT =
      "INSERT INTO \"%s\".SYNCLINE_LOG (TBL, OP, PK, OLD_F, NEW_F, CHANGED, WRITER,"
          + " UPLOAD) VALUES (?, ?, ?, ?, ?, ?, CAST(@SYNCLINE_WRITER AS UUID),"
          + " CAST(@SYNCLINE_UPLOAD AS BIGINT))";

  private String schema;
  private String table;
  private String insert;
  private volatile Layout layout;

  @Override
  public void init(
      Connection connection, String schema, String name, String table, boolean before, int type) {
    this.schema = schema;
    this.table = tableOf(name).orElse(table);
    this.insert = INSERT.formatted(schema);
    this.layout = null;
  }

  static String nameOn(String table) {
    return NAME + table;
  }

  /**
   * The table, by the name of its trigger. What H2 says is the table while ALTER TABLE makes
   * triggers anew is a copy, which becomes the table afterwards; the trigger's name has the copy's
   * in front then.
   */
  private static Optional<String> tableOf(String trigger) {
    int at = trigger.indexOf(NAME);
    return at < 0 ? Optional.empty() : Optional.of(trigger.substring(at + NAME.length()));
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
        log(entry, "D", oldKey, columns.filters(oldRow), null, null);
        log(entry, "I", newKey, null, columns.filters(newRow), null);
      } else {
        String op = oldRow == null ? "I" : newRow == null ? "D" : "U";
        String key = newKey == null ? oldKey : newKey;
        String changed = columns.changed(oldRow, newRow);
        log(entry, op, key, columns.filters(oldRow), columns.filters(newRow), changed);
      }
    }
  }

  private void log(
      PreparedStatement entry, String op, String key, String oldF, String newF, String changed)
      throws SQLException {
    entry.setString(1, table);
    entry.setString(2, op);
    entry.setString(3, key);
    entry.setString(4, oldF);
    entry.setString(5, newF);
    entry.setString(6, changed);
    entry.executeUpdate();
  }

  private Layout layout(Connection connection) throws SQLException {
    if (layout == null) {
      layout = Layout.read(connection, schema, table);
    }
    return layout;
  }

  /**
   * Where columns stand in the arrays that H2 hands over.
   *
   * @param recorded those whose old values are kept, by name
   */
  private record Layout(List<Integer> keys, List<Integer> filters, Map<String, Integer> recorded) {
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
              "SELECT KEY_COLUMNS, FILTER_COLUMNS, RECORDED_COLUMNS FROM \"%s\".SYNCLINE_TABLE WHERE TBL = ?"
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
                  ValueText.texts(rows.getString(2)).stream().map(columns::indexOf).toList(),
                  recorded(rows.getString(3), columns));
          if (layout.keys.contains(-1)
              || layout.filters.contains(-1)
              || layout.recorded.containsValue(-1)) {
            throw broken("table " + table + " has lost a column that its Syncline trigger needs");
          }
          return layout;
        }
      }
    }

    private static Map<String, Integer> recorded(String names, List<String> columns) {
      Map<String, Integer> positions = new LinkedHashMap<>();
      if (names != null) {
        ValueText.texts(names).forEach(name -> positions.put(name, columns.indexOf(name)));
      }
      return positions;
    }

    /** With a state that nobody takes for a refusal of the row. */
    private static SQLException broken(String message) {
      return new SQLException(message, "42000");
    }

    String key(Object[] row) {
      return text(row, keys);
    }

    /**
     * The old values of changed columns; null if none are recorded, a row came or went, or a value
     * is a large object.
     */
    String changed(Object[] oldRow, Object[] newRow) {
      if (recorded.isEmpty() || oldRow == null || newRow == null) {
        return null;
      }
      Map<String, Object> changed = new LinkedHashMap<>();
      for (var column : recorded.entrySet()) {
        Object old = oldRow[column.getValue()];
        if (old instanceof Clob || old instanceof Blob) {
          return null;
        }
        if (!Objects.deepEquals(old, newRow[column.getValue()])) {
          changed.put(column.getKey(), old);
        }
      }
      return ValueText.write(changed);
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
