package org.syncline.store.jpa;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds tables of the connection's own schema. */
final class DatabaseCatalogue {
  /** Stands for an expression, or for a condition under which alone rows are kept apart. */
  private static final String NO_COLUMN = "";

  private final DatabaseMetaData database;
  private final String catalogue;
  private final String schema;

  DatabaseCatalogue(Connection connection) throws SQLException {
    this.database = connection.getMetaData();
    this.catalogue = connection.getCatalog();
    this.schema = connection.getSchema();
  }

  /**
   * The table spelt just so, or else the only one that differs in letter case alone.
   *
   * @throws IllegalArgumentException if there is none; the message goes on behind the table's name
   */
  FoundTable table(String wanted) throws SQLException {
    Map<String, String> alike = new TreeMap<>();
    try (ResultSet tables = database.getTables(catalogue, schema, null, null)) {
      while (tables.next()) {
        String name = tables.getString("TABLE_NAME");
        if (name.equalsIgnoreCase(wanted) && isOwn(tables)) {
          alike.put(name, tables.getString("TABLE_TYPE"));
        }
      }
    }
    if (!alike.containsKey(wanted) && alike.size() > 1) {
      throw new IllegalArgumentException(
          "is one of %s, which differ in letter case alone; spell it exactly"
              .formatted(alike.keySet()));
    }
    String name = alike.containsKey(wanted) ? wanted : String.join("", alike.keySet());
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          "is not in the database; create it first, in the embedded database by the script of syncline.h2.script");
    }
    if (!alike.get(name).endsWith("TABLE")) {
      throw new IllegalArgumentException(
          "is a %s, of which changes cannot be tracked"
              .formatted(alike.get(name).toLowerCase(Locale.ROOT)));
    }
    return read(name);
  }

  /** What is asked for is a pattern, which other schemas may fit too. */
  private boolean isOwn(ResultSet rows) throws SQLException {
    return schema == null || schema.equals(rows.getString("TABLE_SCHEM"));
  }

  private FoundTable read(String table) throws SQLException {
    List<String> primaryKey = primaryKey(table);
    Set<String> parents = new TreeSet<>();
    Set<String> selfReferences = new TreeSet<>();
    try (ResultSet keys = database.getImportedKeys(catalogue, schema, table)) {
      while (keys.next()) {
        String parent = keys.getString("PKTABLE_NAME");
        parents.add(parent);
        boolean itself =
            parent.equals(table) && Objects.equals(keys.getString("PKTABLE_SCHEM"), schema);
        if (itself && primaryKey.equals(List.of(keys.getString("PKCOLUMN_NAME")))) {
          selfReferences.add(keys.getString("FKCOLUMN_NAME"));
        }
      }
    }
    parents.remove(table);
    return new FoundTable(
        table, columns(table), primaryKey, unique(table), parents, selfReferences);
  }

  private List<FoundTable.Column> columns(String table) throws SQLException {
    Set<String> numbered = alwaysNumbered(table);
    List<FoundTable.Column> columns = new ArrayList<>();
    try (ResultSet rows = database.getColumns(catalogue, schema, pattern(table), null)) {
      while (rows.next()) {
        if (!isOwn(rows)) {
          continue;
        }
        String name = rows.getString("COLUMN_NAME");
        boolean generated = "YES".equals(rows.getString("IS_GENERATEDCOLUMN"));
        boolean filled = "YES".equals(rows.getString("IS_AUTOINCREMENT"));
        columns.add(
            new FoundTable.Column(
                name,
                rows.getInt("DATA_TYPE"),
                rows.getString("TYPE_NAME"),
                rows.getInt("COLUMN_SIZE"),
                rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls,
                generated || numbered.contains(name),
                filled || generated || rows.getString("COLUMN_DEF") != null));
      }
    }
    return columns;
  }

  /** Columns whose value the database insists on making; drivers do not tell them from others. */
  private Set<String> alwaysNumbered(String table) throws SQLException {
    Set<String> columns = new HashSet<>();
    if (schema == null) {
      return columns; // MariaDB and MySQL have none
    }
    try (PreparedStatement statement =
        database
            .getConnection()
            .prepareStatement(
                "SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = ?"
                    + " AND TABLE_NAME = ? AND IDENTITY_GENERATION = 'ALWAYS'")) {
      statement.setString(1, schema);
      statement.setString(2, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.add(rows.getString(1));
        }
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
        String column = rows.getString("COLUMN_NAME");
        boolean whole = column != null && rows.getString("FILTER_CONDITION") == null;
        if (rows.getString("INDEX_NAME") != null) {
          indexes
              .computeIfAbsent(rows.getString("INDEX_NAME"), name -> new HashSet<>())
              .add(whole ? column : NO_COLUMN);
        }
      }
    }
    return new HashSet<>(indexes.values());
  }
}
