package org.syncline.store.jdbc;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.syncline.model.EdmType;

/**
 * The text of the function behind a table's triggers. It runs with the rights of who made it, since
 * writers may have none on Syncline's tables; so it names the schema of everything and its search
 * path is fixed.
 */
final class PostgresTrigger {
  private static final Set<String> WHOLE = Set.of("int2", "int4", "int8");
  private static final Set<String> TEXT = Set.of("text", "varchar");

  /** Types of columns, as the catalogue names them, that each type of the wire may be kept in. */
  private static final Map<EdmType, Set<String>> FIT =
      Map.ofEntries(
          Map.entry(EdmType.BOOLEAN, Set.of("bool")),
          Map.entry(EdmType.SBYTE, WHOLE),
          Map.entry(EdmType.BYTE, WHOLE),
          Map.entry(EdmType.INT16, WHOLE),
          Map.entry(EdmType.INT32, WHOLE),
          Map.entry(EdmType.INT64, WHOLE),
          Map.entry(EdmType.DECIMAL, Set.of("numeric", "int2", "int4", "int8")),
          Map.entry(EdmType.STRING, TEXT),
          Map.entry(EdmType.GUID, Set.of("uuid")),
          Map.entry(EdmType.BINARY, Set.of("bytea")),
          Map.entry(EdmType.DATE_TIME, Set.of("timestamp", "date")),
          Map.entry(EdmType.DATE_TIME_OFFSET, Set.of("timestamptz")),
          Map.entry(EdmType.TIME, Set.of("time")));

  /** Made with Syncline's own tables; the text of a timestamp, null for the infinities. */
  static final String TIMESTAMP_TEXT =
      """
      CREATE OR REPLACE FUNCTION SYNCLINE_TEXT(reading timestamp) RETURNS text
      LANGUAGE sql STABLE PARALLEL SAFE AS $syncline$
        SELECT CASE WHEN isfinite(reading) THEN
          CASE
            WHEN reading >= timestamp '0001-01-01' AND reading < timestamp '10000-01-01'
              THEN to_char(reading, 'YYYY')
            WHEN reading > timestamp '0001-01-01' THEN '+' || extract(year FROM reading)::int::text
            WHEN extract(year FROM reading) = -1 THEN '0000'
            ELSE '-' || lpad((-1 - extract(year FROM reading))::int::text, 4, '0')
          END || to_char(reading, '-MM-DD"T"HH24:MI:SS.US') || '000'
        END
      $syncline$""";

  private static final String BODY =
      """

      #variable_conflict use_variable
      DECLARE
        writer uuid := nullif(current_setting('syncline.writer', true), '')::uuid;
        upload bigint := nullif(current_setting('syncline.upload', true), '')::bigint;
        old_key text;
        new_key text;
        old_f text;
        new_f text;
      BEGIN
        IF TG_OP = 'TRUNCATE' THEN
          INSERT INTO {log} (TBL, OP, PK, OLD_F, WRITER, UPLOAD)
            SELECT {name}, 'D', {rowKey}, {rowFilters}, writer, upload FROM {table} AS r
            WHERE {rowKey} IS NOT NULL;
          RETURN NULL;
        END IF;
        IF TG_OP = 'UPDATE' THEN
          IF OLD *= NEW THEN
            RETURN NULL;
          END IF;
        END IF;
        IF TG_OP <> 'INSERT' THEN
          old_key := {oldKey};
          old_f := {oldFilters};
        END IF;
        IF TG_OP <> 'DELETE' THEN
          new_key := {newKey};
          new_f := {newFilters};
          IF new_key IS NULL THEN
            RAISE EXCEPTION 'NaN, the infinities and 24:00 cannot be keys of table %, which is synchronised', {name}
              USING ERRCODE = '22023';
          END IF;
        END IF;
        IF TG_OP = 'UPDATE' AND old_key = new_key THEN
          INSERT INTO {log} (TBL, OP, PK, OLD_F, NEW_F, CHANGED, WRITER, UPLOAD)
            VALUES ({name}, 'U', new_key, old_f, new_f, {changed}, writer, upload);
          RETURN NULL;
        END IF;
        IF old_key IS NOT NULL THEN
          INSERT INTO {log} (TBL, OP, PK, OLD_F, WRITER, UPLOAD)
            VALUES ({name}, 'D', old_key, old_f, writer, upload);
        END IF;
        IF new_key IS NOT NULL THEN
          INSERT INTO {log} (TBL, OP, PK, NEW_F, WRITER, UPLOAD)
            VALUES ({name}, 'I', new_key, new_f, writer, upload);
        END IF;
        RETURN NULL;
      END
      """;

