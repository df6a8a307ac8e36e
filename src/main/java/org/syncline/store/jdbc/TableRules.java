package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.syncline.scope.ScopeTable;

/**
 * What the database says of a table's columns that travel, by their positions.
 *
 * @param unique columns whose values no two rows may share, whether under a condition or not
 * @param references columns that refer to other rows
 * @param fixed columns that are part of the key or that other rows refer to
 */
record TableRules(List<Set<Integer>> unique, Set<Integer> references, Set<Integer> fixed) {
  static TableRules read(Connection connection, ScopeTable table) throws SQLException {
    DatabaseMetaData database = connection.getMetaData();
    String catalogue = connection.getCatalog();
    String schema = connection.getSchema();
    Map<String, Set<Integer>> indexes = new TreeMap<>();
    try (ResultSet rows = database.getIndexInfo(catalogue, schema, table.sqlName(), true, false)) {
      while (rows.next()) {
        String index = rows.getString("INDEX_NAME");
        if (index != null) {
          indexes.computeIfAbsent(index, name -> new TreeSet<>());
          add(table, rows.getString("COLUMN_NAME"), indexes.get(index));
        }
      }
    }
    Set<Integer> references = new TreeSet<>();
    try (ResultSet rows = database.getImportedKeys(catalogue, schema, table.sqlName())) {
      while (rows.next()) {
        add(table, rows.getString("FKCOLUMN_NAME"), references);
      }
    }
    // a reference could follow a value that is there for a moment, and not come back
    Set<Integer> fixed = new HashSet<>();
    try (ResultSet rows = database.getExportedKeys(catalogue, schema, table.sqlName())) {
      while (rows.next()) {
        add(table, rows.getString("PKCOLUMN_NAME"), fixed);
      }
    }
    for (int i = 0; i < table.type().keyWidth(); i++) {
      fixed.add(table.type().keyPosition(i));
    }
    references.removeAll(fixed);
    return new TableRules(List.copyOf(indexes.values()), references, fixed);
  }

  private static void add(ScopeTable table, String column, Set<Integer> to) {
    int position = table.columns().indexOf(column);
    if (position >= 0) {
      to.add(position);
    }
  }

  /** Whether the column may have another value for a moment. */
  boolean isFree(int column) {
    return !fixed.contains(column);
  }
}
