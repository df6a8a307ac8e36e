package org.syncline.store.jdbc;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Tables and triggers on SQL Server, in the schema that is the user's own. Experimental: never run
 * against a server.
 */
final class SqlServerSchema implements SchemaDialect {
  private static final int LOCK_PATIENCE_MILLIS = 600_000;

  /** What the columns of one index may have, with a digest of 32 bytes beside them. */
  private static final int MOST_INDEX_BYTES = 1700 - 32;

  private static final String TEXT = " COLLATE " + SqlServerColumn.EXACT;

  private static final String MADE_AT = "DATETIMEOFFSET(3) DEFAULT (SYSDATETIMEOFFSET()) NOT NULL";

  private static final String IN_SCHEMA =
      "OBJECT_ID(QUOTENAME(SCHEMA_NAME()) + N'.' + QUOTENAME(?), N'%s')";

  private final SqlServerDialect dialect;

  SqlServerSchema(SqlServerDialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public void lock(Connection connection, Duration patience) throws SQLException {
    try (CallableStatement lock = connection.prepareCall("{? = call sp_getapplock(?, ?, ?, ?)}")) {
      lock.registerOutParameter(1, Types.INTEGER);
      lock.setString(2, "syncline");
      lock.setString(3, "Exclusive");
      lock.setString(4, "Session");
      lock.setInt(5, LOCK_PATIENCE_MILLIS);
      lock.execute();
      if (lock.getInt(1) < 0) {
        throw new SQLException(
            "another node has been starting for %d ms".formatted(LOCK_PATIENCE_MILLIS),
            "HYT00",
            1222);
      }
    }
    // others' transactions may be in the way of a new trigger for longer than for an upload
    execute(connection, "SET LOCK_TIMEOUT " + patience.toMillis());
  }

  @Override
  public void unlock(Connection connection) throws SQLException {
    execute(connection, SqlServerDialect.SESSION);
    try (CallableStatement unlock = connection.prepareCall("{call sp_releaseapplock(?, ?)}")) {
      unlock.setString(1, "syncline");
      unlock.setString(2, "Session");
      unlock.execute();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Entries get their ids from a sequence: an identity would be what {@code @@IDENTITY} gives to
   * those who have inserted into a synchronised table. Indexes have no condition, or who writes
   * with other settings than those it was made with could not.
   */
  @Override
  public List<String> createTables() {
    return List.of(
        "IF OBJECT_ID(N'SYNCLINE_LOG_ID', N'SO') IS NULL"
            + " CREATE SEQUENCE SYNCLINE_LOG_ID AS BIGINT START WITH 1 INCREMENT BY 1",
        own(
            "SYNCLINE_LOG",
            "ID BIGINT DEFAULT (NEXT VALUE FOR SYNCLINE_LOG_ID) NOT NULL PRIMARY KEY, SEQ BIGINT,"
                + (" TBL NVARCHAR(128)" + TEXT + " NOT NULL, OP CHAR(1) NOT NULL,")
                + (" PK NVARCHAR(MAX)" + TEXT + " NOT NULL, OLD_F NVARCHAR(MAX)" + TEXT + ",")
                + (" NEW_F NVARCHAR(MAX)" + TEXT + ", CHANGED NVARCHAR(MAX)" + TEXT + ",")
                + " WRITER UNIQUEIDENTIFIER, UPLOAD BIGINT, INDEX SYNCLINE_LOG_OPEN (SEQ, ID)"),
        own(
            "SYNCLINE_CLOCK",
            "ID INT NOT NULL PRIMARY KEY CHECK (ID = 1), SEQ BIGINT NOT NULL,"
                + " EPOCH UNIQUEIDENTIFIER NOT NULL, HORIZON BIGINT NOT NULL,"
                + " RECEIPTS_GONE BIGINT DEFAULT (0) NOT NULL"),
        own(
            "SYNCLINE_PASS",
            "SEQ BIGINT NOT NULL PRIMARY KEY, NONCE BIGINT NOT NULL, MADE_AT " + MADE_AT),
        own(
            "SYNCLINE_RECEIPT",
            "NUMBER BIGINT IDENTITY(1, 1) NOT NULL PRIMARY KEY, HASH BINARY(32) NOT NULL UNIQUE,"
                + " REPLICA UNIQUEIDENTIFIER NOT NULL, BASE BIGINT NOT NULL, NODE INT,"
                + (" OUTCOME VARBINARY(MAX), MADE_AT " + MADE_AT + ",")
                + " INDEX SYNCLINE_RECEIPT_REPLICA (REPLICA, NUMBER)"),
        own(
            "SYNCLINE_TABLE",
            ("TBL NVARCHAR(128)" + TEXT + " NOT NULL PRIMARY KEY,")
                + (" KEY_COLUMNS NVARCHAR(MAX)" + TEXT + " NOT NULL,")
                + (" FILTER_COLUMNS NVARCHAR(MAX)" + TEXT + " NOT NULL,")
                + (" RECORDED_COLUMNS NVARCHAR(MAX)" + TEXT)),
        own(
            "SYNCLINE_CONFLICT",
            ("ID BIGINT IDENTITY(1, 1) NOT NULL PRIMARY KEY, MADE_AT " + MADE_AT + ",")
                + (" SCOPE NVARCHAR(256)" + TEXT + " NOT NULL,")
                + (" PARAMETERS NVARCHAR(MAX)" + TEXT + " NOT NULL,")
                + (" TBL NVARCHAR(128)" + TEXT + " NOT NULL,")
                + (" PK NVARCHAR(MAX)" + TEXT + " NOT NULL, REPLICA UNIQUEIDENTIFIER NOT NULL,")
                + " UPLOAD BIGINT NOT NULL, REFUSED BIT NOT NULL,"
                + (" REASON NVARCHAR(MAX)" + TEXT + " NOT NULL, DELETED BIT NOT NULL,")
                + (" LOSING NVARCHAR(MAX)" + TEXT + ", INDEX SYNCLINE_CONFLICT_AGE (MADE_AT)")),
        own(
            "SYNCLINE_REPLICA",
            "REPLICA UNIQUEIDENTIFIER NOT NULL PRIMARY KEY,"
                + (" SCOPE NVARCHAR(256)" + TEXT + " NOT NULL,")
                + (" SEQ BIGINT NOT NULL, SEEN_AT " + MADE_AT)),
        own("SYNCLINE_SEED", "UNIT NVARCHAR(256)" + TEXT + " NOT NULL PRIMARY KEY"),
        own(
            "SYNCLINE_RECONCILER",
            "ID INT NOT NULL PRIMARY KEY CHECK (ID = 1), OWNER UNIQUEIDENTIFIER, BEAT_AT "
                + MADE_AT),
        "INSERT INTO SYNCLINE_RECONCILER (ID) SELECT 1"
            + " WHERE NOT EXISTS (SELECT 1 FROM SYNCLINE_RECONCILER)",
        own(
            "SYNCLINE_RECONCILED",
            ("TBL NVARCHAR(128)" + TEXT + " NOT NULL PRIMARY KEY,")
                + " DOUBTS BIGINT DEFAULT (0) NOT NULL, ENDED_AT DATETIMEOFFSET(3),"
                + " LOOKED BIGINT DEFAULT (0) NOT NULL, LOGGED BIGINT DEFAULT (0) NOT NULL"),
        // first, since a clock without its pass cannot be read; a kill may have come in between
        "INSERT INTO SYNCLINE_PASS (SEQ, NONCE) SELECT 0, 0"
            + " WHERE NOT EXISTS (SELECT 1 FROM SYNCLINE_CLOCK)"
            + " AND NOT EXISTS (SELECT 1 FROM SYNCLINE_PASS)",
        "INSERT INTO SYNCLINE_CLOCK (ID, SEQ, EPOCH, HORIZON) SELECT 1, 0, '"
            + UUID.randomUUID()
            + "', 0 WHERE NOT EXISTS (SELECT 1 FROM SYNCLINE_CLOCK)");
  }

  private static String own(String name, String columns) {
    return "IF OBJECT_ID(N'%s', N'U') IS NULL CREATE TABLE %s (%s)".formatted(name, name, columns);
  }

  @Override
  public Optional<String> unfit(Connection connection, TrackedTable table) throws SQLException {
    Map<String, SqlServerColumn> columns = SqlServerColumn.of(connection, table.sqlName());
    Optional<String> unfit =
        SqlText.firstUnfit(table, column -> unfit(table, column, columns.get(column.sqlName())));
    if (unfit.isPresent()) {
      return unfit;
    }
    return bytes(table.keys(), columns) > MOST_INDEX_BYTES
            || bytes(table.filters(), columns) > MOST_INDEX_BYTES
        ? Optional.of(
            "the key of table %s, or what scopes filter it by, is too long for an index: its columns may have %d bytes together, and a character counts as two"
                .formatted(table.sqlName(), MOST_INDEX_BYTES))
        : Optional.empty();
  }

  private static Optional<String> unfit(
      TrackedTable table, TrackedTable.Column column, SqlServerColumn found) {
    if (found == null) {
      return Optional.of(SqlText.noColumn(table, column));
    }
    if (!found.fits(column.type())) {
      return Optional.of(
          SqlText.unfit(
              table,
              column.sqlName(),
              found.type(),
              "use nvarchar(n), or for other values bit, a whole number, decimal, uniqueidentifier, date, time, datetime2 or datetimeoffset"));
    }
    if (found.isText() && !found.isExact()) {
      return Optional.of(
          SqlText.unfit(
              table,
              column.sqlName(),
              found.type() + " COLLATE " + found.collation(),
              "its collation may take different texts for equal; use " + SqlServerColumn.EXACT));
    }
    return Optional.empty();
  }

  private static int bytes(
      List<TrackedTable.Column> columns, Map<String, SqlServerColumn> described) {
    return columns.stream().mapToInt(c -> described.get(c.sqlName()).bytes()).sum();
  }

  /** A constraint keeps blanks from the end of texts: with them, equal texts would be two keys. */
  @Override
  public List<String> createTracking(Connection connection, TrackedTable table)
      throws SQLException {
    Map<String, SqlServerColumn> columns = SqlServerColumn.of(connection, table.sqlName());
    String base = dialect.quote(table.sqlName());
    List<String> sql = new ArrayList<>();
    if (!hasTable(connection, dialect.trackingName(table))) {
      sql.add(tracking(table, columns));
    }
    if (!hasTable(connection, dialect.seenName(table))) {
      sql.add(seen(table, columns));
    }
    if (!table.recorded().isEmpty() && !hasIndex(connection, "SYNCLINE_LOG", "SYNCLINE_LOG_ROW")) {
      sql.add("CREATE INDEX SYNCLINE_LOG_ROW ON SYNCLINE_LOG (TBL, ID)");
    }
    String keyset = SqlText.keyset(table, dialect::quote);
    int bytes = bytes(table.filters(), columns) + bytes(SqlText.unfilteredKeys(table), columns);
    if (!keyset.isEmpty()
        && bytes <= MOST_INDEX_BYTES
        && !hasIndex(connection, table.sqlName(), index(table))) {
      sql.add("CREATE INDEX %s ON %s (%s)".formatted(dialect.quote(index(table)), base, keyset));
    }
    String exact =
        SqlText.keysAndFilters(table).stream()
            .filter(c -> columns.get(c.sqlName()).isText())
            .map(c -> dialect.quote(c.sqlName()))
            .map(c -> "DATALENGTH(" + c + ") = DATALENGTH(RTRIM(" + c + "))")
            .collect(Collectors.joining(" AND "));
    if (!exact.isEmpty() && !has(connection, "C", constraint(table))) {
      sql.add(
          "ALTER TABLE %s WITH CHECK ADD CONSTRAINT %s CHECK (%s)"
              .formatted(base, dialect.quote(constraint(table)), exact));
    }
    return sql;
  }

  private String tracking(TrackedTable table, Map<String, SqlServerColumn> columns) {
    List<String> parts = keys(table, columns);
    for (int i = 0; i < table.filters().size(); i++) {
      parts.add("F" + i + " " + columns.get(table.filters().get(i).sqlName()).definition());
    }
    return "CREATE TABLE %s (%s, F_KEY BINARY(32) NOT NULL, SEQ BIGINT NOT NULL, LOG_ID BIGINT NOT NULL, GONE BIT NOT NULL, ECHO BIT NOT NULL, WRITER UNIQUEIDENTIFIER, UPLOAD BIGINT NOT NULL, PRIMARY KEY NONCLUSTERED (%s, F_KEY), INDEX SYNCLINE_SEQ (%s))"
        .formatted(
            dialect.quote(dialect.trackingName(table)),
            String.join(", ", parts),
            SqlText.numbered("K", table.keys().size()),
            SqlText.bySeq(table));
  }

  private static List<String> keys(TrackedTable table, Map<String, SqlServerColumn> columns) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < table.keys().size(); i++) {
      String type = columns.get(table.keys().get(i).sqlName()).definition();
      parts.add("K" + i + " " + type + " NOT NULL");
    }
    return parts;
  }

  private String seen(TrackedTable table, Map<String, SqlServerColumn> columns) {
    return "CREATE TABLE %s (%s, F NVARCHAR(MAX)%s NOT NULL, SHAPE BIGINT NOT NULL, HASH BIGINT NOT NULL, SEQ BIGINT NOT NULL, PRIMARY KEY (%s))"
        .formatted(
            dialect.quote(dialect.seenName(table)),
            String.join(", ", keys(table, columns)),
            TEXT,
            SqlText.numbered("K", table.keys().size()));
  }

  private static String index(TrackedTable table) {
    return SqlServerDialect.own("SYNCLINE_IX_", table);
  }

  private static String constraint(TrackedTable table) {
    return SqlServerDialect.own("SYNCLINE_CK_", table);
  }

  @Override
  public List<String> createTriggers(Connection connection, TrackedTable table)
      throws SQLException {
    SqlServerTrigger trigger =
        new SqlServerTrigger(
            dialect, table, schema(connection), SqlServerColumn.of(connection, table.sqlName()));
    String made =
        "SELECT m.definition FROM sys.triggers AS t JOIN sys.sql_modules AS m"
            + " ON m.object_id = t.object_id WHERE t.is_disabled = 0 AND t.object_id = "
            + IN_SCHEMA.formatted("TR");
    String name = SqlServerTrigger.name(table);
    boolean inPlace =
        Catalogue.find(connection, made, name, row -> row.getString(1)).stream()
            .anyMatch(text -> text.contains(trigger.mark()));
    return inPlace
        ? List.of()
        : List.of(
            trigger.create(),
            "ENABLE TRIGGER %s ON %s"
                .formatted(dialect.quote(name), dialect.quote(table.sqlName())));
  }

  private static String schema(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT SCHEMA_NAME()")) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Override
  public List<String> dropTriggers(Connection connection, TrackedTable table) throws SQLException {
    if (!hasTable(connection, table.sqlName())) {
      return List.of(); // what was on it went with it
    }
    String base = dialect.quote(table.sqlName());
    return List.of(
        "DROP TRIGGER IF EXISTS " + dialect.quote(SqlServerTrigger.name(table)),
        "DROP INDEX IF EXISTS " + dialect.quote(index(table)) + " ON " + base,
        "ALTER TABLE %s DROP CONSTRAINT IF EXISTS %s"
            .formatted(base, dialect.quote(constraint(table))));
  }

  @Override
  public List<String> missingTriggers(Connection connection, TrackedTable table)
      throws SQLException {
    String name = SqlServerTrigger.name(table);
    String sql =
        "SELECT 1 FROM sys.triggers AS t WHERE t.is_disabled = 0 AND t.object_id = "
            + IN_SCHEMA.formatted("TR");
    return Catalogue.has(connection, sql, name) ? List.of() : List.of(name);
  }

  @Override
  public List<String> dropOthers() {
    return List.of("DROP SEQUENCE IF EXISTS SYNCLINE_LOG_ID");
  }

  @Override
  public String currentSchema() {
    return "SCHEMA_NAME()";
  }

  @Override
  public boolean hasTable(Connection connection, String name) throws SQLException {
    return has(connection, "U", name);
  }

  private static boolean has(Connection connection, String type, String name) throws SQLException {
    String sql = "SELECT 1 WHERE " + IN_SCHEMA.formatted(type) + " IS NOT NULL";
    return Catalogue.has(connection, sql, name);
  }

  private static boolean hasIndex(Connection connection, String table, String name)
      throws SQLException {
    String sql =
        "SELECT x.name FROM sys.indexes AS x WHERE x.name IS NOT NULL AND x.object_id = "
            + IN_SCHEMA.formatted("U");
    return Catalogue.find(connection, sql, table, row -> row.getString(1)).contains(name);
  }
}
