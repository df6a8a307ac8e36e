package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Tables and triggers on PostgreSQL, in the connection's current schema. */
final class PostgresSchema implements SchemaDialect {
  /** Of the advisory lock that nodes hold while they make tables: "syncline" in ASCII. */
  private static final long LOCK = 0x73796e636c696e65L;

  private static final Duration LOCK_PATIENCE = Duration.ofMinutes(10);
  private static final long LOCK_PAUSE_MILLIS = 200;

  /** How the catalogue has the kind of a trigger: for each row, of INSERT, DELETE and UPDATE. */
  private static final int AFTER_ROWS = 1 + 4 + 8 + 16;

  private static final int BEFORE_TRUNCATE = 2 + 32;

  private final PostgresDialect dialect;

  PostgresSchema(PostgresDialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public void lock(Connection connection, Duration patience) throws SQLException {
    long began = System.nanoTime();
    while (!isTrue(connection, "SELECT pg_try_advisory_lock(" + LOCK + ")")) {
      if (System.nanoTime() - began > LOCK_PATIENCE.toNanos()) {
        throw new SQLException("another node has been starting for " + LOCK_PATIENCE, "55P03");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOCK_PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SQLException("interrupted while another node was starting", "57014", e);
      }
    }
    // others' transactions may be in the way of a new trigger for longer than for an upload
    execute(
        connection,
        "SELECT set_config('syncline.lock_timeout', current_setting('lock_timeout'), false),"
            + " set_config('lock_timeout', '"
            + patience.toMillis()
            + "', false)");
  }

  @Override
  public void unlock(Connection connection) throws SQLException {
    execute(
        connection,
        "SELECT set_config('lock_timeout', current_setting('syncline.lock_timeout'), false)");
    isTrue(connection, "SELECT pg_advisory_unlock(" + LOCK + ")");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static boolean isTrue(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getBoolean(1);
    }
  }

  @Override
  public List<String> createTables() {
    return List.of(
        "CREATE TABLE IF NOT EXISTS SYNCLINE_LOG (ID BIGINT GENERATED ALWAYS AS IDENTITY"
            + " PRIMARY KEY, SEQ BIGINT, TBL TEXT NOT NULL, OP CHAR(1) NOT NULL,"
            + " PK TEXT NOT NULL, OLD_F TEXT, NEW_F TEXT, CHANGED TEXT, WRITER UUID,"
            + " UPLOAD BIGINT)",
        index("syncline_log_open", "SYNCLINE_LOG (ID) WHERE SEQ IS NULL"),
        index("syncline_log_key", "SYNCLINE_LOG (TBL, PK, ID) WHERE SEQ IS NULL"),
        index("syncline_log_new", "SYNCLINE_LOG (TBL, NEW_F) WHERE SEQ IS NULL"),
        index("syncline_log_old", "SYNCLINE_LOG (TBL, OLD_F) WHERE SEQ IS NULL"),
        "CREATE TABLE IF NOT EXISTS SYNCLINE_CLOCK (ID INT PRIMARY KEY CHECK (ID = 1),"
            + " SEQ BIGINT NOT NULL, EPOCH UUID NOT NULL, HORIZON BIGINT NOT NULL,"
            + " RECEIPTS_GONE BIGINT DEFAULT 0 NOT NULL)",
        "CREATE TABLE IF NOT EXISTS SYNCLINE_PASS (SEQ BIGINT PRIMARY KEY, NONCE BIGINT NOT NULL,"
            + " MADE_AT TIMESTAMP(3) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL)",
        "CREATE TABLE IF NOT EXISTS SYNCLINE_RECEIPT (NUMBER BIGINT GENERATED ALWAYS AS IDENTITY"
            + " PRIMARY KEY, HASH BYTEA NOT NULL UNIQUE, REPLICA UUID NOT NULL,"
            + " BASE BIGINT NOT NULL, NODE INT, OUTCOME BYTEA,"
            + " MADE_AT TIMESTAMP(3) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL)",
        index("syncline_receipt_replica", "SYNCLINE_RECEIPT (REPLICA, NUMBER)"),
        "CREATE TABLE IF NOT EXISTS SYNCLINE_TABLE (TBL TEXT PRIMARY KEY,"
            + " KEY_COLUMNS TEXT NOT NULL, FILTER_COLUMNS TEXT NOT NULL, RECORDED_COLUMNS TEXT)",
        "CREATE TABLE IF NOT EXISTS SYNCLINE_CONFLICT (ID BIGINT GENERATED ALWAYS AS IDENTITY"
            + " PRIMARY KEY, MADE_AT TIMESTAMP(3) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP"
            + " NOT NULL, SCOPE TEXT NOT NULL, PARAMETERS TEXT DEFAULT '{}' NOT NULL,"
            + " TBL TEXT NOT NULL,"
            + " PK TEXT NOT NULL, REPLICA UUID NOT NULL, UPLOAD BIGINT NOT NULL,"
            + " REFUSED BOOLEAN NOT NULL, REASON TEXT NOT NULL, DELETED BOOLEAN NOT NULL,"
            + " LOSING TEXT)",
        index("syncline_conflict_age", "SYNCLINE_CONFLICT (MADE_AT)"),
        "CREATE TABLE IF NOT EXISTS SYNCLINE_REPLICA (REPLICA UUID PRIMARY KEY,"
            + " SCOPE TEXT NOT NULL, SEQ BIGINT NOT NULL,"
            + " SEEN_AT TIMESTAMP(3) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL)",
        "CREATE TABLE IF NOT EXISTS SYNCLINE_SEED (UNIT TEXT PRIMARY KEY)",
        "CREATE TABLE IF NOT EXISTS SYNCLINE_RECONCILER (ID INT PRIMARY KEY CHECK (ID = 1),"
            + " OWNER UUID, BEAT_AT TIMESTAMP(3) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP"
            + " NOT NULL)",
        "INSERT INTO SYNCLINE_RECONCILER (ID) SELECT 1"
            + " WHERE NOT EXISTS (SELECT 1 FROM SYNCLINE_RECONCILER)",
        "CREATE TABLE IF NOT EXISTS SYNCLINE_RECONCILED (TBL TEXT PRIMARY KEY,"
            + " DOUBTS BIGINT DEFAULT 0 NOT NULL, ENDED_AT TIMESTAMP(3) WITH TIME ZONE,"
            + " LOOKED BIGINT DEFAULT 0 NOT NULL, LOGGED BIGINT DEFAULT 0 NOT NULL)",
        PostgresTrigger.TIMESTAMP_TEXT,
        // first, since a clock without its pass cannot be read; a kill may have come in between
        "INSERT INTO SYNCLINE_PASS (SEQ, NONCE) SELECT 0, 0"
            + " WHERE NOT EXISTS (SELECT 1 FROM SYNCLINE_CLOCK)"
            + " AND NOT EXISTS (SELECT 1 FROM SYNCLINE_PASS)",
        "INSERT INTO SYNCLINE_CLOCK (ID, SEQ, EPOCH, HORIZON) SELECT 1, 0, gen_random_uuid(), 0"
            + " WHERE NOT EXISTS (SELECT 1 FROM SYNCLINE_CLOCK)");
  }

  /** Not IF NOT EXISTS, which waits for those who write to the table. */
  private static String index(String name, String on) {
    return """
        DO $syncline$ BEGIN
          IF to_regclass(quote_ident(current_schema()) || '.%s') IS NULL THEN
            CREATE INDEX %s ON %s;
          END IF;
        END $syncline$"""
        .formatted(name, name, on);
  }

  @Override
  public Optional<String> unfit(Connection connection, TrackedTable table) throws SQLException {
    Map<String, ColumnType> types = typesOf(connection, table);
    for (TrackedTable.Column column : SqlText.keysAndFilters(table)) {
      ColumnType type = types.get(column.sqlName());
      if (type == null) {
        return Optional.of(SqlText.noColumn(table, column));
      }
      if (!PostgresTrigger.fits(column, type.name)) {
        return Optional.of(
            SqlText.unfit(
                table,
                column.sqlName(),
                type.full,
                "use text or varchar, or for other values boolean, smallint, integer, bigint,"
                    + " numeric, uuid, bytea, date, time, timestamp or timestamp with time zone"));
      }
      if (!type.exact) {
        return Optional.of(
            SqlText.unfit(
                table,
                column.sqlName(),
                type.full,
                "its collation takes different texts for equal; use a deterministic collation"));
      }
    }
    return Optional.empty();
  }

  @Override
  public List<String> createTracking(Connection connection, TrackedTable table)
      throws SQLException {
    String tracking = dialect.quote(dialect.trackingName(table));
    String keys = SqlText.numbered("K", table.keys().size());
    String columns = SqlText.aliased(table, dialect::quote);
    Map<String, String> made = new LinkedHashMap<>();
    made.put(
        dialect.trackingName(table),
        "CREATE TABLE IF NOT EXISTS %s AS SELECT %s, CAST('' AS TEXT) AS F_KEY, 0::BIGINT AS SEQ, 0::BIGINT AS LOG_ID, FALSE AS GONE, FALSE AS ECHO, CAST(NULL AS UUID) AS WRITER, 0::BIGINT AS UPLOAD FROM %s WITH NO DATA"
            .formatted(tracking, columns, dialect.quote(table.sqlName())));
    String seen = dialect.quote(dialect.seenName(table));
    made.put(
        dialect.seenName(table),
        "CREATE TABLE IF NOT EXISTS %s AS SELECT %s, CAST('' AS TEXT) AS F, 0::BIGINT AS SHAPE, 0::BIGINT AS HASH, 0::BIGINT AS SEQ FROM %s WITH NO DATA"
            .formatted(
                seen,
                SqlText.aliased("K", table.keys(), dialect::quote),
                dialect.quote(table.sqlName())));
    putIndex(made, "UNIQUE ", own("SYNCLINE_SK_", table), seen, keys);
    putIndex(made, "UNIQUE ", own("SYNCLINE_PK_", table), tracking, keys + ", F_KEY");
    putIndex(made, "", own("SYNCLINE_SEQ_", table), tracking, SqlText.bySeq(table));
    if (!table.recorded().isEmpty()) {
      putIndex(made, "", "syncline_log_row", "SYNCLINE_LOG", "TBL, PK");
    }
    String keyset = SqlText.keyset(table, dialect::quote);
    if (!keyset.isEmpty()) {
      putIndex(made, "", own("SYNCLINE_IX_", table), dialect.quote(table.sqlName()), keyset);
    }
    // even IF NOT EXISTS waits for those who write to the table
    List<String> missing = new ArrayList<>();
    for (var one : made.entrySet()) {
      if (!hasTable(connection, one.getKey())) {
        missing.add(one.getValue());
      }
    }
    return missing;
  }

  private void putIndex(
      Map<String, String> made, String unique, String name, String table, String columns) {
    made.put(
        name,
        "CREATE %sINDEX IF NOT EXISTS %s ON %s (%s)"
            .formatted(unique, dialect.quote(name), table, columns));
  }

  private static String own(String prefix, TrackedTable table) {
    return PostgresDialect.own(prefix, table);
  }

  @Override
  public List<String> createTriggers(Connection connection, TrackedTable table)
      throws SQLException {
    String schema = currentSchema(connection);
    Map<String, String> types = new HashMap<>();
    typesOf(connection, table).forEach((column, type) -> types.put(column, type.name));
    String body = new PostgresTrigger(dialect, table, schema, types).body();
    if (inPlace(connection, table, body)) {
      return List.of();
    }
    String function = dialect.quote(schema) + "." + dialect.quote(rowTrigger(table)) + "()";
    List<String> sql = new ArrayList<>();
    sql.add(
        "CREATE OR REPLACE FUNCTION %s RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET extra_float_digits = 1 AS $syncline$%s$syncline$"
            .formatted(function, body));
    // else others could put it on tables of their own and write into the log
    sql.add("REVOKE ALL ON FUNCTION " + function + " FROM PUBLIC");
    addTrigger(sql, table, rowTrigger(table), "AFTER INSERT OR UPDATE OR DELETE", "ROW", function);
    addTrigger(sql, table, truncateTrigger(table), "BEFORE TRUNCATE", "STATEMENT", function);
    return sql;
  }

  /** ALWAYS: else nothing fires for writers that replay what another server did. */
  private void addTrigger(
      List<String> sql,
      TrackedTable table,
      String trigger,
      String when,
      String level,
      String function) {
    String base = dialect.quote(table.sqlName());
    String name = dialect.quote(trigger);
    sql.add(
        "CREATE OR REPLACE TRIGGER %s %s ON %s FOR EACH %s EXECUTE FUNCTION %s"
            .formatted(name, when, base, level, function));
    sql.add("ALTER TABLE %s ENABLE ALWAYS TRIGGER %s".formatted(base, name));
  }

  private static boolean inPlace(Connection connection, TrackedTable table, String body)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT COUNT(*) FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
                + " JOIN pg_class c ON c.oid = t.tgrelid"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE n.nspname = current_schema() AND c.relname = ?"
                + " AND (t.tgname, t.tgtype) IN ((?, ?), (?, ?)) AND t.tgqual IS NULL"
                + " AND t.tgattr::text = '' AND t.tgenabled = 'A' AND p.prosecdef"
                + " AND p.prosrc = ?")) {
      statement.setString(1, table.sqlName());
      statement.setString(2, rowTrigger(table));
      statement.setInt(3, AFTER_ROWS);
      statement.setString(4, truncateTrigger(table));
      statement.setInt(5, BEFORE_TRUNCATE);
      statement.setString(6, body);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getInt(1) == 2;
      }
    }
  }

  private static String rowTrigger(TrackedTable table) {
    return own("SYNCLINE_TRG_", table);
  }

  private static String truncateTrigger(TrackedTable table) {
    return own("SYNCLINE_TRN_", table);
  }

  @Override
  public List<String> dropTriggers(Connection connection, TrackedTable table) {
    String base = dialect.quote(table.sqlName());
    return List.of(
        "DROP TRIGGER IF EXISTS %s ON %s".formatted(dialect.quote(rowTrigger(table)), base),
        "DROP TRIGGER IF EXISTS %s ON %s".formatted(dialect.quote(truncateTrigger(table)), base),
        "DROP FUNCTION IF EXISTS " + dialect.quote(rowTrigger(table)) + "()",
        "DROP INDEX IF EXISTS " + dialect.quote(own("SYNCLINE_IX_", table)));
  }

  @Override
  public List<String> missingTriggers(Connection connection, TrackedTable table)
      throws SQLException {
    List<String> missing = new ArrayList<>(List.of(rowTrigger(table), truncateTrigger(table)));
    missing.removeAll(
        Catalogue.find(
            connection,
            "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE n.nspname = current_schema() AND c.relname = ?"
                + " AND t.tgenabled = 'A'",
            table.sqlName(),
            row -> row.getString(1)));
    return missing;
  }

  @Override
  public List<String> dropOthers() {
    return List.of("DROP FUNCTION IF EXISTS SYNCLINE_TEXT(timestamp)");
  }

  @Override
  public String inCatalog(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Indexes too: they have their names in common with tables. */
  @Override
  public boolean hasTable(Connection connection, String name) throws SQLException {
    String sql =
        "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = current_schema() AND c.relname = ?";
    return Catalogue.has(connection, sql, name);
  }

  private static String currentSchema(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT current_schema()")) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Map<String, ColumnType> typesOf(Connection connection, TrackedTable table)
      throws SQLException {
    Map<String, ColumnType> types = new HashMap<>();
    Catalogue.find(
        connection,
        "SELECT a.attname, coalesce(b.typname, t.typname),"
            + " format_type(a.atttypid, a.atttypmod), coalesce(l.collisdeterministic, TRUE)"
            + " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " JOIN pg_type t ON t.oid = a.atttypid"
            + " LEFT JOIN pg_type b ON t.typtype = 'd' AND b.oid = t.typbasetype"
            + " LEFT JOIN pg_collation l ON l.oid = a.attcollation"
            + " WHERE n.nspname = current_schema() AND c.relname = ?"
            + " AND a.attnum > 0 AND NOT a.attisdropped",
        table.sqlName(),
        row ->
            types.put(
                row.getString(1),
                new ColumnType(row.getString(2), row.getString(3), row.getBoolean(4))));
    return types;
  }

  /**
   * The type of a column.
   *
   * @param name as the catalogue has it; of a domain, the type that it is made of
   * @param full as a person writes it
   * @param exact whether equal values are the same
   */
  private record ColumnType(String name, String full, boolean exact) {}
}
