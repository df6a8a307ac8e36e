package org.syncline.store.jdbc;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The texts of the three triggers that log what happens to a table's rows. They run with the rights
 * and the {@code sql_mode} of who made them, so writers need no rights on Syncline's tables.
 */
final class MariaDbTriggers {
  static final String TEXT = "LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

  private static final String ENTRY =
      "INSERT INTO SYNCLINE_LOG (TBL, OP, PK, OLD_F, NEW_F, CHANGED, WRITER, UPLOAD) VALUES (%s,"
          + " '%s', %s, %s, %s, %s, @SYNCLINE_WRITER, @SYNCLINE_UPLOAD);";

  private final MariaDbDialect dialect;
  private final TrackedTable table;
  private final Map<String, MariaDbColumn> columns;

  /**
   * @param columns all of the table's, by name
   */
  MariaDbTriggers(MariaDbDialect dialect, TrackedTable table, Map<String, MariaDbColumn> columns) {
    this.dialect = dialect;
    this.table = table;
    this.columns = columns;
  }

  String insert() {
    return """
        BEGIN
          DECLARE new_key %s DEFAULT %s;
          %s
          %s
        END"""
        .formatted(TEXT, key("NEW."), check(), entry("I", "new_key", "NULL", filters("NEW.")));
  }

  String delete() {
    return """
        BEGIN
          DECLARE old_key %s DEFAULT %s;
          IF old_key IS NOT NULL THEN
            %s
          END IF;
        END"""
        .formatted(TEXT, key("OLD."), entry("D", "old_key", filters("OLD."), "NULL"));
  }

  /** It also fires for rows that a statement leaves as they are. */
  String update() {
    String same =
        columns.values().stream()
            .filter(c -> !c.derived())
            .map(c -> c.same(column("OLD.", c.name()), column("NEW.", c.name())))
            .collect(Collectors.joining("\n    AND "));
    return """
        BEGIN
          DECLARE old_key %s;
          DECLARE new_key %s;
          IF NOT (%s) THEN
            SET old_key = %s, new_key = %s;
            %s
            IF old_key = new_key THEN
              %s
            ELSE
              IF old_key IS NOT NULL THEN
                %s
              END IF;
              %s
            END IF;
          END IF;
        END"""
        .formatted(
            TEXT,
            TEXT,
            same,
            key("OLD."),
            key("NEW."),
            check(),
            ENTRY.formatted(name(), "U", "new_key", filters("OLD."), filters("NEW."), changed()),
            entry("D", "old_key", filters("OLD."), "NULL"),
            entry("I", "new_key", "NULL", filters("NEW.")));
  }

  private String entry(String op, String key, String oldFilters, String newFilters) {
    return ENTRY.formatted(name(), op, key, oldFilters, newFilters, "NULL");
  }

  private String name() {
    return MariaDbNames.literal(table.sqlName());
  }

  /** No device could name such a row. */
  private String check() {
    boolean mayLackText =
        table.keys().stream().anyMatch(k -> columns.get(k.sqlName()).mayLackText(k.type()));
    return mayLackText
        ? "IF new_key IS NULL THEN SIGNAL SQLSTATE '22007' SET MESSAGE_TEXT = 'a day that no"
            + " calendar has, a time that no day has, or a boolean beyond 0 and 1 cannot be a key"
            + " of a synchronised table'; END IF;"
        : "";
  }

  /** Null if one of the values has no text. */
  String key(String row) {
    return array(
        table.keys().stream()
            .map(c -> columns.get(c.sqlName()).json(column(row, c.sqlName()), c.type()))
            .toList());
  }

  String filters(String row) {
    return array(
        table.filters().stream()
            .map(c -> orNull(columns.get(c.sqlName()).json(column(row, c.sqlName()), c.type())))
            .toList());
  }

  static String orNull(String json) {
    return "COALESCE(" + json + ", 'null')";
  }

  private static String array(List<String> values) {
    return values.isEmpty() ? "'[]'" : "CONCAT('[', " + String.join(", ',', ", values) + ", ']')";
  }

  /** An object of the old values of what changed; null if that is not worth a copy. */
  private String changed() {
    if (table.recorded().isEmpty()) {
      return "NULL";
    }
    String large =
        table.recorded().stream()
            .map(c -> columns.get(c.sqlName()))
            .filter(MariaDbColumn::isLarge)
            .map(c -> "NOT (" + c.same(column("OLD.", c.name()), column("NEW.", c.name())) + ")")
            .collect(Collectors.joining(" OR "));
    String object =
        table.recorded().stream()
            .map(this::changed)
            .collect(Collectors.joining(",\n", "CONCAT('{', CONCAT_WS(',',\n", "), '}')"));
    return large.isEmpty() ? object : "IF(" + large + ", NULL, " + object + ")";
  }

  private String changed(TrackedTable.Column column) {
    MariaDbColumn type = columns.get(column.sqlName());
    String old = column("OLD.", column.sqlName());
    String name = ValueText.write(List.of(column.sqlName()));
    return "IF(%s, NULL, CONCAT(%s, %s))"
        .formatted(
            type.same(old, column("NEW.", column.sqlName())),
            MariaDbNames.literal(name.substring(1, name.length() - 1) + ":"),
            orNull(type.json(old, column.type())));
  }

  private String column(String row, String name) {
    return row + dialect.quote(name);
  }
}
