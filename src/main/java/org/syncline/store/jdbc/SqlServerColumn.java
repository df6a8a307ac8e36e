package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.syncline.model.EdmType;

/**
 * A column as SQL Server's catalogue describes it, and how SQL writes its values as {@link
 * ValueText} does. Experimental: never run against a server.
 *
 * @param type of a type that somebody made, the one that it is made of
 * @param bytes most that a value has; negative if there is no limit
 * @param collation null for what is no text
 */
record SqlServerColumn(
    String name,
    String type,
    int bytes,
    int precision,
    int scale,
    String collation,
    boolean computed) {
  /** Tells letters apart by their codes; there is none that heeds blanks at the end. */
  static final String EXACT = "Latin1_General_100_BIN2";

  static final String QUERY =
      "SELECT c.name, COALESCE(TYPE_NAME(c.system_type_id), N'clr'), c.max_length, c.precision,"
          + " c.scale, c.collation_name, c.is_computed FROM sys.columns AS c WHERE c.object_id ="
          + " OBJECT_ID(QUOTENAME(SCHEMA_NAME()) + N'.' + QUOTENAME(?), N'U')"
          + " ORDER BY c.column_id";

  private static final Set<String> SMALL = Set.of("smallint", "int", "bigint");
  private static final Set<String> DECIMALS = Set.of("decimal", "numeric");
  private static final Set<String> TEXTS = Set.of("nvarchar", "nchar", "varchar", "char");

  /** Those that nothing can be compared with, or of which a trigger does not see old values. */
  private static final Set<String> INCOMPARABLE =
      Set.of("text", "ntext", "image", "sql_variant", "clr");

  static Map<String, SqlServerColumn> of(Connection connection, String table) throws SQLException {
    Map<String, SqlServerColumn> columns = new LinkedHashMap<>();
    for (SqlServerColumn column : Catalogue.find(connection, QUERY, table, SqlServerColumn::new)) {
      columns.put(column.name, column);
    }
    return columns;
  }

  private SqlServerColumn(ResultSet row) throws SQLException {
    this(
        row.getString(1),
        row.getString(2),
        row.getInt(3),
        row.getInt(4),
        row.getInt(5),
        row.getString(6),
        row.getBoolean(7));
  }

  /** What stands behind a comparison of such values, so that it is exact in every database. */
  static String exactly(EdmType type) {
    return type == EdmType.STRING ? " COLLATE " + EXACT : "";
  }

  boolean isText() {
    return TEXTS.contains(type);
  }

  boolean isExact() {
    return EXACT.equals(collation);
  }

  /**
   * Whether a trigger can write its values as the engine does that reads them as this type. Not
   * binary ones: zeros at the end count as nothing when they are compared.
   */
  boolean fits(EdmType as) {
    return switch (as) {
      case BOOLEAN -> type.equals("bit");
      case SBYTE -> SMALL.contains(type);
      case BYTE, INT16, INT32, INT64 -> isWhole();
      case DECIMAL -> DECIMALS.contains(type) || isWhole();
      case STRING -> type.equals("nvarchar") && bytes > 0;
      case GUID -> type.equals("uniqueidentifier");
      case DATE_TIME -> type.equals("datetime2") || type.equals("date");
      case DATE_TIME_OFFSET -> type.equals("datetimeoffset");
      case TIME -> type.equals("time");
      case SINGLE, DOUBLE, BINARY -> false;
    };
  }

  private boolean isWhole() {
    return type.equals("tinyint") || SMALL.contains(type);
  }

  /** Its type, for a column that holds the same values. */
  String definition() {
    return switch (type) {
      case "nvarchar" -> "NVARCHAR(" + bytes / 2 + ") COLLATE " + collation;
      case "decimal", "numeric" -> "DECIMAL(" + precision + ", " + scale + ")";
      case "datetime2", "datetimeoffset", "time" ->
          type.toUpperCase(Locale.ROOT) + "(" + scale + ")";
      default -> type.toUpperCase(Locale.ROOT);
    };
  }

  /** Whether there is a text for its values, so that an old one can be kept. */
  boolean hasText() {
    return !INCOMPARABLE.contains(type) && !type.equals("xml") && !type.equals("timestamp");
  }

  /** Whether it says something of a change: it is neither computed nor changes with every write. */
  boolean matters() {
    return !computed && !type.equals("timestamp");
  }

  boolean isComparable() {
    return !INCOMPARABLE.contains(type);
  }

  /** Expressions that are all equal only if two values are the same. */
  List<String> compared(String value) {
    String size = "DATALENGTH(" + value + ")";
    return switch (type) {
      // as bytes, whatever the collation; and the size, since zeros at the end count as nothing
      case "nvarchar", "nchar", "varchar", "char" ->
          List.of("CAST(" + value + " AS VARBINARY(MAX))", size);
      case "binary", "varbinary" -> List.of(value, size);
      case "xml" -> List.of("CAST(CAST(" + value + " AS NVARCHAR(MAX)) AS VARBINARY(MAX))", size);
      case "datetimeoffset" -> List.of("CONVERT(NVARCHAR(34), " + value + ", 121)");
      default -> List.of(value);
    };
  }

  /** An expression for a JSON string, or for null. */
  String jsonOrNull(String value) {
    return "CASE WHEN " + value + " IS NULL THEN N'null' ELSE " + json(value) + " END";
  }

  /** An expression for a JSON string; the value must not be null. */
  String json(String value) {
    return "N'\"' + " + text(value) + " + N'\"'";
  }

  private String text(String value) {
    return switch (type) {
      // the server escapes slashes too, which nobody else does
      case "nvarchar", "nchar", "varchar", "char" ->
          "REPLACE(STRING_ESCAPE(CAST(%s AS NVARCHAR(MAX)) COLLATE %s, 'json'), N'\\/', N'/')"
              .formatted(value, EXACT);
      case "bit" -> "CASE WHEN " + value + " = 1 THEN N'true' ELSE N'false' END";
      case "decimal", "numeric" -> decimal(value);
      case "uniqueidentifier" -> "LOWER(CAST(" + value + " AS NVARCHAR(36)))";
      case "date", "datetime2", "smalldatetime" -> reading(value) + " + N'00'";
      case "datetime" -> reading("CAST(" + value + " AS DATETIME2(3))") + " + N'00'";
      case "money", "smallmoney" -> "CONVERT(NVARCHAR(40), " + value + ", 2)";
      case "datetimeoffset" -> reading("SWITCHOFFSET(" + value + ", 0)") + " + N'00Z'";
      case "time" -> "CONVERT(NVARCHAR(16), CAST(" + value + " AS TIME(7)), 121) + N'00'";
      case "binary", "varbinary" -> "LOWER(CONVERT(NVARCHAR(MAX), " + value + ", 2))";
      case "float", "real" -> "CONVERT(NVARCHAR(40), " + value + ", 3)";
      default -> "CAST(" + value + " AS NVARCHAR(40))";
    };
  }

  /** 27 characters, with seven digits of a second. */
  private static String reading(String value) {
    return "STUFF(CONVERT(NVARCHAR(27), CAST(%s AS DATETIME2(7)), 121), 11, 1, N'T')"
        .formatted(value);
  }

  /** Zeros at the end, and then the point, become blanks for a moment, which can be cut off. */
  private String decimal(String value) {
    String text = "CAST(" + value + " AS NVARCHAR(41))";
    return scale == 0
        ? text
        : "REPLACE(RTRIM(REPLACE(REPLACE(RTRIM(REPLACE(%s, N'0', N' ')), N' ', N'0'), N'.', N' ')), N' ', N'.')"
            .formatted(text);
  }
}
