package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * SQL Server 2019 and newer. Experimental: never run against a server.
 *
 * @apiNote No server was at hand when this was written. A parser has read the statements; what they
 *     do, and how the driver binds and reads values, comes from the product's documentation.
 */
public final class SqlServerDialect implements Dialect {
  /** What each connection begins with: how long it waits for a lock. */
  public static final String SESSION = "SET LOCK_TIMEOUT 5000";

  /** The driver's own number; JDBC has none. */
  private static final int SNAPSHOT = 0x1000;

  private static final int MOST_NAME_CHARACTERS = 64;
  private static final int NANOS_OF_FINEST = 100;
  private static final int LAST_YEAR = 9999;

  /** The transaction is there, but can only be rolled back. */
  private static final int DOOMED = 3930;

  private static final Set<Integer> DUPLICATE = Set.of(2627, 2601);

  private final SqlServerSchema schema = new SqlServerSchema(this);

  @Override
  public SchemaDialect schema() {
    return schema;
  }

  @Override
  public String quote(String identifier) {
    return '[' + identifier.replace("]", "]]") + ']';
  }

  @Override
  public String trackingName(TrackedTable table) {
    return own("SYNCLINE_TRK_", table);
  }

  static String own(String prefix, TrackedTable table) {
    return SqlText.own(prefix, table.sqlName(), MOST_NAME_CHARACTERS);
  }

  /**
   * Of the filters' text only a digest is kept, since the length of keys is limited. HOLDLOCK, or
   * another could insert the row between the look and the insert.
   */
  @Override
  public String mergeTracking(TrackedTable table) {
    String named =
        Stream.concat(numbered("K", table.keys().size()), numbered("F", table.filters().size()))
            .map(column -> "? AS " + column + ", ")
            .collect(Collectors.joining());
    String found =
        IntStream.range(0, table.keys().size())
            .mapToObj(
                i ->
                    "T.K%d = S.K%d%s AND "
                        .formatted(i, i, SqlServerColumn.exactly(table.keys().get(i).type())))
            .collect(Collectors.joining());
    String columns = SqlText.trackingColumns(table);
    String values =
        Stream.of(columns.split(", ")).map(c -> "S." + c).collect(Collectors.joining(", "));
    return "MERGE INTO %s WITH (HOLDLOCK) AS T USING (SELECT %sHASHBYTES('SHA2_256', CAST(? AS NVARCHAR(MAX))) AS F_KEY, ? AS SEQ, ? AS LOG_ID, ? AS GONE, ? AS ECHO, ? AS WRITER, ? AS UPLOAD) AS S ON %sT.F_KEY = S.F_KEY WHEN MATCHED THEN UPDATE SET SEQ = S.SEQ, LOG_ID = S.LOG_ID, GONE = S.GONE, ECHO = S.ECHO, WRITER = S.WRITER, UPLOAD = S.UPLOAD WHEN NOT MATCHED THEN INSERT (%s) VALUES (%s);"
        .formatted(quote(trackingName(table)), named, found, columns, values);
  }

  private static Stream<String> numbered(String letter, int count) {
    return IntStream.range(0, count).mapToObj(i -> letter + i);
  }

  /** At the same place as elsewhere, unlike TOP, so that the parameter stays the last one. */
  @Override
  public String first(String select, String rows) {
    String order = select.contains(" ORDER BY ") ? "" : " ORDER BY (SELECT NULL)";
    return select + order + " OFFSET 0 ROWS FETCH NEXT " + rows + " ROWS ONLY";
  }

  /** A derived table's columns need names. */
  @Override
  public String countSome(String table, String condition) {
    return "SELECT COUNT(*) FROM ("
        + first("SELECT 1 AS N FROM " + table + " WHERE " + condition, "?")
        + ") AS W";
  }

  /** HOLDLOCK keeps the place of a row that is not there. */
  @Override
  public String locking(String columns, String table, String condition) {
    return "SELECT "
        + columns
        + " FROM "
        + table
        + " WITH (UPDLOCK, HOLDLOCK, ROWLOCK) WHERE "
        + condition;
  }

  @Override
  public String deleteSome(String table, String condition) {
    return "WITH S AS ("
        + first("SELECT * FROM " + table + " WHERE " + condition, "?")
        + ") DELETE FROM S";
  }

  @Override
  public String isTrue(String column) {
    return column + " = 1";
  }

  /** DATEADD takes no more seconds than there are in 68 years. */
  @Override
  public String isOlder(String column) {
    return "DATEDIFF_BIG(MILLISECOND, " + column + ", SYSDATETIMEOFFSET()) >= ? * 1000";
  }

  @Override
  public String now() {
    return "SYSDATETIMEOFFSET()";
  }

  @Override
  public String readClock() {
    return "SELECT " + now();
  }

  /** A readable secondary replica is read-only. */
  @Override
  public String isPrimary() {
    return "DATABASEPROPERTYEX(DB_NAME(), 'Updateability') = 'READ_WRITE'";
  }

  @Override
  public int snapshotIsolation() {
    return SNAPSHOT;
  }

  /** It outlives the transaction, so it is taken back by the same way. */
  @Override
  public void setWriter(Connection connection, UUID replica, long upload) throws SQLException {
    setContext(connection, "SYNCLINE_WRITER", replica == null ? null : replica.toString());
    setContext(connection, "SYNCLINE_UPLOAD", replica == null ? null : Long.toString(upload));
  }

  private static void setContext(Connection connection, String key, String value)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("EXEC sp_set_session_context N'" + key + "', ?")) {
      statement.setString(1, value);
      statement.execute();
    }
  }

  /** Nothing is deferred here; but an error may have doomed the transaction (hazard 23). */
  @Override
  public void checkDeferred(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT XACT_STATE()")) {
      rows.next();
      if (rows.getInt(1) != 1) {
        throw new SQLException("the transaction is doomed, or gone", "40000", DOOMED);
      }
    }
  }

  /** There is no such statement, and the driver refuses. */
  @Override
  public void release(Connection connection, Savepoint savepoint) {}

  /**
   * What no column can hold is bound as null, which equals no row's key. Blanks at the end count as
   * nothing when texts are compared; a constraint keeps them out of keys and filters.
   */
  @Override
  public void bind(PreparedStatement statement, int at, Object value) throws SQLException {
    if (value instanceof String text && text.endsWith(" ")) {
      statement.setNull(at, Types.NVARCHAR);
    } else if (value instanceof LocalDateTime reading && !isStorable(reading)) {
      statement.setNull(at, Types.TIMESTAMP);
    } else if (value instanceof OffsetDateTime reading
        && !isStorable(ValueText.utc(reading).toLocalDateTime())) {
      statement.setNull(at, Types.TIMESTAMP_WITH_TIMEZONE);
    } else if (value instanceof Duration time && time.toNanosPart() % NANOS_OF_FINEST != 0) {
      statement.setNull(at, Types.TIME);
    } else {
      SqlValues.bind(statement, at, value);
    }
  }

  private static boolean isStorable(LocalDateTime reading) {
    return reading.get(ChronoField.NANO_OF_SECOND) % NANOS_OF_FINEST == 0
        && reading.getYear() >= 1
        && reading.getYear() <= LAST_YEAR;
  }

  @Override
  public boolean isDuplicateKey(SQLException failure) {
    return DUPLICATE.contains(failure.getErrorCode());
  }
}