  private final PostgresDialect dialect;
  private final TrackedTable table;
  private final String schema;
  private final Map<String, String> types;

  /**
   * @param schema of the table, of Syncline's own tables and of the function
   * @param types of all columns, as the catalogue names them
   */
  PostgresTrigger(
      PostgresDialect dialect, TrackedTable table, String schema, Map<String, String> types) {
    this.dialect = dialect;
    this.table = table;
    this.schema = dialect.quote(schema);
    this.types = types;
  }

  static boolean fits(TrackedTable.Column column, String type) {
    return FIT.getOrDefault(column.type(), Set.of()).contains(type);
  }

  /** As the catalogue keeps it. */
  String body() {
    return BODY.replace("{rowKey}", key("r."))
        .replace("{rowFilters}", filters("r."))
        .replace("{oldKey}", key("OLD."))
        .replace("{oldFilters}", filters("OLD."))
        .replace("{newKey}", key("NEW."))
        .replace("{newFilters}", filters("NEW."))
        .replace("{changed}", changed())
        .replace("{log}", schema + ".syncline_log")
        .replace("{name}", literal(table.sqlName()))
        .replace("{table}", schema + "." + dialect.quote(table.sqlName()));
  }

  /** Null if the text of one of the values is. */
  private String key(String row) {
    return array(table.keys().stream().map(c -> "to_json(" + text(row, c) + ")::text").toList());
  }

  private String filters(String row) {
    return array(
        table.filters().stream()
            .map(c -> "coalesce(to_json(" + text(row, c) + ")::text, 'null')")
            .toList());
  }

  private static String array(List<String> values) {
    return values.isEmpty() ? "'[]'" : "'[' || " + String.join(" || ',' || ", values) + " || ']'";
  }

  /** An object of old values; no column that stayed as it was is in it. */
  private String changed() {
    if (table.recorded().isEmpty()) {
      return "NULL";
    }
    return table.recorded().stream()
        .map(this::changed)
        .collect(Collectors.joining(",\n", "'{' || array_to_string(ARRAY[\n", "], ',') || '}'"));
  }

  private String changed(TrackedTable.Column column) {
    String name = ValueText.write(List.of(column.sqlName()));
    String old = column("OLD.", column);
    String now = column("NEW.", column);
    if (!fits(column, types.get(column.sqlName()))) {
      old = "format('%s', " + old + ")"; // not every type knows when two values are equal
      now = "format('%s', " + now + ")";
    } else if (column.type() == EdmType.STRING) {
      old += " COLLATE \"C\""; // other collations may take different texts for equal
      now += " COLLATE \"C\"";
    }
    return "CASE WHEN %s IS DISTINCT FROM %s THEN %s || coalesce(to_json(%s)::text, 'null') END"
        .formatted(
            old, now, literal(name.substring(1, name.length() - 1) + ":"), recordedText(column));
  }

  private String recordedText(TrackedTable.Column column) {
    String old = column("OLD.", column);
    return fits(column, types.get(column.sqlName()))
        ? text("OLD.", column)
        : "CASE WHEN %s IS NOT NULL THEN format('%%s', %s) END".formatted(old, old);
  }

  private String column(String row, TrackedTable.Column column) {
    return row + dialect.quote(column.sqlName());
  }

  /** As {@link ValueText#textOf} writes it; null for what is no value there. */
  private String text(String row, TrackedTable.Column of) {
    String column = column(row, of);
    return switch (types.get(of.sqlName())) {
      case "bool" ->
          "CASE WHEN " + column + " THEN 'true' WHEN NOT " + column + " THEN 'false' END";
      case "numeric" ->
          "CASE WHEN %s NOT IN ('NaN', 'Infinity', '-Infinity') THEN trim_scale(%s)::text END"
              .formatted(column, column);
      case "bytea" -> "encode(" + column + ", 'hex')";
      case "timestamp" -> timestamp(column);
      case "date" -> timestamp(column + "::timestamp");
      case "timestamptz" -> timestamp(column + " AT TIME ZONE 'UTC'") + " || 'Z'";
      case "time" ->
          "CASE WHEN %s < '24:00' THEN to_char(%s, 'HH24:MI:SS.US') || '000' END"
              .formatted(column, column);
      default -> column + "::text";
    };
  }

  private String timestamp(String value) {
    return schema + ".syncline_text(" + value + ")";
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
