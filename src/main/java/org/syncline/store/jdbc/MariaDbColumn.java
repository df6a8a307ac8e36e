package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.syncline.model.EdmType;

/**
 * A column as MariaDB's catalogue describes it, and how SQL writes its values as {@link ValueText}
 * does.
 *
 * @param type without what stands in brackets
 * @param full as a person writes it
 * @param collation null for what is no text
 * @param bytes most that a text has, 0 for what is none
 * @param digits behind the point of a number
 * @param derived whether it is computed from others
 */
record MariaDbColumn(
    String name,
    String type,
    String full,
    String collation,
    long bytes,
    int digits,
    boolean derived) {
  /** Those that tell apart what Java does: letters by their codes, and blanks at the end too. */
  private static final Set<String> EXACT = Set.of("utf8mb4_nopad_bin", "utf8mb4_0900_bin");

  private static final Map<String, Integer> WIDTHS =
      Map.of("tinyint", 1, "smallint", 2, "mediumint", 3, "int", 4, "bigint", 8);

  private static final Map<EdmType, Integer> EDM_WIDTHS =
      Map.of(
          EdmType.SBYTE, 1, EdmType.BYTE, 1, EdmType.INT16, 2, EdmType.INT32, 4, EdmType.INT64, 8);

  private static final Set<String> LARGE =
      Set.of("mediumtext", "longtext", "mediumblob", "longblob");

  private static final int BYTES_OF_NO_TEXT = 16;

  static Map<String, MariaDbColumn> of(Connection connection, String table) throws SQLException {
    Map<String, MariaDbColumn> columns = new LinkedHashMap<>();
    String sql =
        "SELECT COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, COLLATION_NAME,"
            + " CHARACTER_OCTET_LENGTH, NUMERIC_SCALE, EXTRA"
            + " FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = DATABASE()"
            + " AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION";
    for (MariaDbColumn column : Catalogue.find(connection, sql, table, MariaDbColumn::new)) {
      columns.put(column.name(), column);
    }
    return columns;
  }

  private MariaDbColumn(ResultSet row) throws SQLException {
    this(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getLong(5),
        row.getInt(6),
        row.getString(7).contains("GENERATED"));
  }

  boolean isText() {
    return collation != null;
  }

  /** Whether texts that it takes for equal are the same. */
  boolean isExact() {
    return EXACT.contains(collation);
  }

  /** Whether its values are too large to be copied with each change. */
  boolean isLarge() {
    return LARGE.contains(type);
  }

  /** Most bytes that it takes in an index. */
  long indexBytes() {
    return bytes == 0 ? BYTES_OF_NO_TEXT : bytes;
  }

  /** Its type with its collation, for a column that holds the same values. */
  String definition() {
    return isText()
        ? full + " CHARACTER SET " + collation.split("_", 2)[0] + " COLLATE " + collation
        : full;
  }

  /** Whether a trigger can write its values as the engine does that reads them as this type. */
  boolean fits(EdmType as) {
    return switch (as) {
      case BOOLEAN -> isBoolean();
      case SBYTE, BYTE, INT16, INT32, INT64 -> WIDTHS.containsKey(type) && fitsSign(as);
      case DECIMAL -> (type.equals("decimal") && !isFilled()) || WIDTHS.containsKey(type);
      case STRING -> type.equals("varchar");
      case GUID -> type.equals("uuid");
      case BINARY -> type.equals("binary") || type.equals("varbinary");
      case DATE_TIME -> type.equals("date") || hasReading();
      case DATE_TIME_OFFSET -> hasReading();
      case TIME -> type.equals("time");
      case SINGLE, DOUBLE -> false;
    };
  }

  private boolean isBoolean() {
    return full.equals("tinyint(1)") || full.equals("bit(1)");
  }

  private boolean hasReading() {
    return type.equals("datetime") || type.equals("timestamp");
  }

  private boolean isFilled() {
    return full.contains("zerofill");
  }

  private boolean fitsSign(EdmType as) {
    int width = WIDTHS.get(type);
    int edmWidth = EDM_WIDTHS.get(as);
    return !full.contains("unsigned")
        || width < edmWidth
        || (width == edmWidth && as == EdmType.BYTE);
  }

  /** Whether there are values without a text, such as days that no calendar has. */
  boolean mayLackText(EdmType as) {
    return switch (as) {
      case BOOLEAN -> type.equals("tinyint");
      case DATE_TIME, DATE_TIME_OFFSET -> !type.equals("timestamp");
      case TIME -> true;
      default -> false;
    };
  }

  /**
   * An expression for a JSON string; null for null and for what has no text.
   *
   * @param value the column with the row that it is of
   */
  String json(String value, EdmType as) {
    if (isText()) {
      return jsonString("CONVERT(" + value + " USING utf8mb4)");
    }
    return "CONCAT('\"', " + text(value, as) + ", '\"')";
  }

  private String text(String value, EdmType as) {
    String zone = as == EdmType.DATE_TIME_OFFSET ? "Z" : "";
    return switch (type) {
      case "tinyint" -> as == EdmType.BOOLEAN ? bool(value, "0", "1") : whole(value);
      case "bit" -> isBoolean() ? bool(value, "b'0'", "b'1'") : "HEX(" + value + ")";
      case "smallint", "mediumint", "int", "bigint" -> whole(value);
      case "decimal" -> decimal(value);
      case "float", "double" -> "CAST(CAST(" + value + " AS DOUBLE) AS CHAR)";
      case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
          "LOWER(HEX(" + value + "))";
      case "date", "datetime" ->
          "IF(YEAR(%s) = 0 OR MONTH(%s) = 0 OR DAYOFMONTH(%s) = 0, NULL, %s)"
              .formatted(value, value, value, reading(value, zone));
      // without a look at the writer's time zone, in which two instants may have one reading
      case "timestamp" ->
          reading(
              "'1970-01-01 00:00:00.000000' + INTERVAL UNIX_TIMESTAMP(" + value + ") SECOND", zone);
      case "time" ->
          "IF(%s < '00:00:00' OR %s >= '24:00:00', NULL, TIME_FORMAT(%s, '%%H:%%i:%%s.%%f000'))"
              .formatted(value, value, value);
      default -> "CAST(" + value + " AS CHAR CHARACTER SET utf8mb4)";
    };
  }

  private static String bool(String value, String no, String yes) {
    return "CASE %s WHEN %s THEN 'false' WHEN %s THEN 'true' END".formatted(value, no, yes);
  }

  /** Without the zeros that a column may be filled with in front. */
  private String whole(String value) {
    return "CAST(CAST(%s AS %s) AS CHAR)"
        .formatted(value, full.contains("unsigned") ? "UNSIGNED" : "SIGNED");
  }

  private String decimal(String value) {
    String text = "CAST(" + value + " AS CHAR)";
    return digits == 0
        ? text
        : "IF(%s = 0, '0', TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM %s)))"
            .formatted(value, text);
  }

  private static String reading(String value, String zone) {
    return "DATE_FORMAT(%s, '%%Y-%%m-%%dT%%H:%%i:%%s.%%f000%s')".formatted(value, zone);
  }

  /**
   * JSON_QUOTE writes some control characters with capital letters; where there are any, all
   * escapes are written out.
   */
  private static String jsonString(String value) {
    String escaped = "REPLACE(" + value + ", CHAR(92), CONCAT(CHAR(92), CHAR(92)))";
    escaped = "REPLACE(" + escaped + ", '\"', CONCAT(CHAR(92), '\"'))";
    for (int c = 0; c < ' '; c++) {
      escaped = "REPLACE(%s, CHAR(%d), CONCAT(CHAR(92), '%s'))".formatted(escaped, c, escape(c));
    }
    return "IF(%s REGEXP CONCAT('[', CHAR(11), CHAR(14), CHAR(15), CHAR(26), '-', CHAR(31), ']'), CONCAT('\"', %s, '\"'), JSON_QUOTE(%s))"
        .formatted(value, escaped, value);
  }

  private static String escape(int c) {
    return switch (c) {
      case '\b' -> "b";
      case '\f' -> "f";
      case '\n' -> "n";
      case '\r' -> "r";
      case '\t' -> "t";
      default -> "u%04x".formatted(c);
    };
  }

  /** A condition: the column has the same value in both rows, not only one that counts as equal. */
  String same(String one, String other) {
    return isText()
        ? "CAST(%s AS BINARY) <=> CAST(%s AS BINARY)".formatted(one, other)
        : one + " <=> " + other;
  }
}
