package org.syncline.store.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The trigger that logs what happens to a table's rows: one for all statements, which runs once for
 * each of them, however many rows it touches. Experimental: never run against a server.
 *
 * <p>Rows before and after a statement are told apart by their keys. A key that was changed is
 * therefore one that went and one that came. The trigger does not rely on settings of who writes.
 */
final class SqlServerTrigger {
  private static final String WRITER =
      "CAST(CAST(SESSION_CONTEXT(N'SYNCLINE_WRITER') AS NVARCHAR(36)) AS UNIQUEIDENTIFIER),"
          + " CAST(CAST(SESSION_CONTEXT(N'SYNCLINE_UPLOAD') AS NVARCHAR(20)) AS BIGINT)";

  /** Row counts are the writer's business; and one that it limits must not limit the entries. */
  static final List<String> SETTINGS = List.of("SET NOCOUNT ON", "SET ROWCOUNT 0");

  private final SqlServerDialect dialect;
  private final TrackedTable table;
  private final String schema;
  private final Map<String, SqlServerColumn> columns;

  /**
   * @param schema of the table, of Syncline's own tables and of the trigger
   * @param columns all of the table's, by name
   */
  SqlServerTrigger(
      SqlServerDialect dialect,
      TrackedTable table,
      String schema,
      Map<String, SqlServerColumn> columns) {
    this.dialect = dialect;
    this.table = table;
    this.schema = dialect.quote(schema);
    this.columns = columns;
  }

  static String name(TrackedTable table) {
    return SqlServerDialect.own("SYNCLINE_TRG_", table);
  }

  /** The statement that makes or replaces it, with a mark by which it is known again. */
  String create() {
    return header()
        + " /* "
        + mark()
        + " */ BEGIN\n  "
        + String.join(";\n  ", SETTINGS)
        + ";\n  "
        + String.join(";\n  ", entries())
        + ";\nEND";
  }

  String header() {
    return "CREATE OR ALTER TRIGGER %s.%s ON %s.%s AFTER INSERT, UPDATE, DELETE AS"
        .formatted(schema, dialect.quote(name(table)), schema, dialect.quote(table.sqlName()));
  }

  /** The catalogue keeps the text, but not to the letter. */
  String mark() {
    return "syncline " + SqlText.hash(String.join(";", entries()));
  }

  /** What it does for rows that went, that came, and that were changed. */
  List<String> entries() {
    return List.of(
        insert("TBL, OP, PK, OLD_F, WRITER, UPLOAD", "'D', " + key("d") + ", " + filters("d"))
            + " FROM deleted AS d WHERE NOT EXISTS (SELECT 1 FROM inserted AS i WHERE "
            + sameKey()
            + ")",
        insert("TBL, OP, PK, NEW_F, WRITER, UPLOAD", "'I', " + key("i") + ", " + filters("i"))
            + " FROM inserted AS i WHERE NOT EXISTS (SELECT 1 FROM deleted AS d WHERE "
            + sameKey()
            + ")",
        insert(
                "TBL, OP, PK, OLD_F, NEW_F, CHANGED, WRITER, UPLOAD",
                "'U', %s, %s, %s, %s".formatted(key("i"), filters("d"), filters("i"), changed()))
            + " FROM inserted AS i JOIN deleted AS d ON "
            + sameKey()
            + differs());
  }

  private String insert(String into, String values) {
    return "INSERT INTO %s.SYNCLINE_LOG (%s) SELECT %s, %s, %s"
        .formatted(schema, into, literal(table.sqlName()), values, WRITER);
  }

  private String sameKey() {
    return table.keys().stream()
        .map(c -> column("i", c.sqlName()) + " = " + column("d", c.sqlName()))
        .collect(Collectors.joining(" AND "));
  }

  /** Empty if a column may have changed without being seen to: then each update is an entry. */
  private String differs() {
    List<SqlServerColumn> all = columns.values().stream().filter(SqlServerColumn::matters).toList();
    return all.stream().allMatch(SqlServerColumn::isComparable) ? " WHERE " + differ(all) : "";
  }

  /** Null-safe, unlike comparisons. */
  private String differ(List<SqlServerColumn> some) {
    return "EXISTS (SELECT " + compared("d", some) + " EXCEPT SELECT " + compared("i", some) + ")";
  }

  private String compared(String row, List<SqlServerColumn> some) {
    return some.stream()
        .flatMap(c -> c.compared(column(row, c.name())).stream())
        .collect(Collectors.joining(", "));
  }

  private String key(String row) {
    return array(
        table.keys().stream()
            .map(c -> columns.get(c.sqlName()).json(column(row, c.sqlName())))
            .toList());
  }

  private String filters(String row) {
    return array(
        table.filters().stream()
            .map(c -> columns.get(c.sqlName()).jsonOrNull(column(row, c.sqlName())))
            .toList());
  }

  private static String array(List<String> values) {
    return values.isEmpty() ? "N'[]'" : "N'[' + " + String.join(" + N',' + ", values) + " + N']'";
  }

  /** An object of the old values of what changed; null if some of them have no text. */
  private String changed() {
    boolean told = table.recorded().stream().allMatch(c -> columns.get(c.sqlName()).hasText());
    if (table.recorded().isEmpty() || !told) {
      return "NULL";
    }
    List<String> members = new ArrayList<>(List.of("CAST(N'' AS NVARCHAR(MAX))"));
    for (TrackedTable.Column recorded : table.recorded()) {
      SqlServerColumn column = columns.get(recorded.sqlName());
      String name = ValueText.write(List.of(column.name()));
      members.add(
          "CASE WHEN %s THEN %s + %s END"
              .formatted(
                  differ(List.of(column)),
                  literal("," + name.substring(1, name.length() - 1) + ":"),
                  column.jsonOrNull(column("d", column.name()))));
    }
    // the comma before the first member is cut off; of nothing nothing can be
    return "N'{' + COALESCE(STUFF(CONCAT("
        + String.join(", ", members)
        + "), 1, 1, N''), N'') + N'}'";
  }

  private String column(String row, String name) {
    return row + "." + dialect.quote(name);
  }

  static String literal(String text) {
    return "N'" + text.replace("'", "''") + "'";
  }
}
