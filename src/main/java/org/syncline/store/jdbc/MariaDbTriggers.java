package org.syncline.store.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

  /** A trigger and the text of what it does. */
  record Trigger(String name, String table, String event, String body) {
    String create(MariaDbDialect dialect) {
      return "CREATE OR REPLACE TRIGGER %s %s ON %s FOR EACH ROW %s"
          .formatted(dialect.quote(name), event, dialect.quote(table), body);
    }
  }

  /** Names of the triggers on the table itself. */
  static List<String> names(TrackedTable table) {
    return Stream.of("SYNCLINE_INS_", "SYNCLINE_UPD_", "SYNCLINE_DEL_")
        .map(prefix -> MariaDbNames.own(prefix, table.sqlName()))
        .toList();
  }

  /** What the names of those on other tables begin with. */
  static String onOthers(TrackedTable table) {
    return "SYNCLINE_FK_" + SqlText.hash(table.sqlName()) + "_";
  }

  /**
   * @param paths ways by which deletions in other tables reach rows of this one, by the other's
   *     name
   */
  List<Trigger> all(Map<String, List<List<MariaDbCascades.Reference>>> paths) {
    List<String> names = names(table);
    List<Trigger> all = new ArrayList<>();
    all.add(new Trigger(names.get(0), table.sqlName(), "AFTER INSERT", insert()));
    all.add(new Trigger(names.get(1), table.sqlName(), "AFTER UPDATE", update()));
    all.add(new Trigger(names.get(2), table.sqlName(), "AFTER DELETE", delete()));
    paths.forEach(
        (root, ways) ->
            all.add(
                new Trigger(
                    MariaDbNames.own(onOthers(table), root),
                    root,
                    "BEFORE DELETE",
                    ways.stream()
                        .map(this::cascade)
                        .collect(Collectors.joining("\n  ", "BEGIN\n  ", "\nEND")))));
    return all;
  }

  /**
   * Logs what the database is about to do to rows of the table, without doing it: if it does not do
   * it after all, the entries go with the statement that failed. The rows are read as they are now,
   * not as the transaction saw them at first, and stay so, as does the row that they hang on. One
   * entry at a time: a statement that copied them all would keep the log's next id from everybody
   * while it waits for a row.
   */
  private String cascade(List<MariaDbCascades.Reference> path) {
    StringBuilder from = new StringBuilder(dialect.quote(table.sqlName())).append(" AS t0");
    for (int i = 0; i < path.size() - 1; i++) {
      from.append(" JOIN ")
          .append(dialect.quote(path.get(i).parent()))
          .append(" AS t")
          .append(i + 1);
      from.append(" ON ").append(joined(path.get(i), "t" + i + ".", "t" + (i + 1) + "."));
    }
    String where = joined(path.get(path.size() - 1), "t" + (path.size() - 1) + ".", "OLD.");
    MariaDbCascades.Reference own = path.get(0);
    return """
    FOR gone IN (SELECT %s AS pk, %s AS old_f, %s AS new_f, %s AS changed
      FROM %s WHERE %s AND %s IS NOT NULL LOCK IN SHARE MODE) DO
      %s
    END FOR;\
    """
        .formatted(
            key("t0."),
            filters("t0."),
            own.deletes() ? "NULL" : filtersWithout("t0.", own.columns()),
            own.deletes() ? "NULL" : lost("t0.", own.columns()),
            from,
            where,
            key("t0."),
            ENTRY.formatted(
                name(),
                own.deletes() ? "D" : "U",
                "gone.pk",
                "gone.old_f",
                "gone.new_f",
                "gone.changed"));
  }

  private String joined(MariaDbCascades.Reference reference, String child, String parent) {
    return IntStream.range(0, reference.columns().size())
        .mapToObj(
            i ->
                column(child, reference.columns().get(i))
                    + " = "
                    + column(parent, reference.referenced().get(i)))
        .collect(Collectors.joining(" AND "));
  }

  private String filtersWithout(String row, List<String> lost) {
    return array(
        table.filters().stream()
            .map(c -> lost.contains(c.sqlName()) ? "'null'" : orNull(json(row, c)))
            .toList());
  }

  /** An object of the old values of columns that become null. */
  private String lost(String row, List<String> lost) {
    if (table.recorded().isEmpty()) {
      return "NULL";
    }
    String members =
        table.recorded().stream()
            .filter(c -> lost.contains(c.sqlName()))
            .map(c -> "CONCAT(%s, %s)".formatted(member(c), json(row, c)))
            .collect(Collectors.joining(", "));
    return members.isEmpty() ? "'{}'" : "CONCAT('{', CONCAT_WS(',', " + members + "), '}')";
  }

  String insert() {
    return """
    BEGIN
      DECLARE new_key %s DEFAULT %s;
      %s
      %s
    END\
    """
        .formatted(TEXT, key("NEW."), check(), entry("I", "new_key", "NULL", filters("NEW.")));
  }

  String delete() {
    return """
    BEGIN
      DECLARE old_key %s DEFAULT %s;
      IF old_key IS NOT NULL THEN
        %s
      END IF;
    END\
    """
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
    END\
    """
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
    return array(table.keys().stream().map(c -> json(row, c)).toList());
  }

  String filters(String row) {
    return array(table.filters().stream().map(c -> orNull(json(row, c))).toList());
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
    return "IF(%s, NULL, CONCAT(%s, %s))"
        .formatted(
            type.same(old, column("NEW.", column.sqlName())),
            member(column),
            orNull(json("OLD.", column)));
  }

  /** The column's name as that of a member of an object. */
  private static String member(TrackedTable.Column column) {
    String name = ValueText.write(List.of(column.sqlName()));
    return MariaDbNames.literal(name.substring(1, name.length() - 1) + ":");
  }

  private String json(String row, TrackedTable.Column column) {
    return columns.get(column.sqlName()).json(column(row, column.sqlName()), column.type());
  }

  private String column(String row, String name) {
    return row + dialect.quote(name);
  }
}
