package org.syncline.store.jpa;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds tables of the connection's own schema. */
final class DatabaseCatalogue {
  private final DatabaseMetaData database;
  private final String catalogue;
  private final String schema;

  DatabaseCatalogue(Connection connection) throws SQLException {
    this.database = connection.getMetaData();
    this.catalogue = connection.getCatalog();
    this.schema = connection.getSchema();
  }

  /** The table spelt just so, or else the only one that differs in letter case alone. */
  Optional<FoundTable> table(String wanted) throws SQLException {
    List<String> alike = new ArrayList<>();
    try (ResultSet tables = database.getTables(catalogue, schema, null, null)) {
      while (tables.next()) {
        String name = tables.getString("TABLE_NAME");
        String kind = tables.getString("TABLE_TYPE");
        if (kind.endsWith("TABLE") && name.equalsIgnoreCase(wanted)) {
          alike.add(name);
        }
      }
    }
    if (alike.contains(wanted)) {
      return Optional.of(read(wanted));
    }
    return alike.size() == 1 ? Optional.of(read(alike.get(0))) : Optional.empty();
  }

  private FoundTable read(String table) throws SQLException {
    List<String> primaryKey = primaryKey(table);
    Set<String> parents = new TreeSet<>();
    Set<String> selfReferences = new TreeSet<>();
    try (ResultSet keys = database.getImportedKeys(catalogue, schema, table)) {
      while (keys.next()) {
        String parent = keys.getString("PKTABLE_NAME");
        parents.add(parent);
        if (parent.equals(table) && primaryKey.equals(List.of(keys.getString("PKCOLUMN_NAME")))) {
          selfReferences.add(keys.getString("FKCOLUMN_NAME"));
        }
      }
    }
    parents.remove(table);
    return new FoundTable(
        table, columns(table), primaryKey, unique(table), parents, selfReferences);
  }

  private List<FoundTable.Column> columns(String table) throws SQLException {
    List<FoundTable.Column> columns = new ArrayList<>();
    try (ResultSet rows = database.getColumns(catalogue, schema, pattern(table), null)) {
      while (rows.next()) {
        columns.add(
            new FoundTable.Column(
                rows.getString("COLUMN_NAME"),
                rows.getInt("DATA_TYPE"),
                rows.getString("TYPE_NAME"),
                rows.getInt("COLUMN_SIZE"),
                rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls,
                "YES".equals(rows.getString("IS_GENERATEDCOLUMN"))));
      }
    }
    return columns;
  }

  /** So that a name with an underscore means itself alone. */
  private String pattern(String name) throws SQLException {
    String escape = database.getSearchStringEscape();
    return name.replace(escape, escape + escape)
        .replace("_", escape + "_")
        .replace("%", escape + "%");
  }

  private List<String> primaryKey(String table) throws SQLException {
    Map<Integer, String> columns = new TreeMap<>();
    try (ResultSet rows = database.getPrimaryKeys(catalogue, schema, table)) {
      while (rows.next()) {
        columns.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
      }
    }
    return List.copyOf(columns.values());
  }

  private Set<Set<String>> unique(String table) throws SQLException {
    Map<String, Set<String>> indexes = new HashMap<>();
    try (ResultSet rows = database.getIndexInfo(catalogue, schema, table, true, false)) {
      while (rows.next()) {
        if (rows.getString("COLUMN_NAME") != null) {
          indexes
              .computeIfAbsent(rows.getString("INDEX_NAME"), name -> new HashSet<>())
              .add(rows.getString("COLUMN_NAME"));
        }
      }
    }
    return new HashSet<>(indexes.values());
  }
}
