package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tables and triggers on H2. */
final class H2Schema implements SchemaDialect {
  /** Of key and filter columns, without what stands in brackets. */
  private static final Set<String> FIT =
      Set.of(
          "BOOLEAN",
          "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "NUMERIC",
          "DECFLOAT",
          "REAL",
          "DOUBLE PRECISION",
          "CHARACTER VARYING",
          "UUID",
          "BINARY VARYING",
          "DATE",
          "TIME",
          "TIMESTAMP",
          "TIMESTAMP WITH TIME ZONE");

  private final H2Dialect dialect;

  H2Schema(H2Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public List<String> createTables() {
    return List.of(
        "CREATE TABLE IF NOT EXISTS SYNCLINE_LOG (ID BIGINT GENERATED ALWAYS AS IDENTITY"
            + " PRIMARY KEY, SEQ BIGINT, TBL VARCHAR(256) NOT NULL, OP CHAR(1) NOT NULL,"
            + " PK VARCHAR NOT NULL, OLD_F VARCHAR, NEW_F VARCHAR, WRITER UUID, UPLOAD BIGINT)",
        "CREATE INDEX IF NOT EXISTS SYNCLINE_LOG_OPEN ON SYNCLINE_LOG (SEQ, ID)",
        "CREATE INDEX IF NOT EXISTS SYNCLINE_LOG_KEY ON SYNCLINE_LOG (TBL, SEQ, PK)",
        "CREATE INDEX IF NOT EXISTS SYNCLINE_LOG_NEW ON SYNCLINE_LOG (TBL, SEQ, NEW_F)",
        "CREATE INDEX IF NOT EXISTS SYNCLINE_LOG_OLD ON SYNCLINE_LOG (TBL, SEQ, OLD_F)",
        "CREATE TABLE IF NOT EXISTS SYNCLINE_CLOCK (ID INT PRIMARY KEY CHECK (ID = 1),"
            + " SEQ BIGINT NOT NULL, EPOCH UUID NOT NULL, HORIZON BIGINT NOT NULL)",
        "CREATE TABLE IF NOT EXISTS SYNCLINE_PASS (SEQ BIGINT PRIMARY KEY, NONCE BIGINT NOT NULL,"
            + " MADE_AT TIMESTAMP(3) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL)",
        "CREATE TABLE IF NOT EXISTS SYNCLINE_RECEIPT (NUMBER BIGINT GENERATED ALWAYS AS IDENTITY"
            + " PRIMARY KEY, HASH BINARY(32) NOT NULL UNIQUE, REPLICA UUID NOT NULL,"
            + " BASE BIGINT NOT NULL, OUTCOME BLOB,"
            + " MADE_AT TIMESTAMP(3) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL)",
        "CREATE TABLE IF NOT EXISTS SYNCLINE_TABLE (TBL VARCHAR(256) PRIMARY KEY,"
            + " KEY_COLUMNS VARCHAR NOT NULL, FILTER_COLUMNS VARCHAR NOT NULL)",
        "CREATE TABLE IF NOT EXISTS SYNCLINE_CONFLICT (ID BIGINT GENERATED ALWAYS AS IDENTITY"
            + " PRIMARY KEY, MADE_AT TIMESTAMP(3) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP"
            + " NOT NULL, SCOPE VARCHAR(256) NOT NULL, PARAMETERS VARCHAR NOT NULL,"
            + " TBL VARCHAR(256) NOT NULL,"
            + " PK VARCHAR NOT NULL, REPLICA UUID NOT NULL, UPLOAD BIGINT NOT NULL,"
            + " REFUSED BOOLEAN NOT NULL, REASON VARCHAR NOT NULL, DELETED BOOLEAN NOT NULL,"
            + " LOSING VARCHAR)",
        "ALTER TABLE SYNCLINE_CONFLICT ADD COLUMN IF NOT EXISTS PARAMETERS VARCHAR"
            + " DEFAULT '{}' NOT NULL",
        "CREATE INDEX IF NOT EXISTS SYNCLINE_CONFLICT_AGE ON SYNCLINE_CONFLICT (MADE_AT)",
        "ALTER TABLE SYNCLINE_LOG ADD COLUMN IF NOT EXISTS CHANGED VARCHAR",
        "ALTER TABLE SYNCLINE_TABLE ADD COLUMN IF NOT EXISTS RECORDED_COLUMNS VARCHAR",
        "ALTER TABLE SYNCLINE_CLOCK ADD COLUMN IF NOT EXISTS RECEIPTS_GONE BIGINT"
            + " DEFAULT 0 NOT NULL",
        "CREATE TABLE IF NOT EXISTS SYNCLINE_REPLICA (REPLICA UUID PRIMARY KEY,"
            + " SCOPE VARCHAR(256) NOT NULL, SEQ BIGINT NOT NULL,"
            + " SEEN_AT TIMESTAMP(3) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL)",
        "ALTER TABLE SYNCLINE_RECEIPT ADD COLUMN IF NOT EXISTS NODE INT",
        "CREATE INDEX IF NOT EXISTS SYNCLINE_RECEIPT_REPLICA ON SYNCLINE_RECEIPT (REPLICA, NUMBER)",
        "CREATE TABLE IF NOT EXISTS SYNCLINE_SEED (UNIT VARCHAR(256) PRIMARY KEY)",
        "CREATE TABLE IF NOT EXISTS SYNCLINE_RECONCILER (ID INT PRIMARY KEY CHECK (ID = 1),"
            + " OWNER UUID, BEAT_AT TIMESTAMP(3) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP"
            + " NOT NULL)",
        "INSERT INTO SYNCLINE_RECONCILER (ID) SELECT 1"
            + " WHERE NOT EXISTS (SELECT 1 FROM SYNCLINE_RECONCILER)",
        "CREATE TABLE IF NOT EXISTS SYNCLINE_RECONCILED (TBL VARCHAR(256) PRIMARY KEY,"
            + " DOUBTS BIGINT DEFAULT 0 NOT NULL, ENDED_AT TIMESTAMP(3) WITH TIME ZONE,"
            + " LOOKED BIGINT DEFAULT 0 NOT NULL, LOGGED BIGINT DEFAULT 0 NOT NULL)",
        // first, since a clock without its pass cannot be read; a kill may have come in between
        "INSERT INTO SYNCLINE_PASS (SEQ, NONCE) SELECT 0, 0"
            + " WHERE NOT EXISTS (SELECT 1 FROM SYNCLINE_CLOCK)"
            + " AND NOT EXISTS (SELECT 1 FROM SYNCLINE_PASS)",
        "INSERT INTO SYNCLINE_CLOCK (ID, SEQ, EPOCH, HORIZON) SELECT 1, 0, RANDOM_UUID(), 0"
            + " WHERE NOT EXISTS (SELECT 1 FROM SYNCLINE_CLOCK)");
  }

  @Override
  public Optional<String> unfit(Connection connection, TrackedTable table) throws SQLException {
    Map<String, String> types = typesOf(connection, table);
    for (TrackedTable.Column column : SqlText.keysAndFilters(table)) {
      String type = types.get(column.sqlName());
      if (type == null) {
        return Optional.of(SqlText.noColumn(table, column));
      }
      if (!FIT.contains(type)) {
        return Optional.of(
            SqlText.unfit(
                table,
                column.sqlName(),
                type,
                "use VARCHAR or VARBINARY, or another type that is not padded"));
      }
    }
    return Optional.empty();
  }

  private static Map<String, String> typesOf(Connection connection, TrackedTable table)
      throws SQLException {
    Map<String, String> types = new HashMap<>();
    Catalogue.find(
        connection,
        "SELECT COLUMN_NAME, DATA_TYPE FROM INFORMATION_SCHEMA.COLUMNS"
            + " WHERE TABLE_SCHEMA = CURRENT_SCHEMA AND TABLE_NAME = ?",
        table.sqlName(),
        row -> types.put(row.getString(1), row.getString(2)));
    return types;
  }

  @Override
  public List<String> createTracking(Connection connection, TrackedTable table) {
    String tracking = dialect.quote(dialect.trackingName(table));
    String base = dialect.quote(table.sqlName());
    String keys = SqlText.numbered("K", table.keys().size());
    String columns = SqlText.aliased(table, dialect::quote);
    List<String> sql = new ArrayList<>();
    sql.add(
        "CREATE TABLE IF NOT EXISTS %s AS SELECT %s, CAST('' AS VARCHAR) AS F_KEY, 0::BIGINT AS SEQ, 0::BIGINT AS LOG_ID, FALSE AS GONE, FALSE AS ECHO, CAST(NULL AS UUID) AS WRITER, 0::BIGINT AS UPLOAD FROM %s WITH NO DATA"
            .formatted(tracking, columns, base));
    for (int i = 0; i < table.keys().size(); i++) {
      sql.add("ALTER TABLE %s ALTER COLUMN K%d SET NOT NULL".formatted(tracking, i));
    }
    sql.addAll(createSeen(table, keys));
    sql.add("ALTER TABLE %s ALTER COLUMN F_KEY SET NOT NULL".formatted(tracking));
    sql.add(
        "ALTER TABLE %s ADD CONSTRAINT IF NOT EXISTS %s PRIMARY KEY (%s, F_KEY)"
            .formatted(tracking, dialect.quote("SYNCLINE_PK_" + table.sqlName()), keys));
    sql.add(
        "CREATE INDEX IF NOT EXISTS %s ON %s (%s)"
            .formatted(seqIndex(table), tracking, SqlText.bySeq(table)));
    if (!table.recorded().isEmpty()) {
      sql.add("CREATE INDEX IF NOT EXISTS SYNCLINE_LOG_ROW ON SYNCLINE_LOG (TBL, PK)");
    }
    String keyset = SqlText.keyset(table, dialect::quote);
    if (!keyset.isEmpty()) {
      sql.add(
          "CREATE INDEX IF NOT EXISTS %s ON %s (%s)".formatted(keysetIndex(table), base, keyset));
    }
    return sql;
  }

  private List<String> createSeen(TrackedTable table, String keys) {
    String seen = dialect.quote(dialect.seenName(table));
    return List.of(
        "CREATE TABLE IF NOT EXISTS %s AS SELECT %s, CAST('' AS VARCHAR) AS F, 0::BIGINT AS SHAPE, 0::BIGINT AS HASH, 0::BIGINT AS SEQ FROM %s WITH NO DATA"
            .formatted(
                seen,
                SqlText.aliased("K", table.keys(), dialect::quote),
                dialect.quote(table.sqlName())),
        "CREATE UNIQUE INDEX IF NOT EXISTS %s ON %s (%s)"
            .formatted(dialect.quote("SYNCLINE_SK_" + table.sqlName()), seen, keys));
  }

  String keysetIndex(TrackedTable table) {
    return dialect.quote("SYNCLINE_IX_" + table.sqlName());
  }

  String seqIndex(TrackedTable table) {
    return dialect.quote("SYNCLINE_SEQ_" + table.sqlName());
  }

  @Override
  public List<String> createTriggers(Connection connection, TrackedTable table)
      throws SQLException {
    if (missingTriggers(connection, table).isEmpty()) {
      return List.of();
    }
    String trigger = dialect.quote(triggerName(table));
    return List.of(
        "DROP TRIGGER IF EXISTS " + trigger,
        "CREATE TRIGGER %s AFTER INSERT, UPDATE, DELETE ON %s FOR EACH ROW CALL '%s'"
            .formatted(trigger, dialect.quote(table.sqlName()), H2ChangeTrigger.class.getName()));
  }

  /** A trigger learns of its columns when it is created. */
  @Override
  public List<String> beforeOtherColumns(TrackedTable table) {
    return drop(table);
  }

  @Override
  public List<String> dropTriggers(Connection connection, TrackedTable table) {
    return drop(table);
  }

  private List<String> drop(TrackedTable table) {
    return List.of(
        "DROP TRIGGER IF EXISTS " + dialect.quote(triggerName(table)),
        "DROP INDEX IF EXISTS " + keysetIndex(table));
  }

  private static String triggerName(TrackedTable table) {
    return H2ChangeTrigger.nameOn(table.sqlName());
  }

  @Override
  public List<String> missingTriggers(Connection connection, TrackedTable table)
      throws SQLException {
    String name = triggerName(table);
    String sql =
        "SELECT 1 FROM INFORMATION_SCHEMA.TRIGGERS WHERE TRIGGER_SCHEMA = CURRENT_SCHEMA"
            + " AND TRIGGER_NAME = ? AND EVENT_OBJECT_TABLE = ? AND JAVA_CLASS = ?"
            + " AND EVENT_MANIPULATION IN ('INSERT', 'UPDATE', 'DELETE')"
            + " AND ACTION_TIMING = 'AFTER' AND ACTION_ORIENTATION = 'ROW'"
            + " GROUP BY TRIGGER_NAME HAVING COUNT(*) = 3";
    return Catalogue.has(connection, sql, name, table.sqlName(), H2ChangeTrigger.class.getName())
        ? List.of()
        : List.of(name);
  }

  @Override
  public boolean hasTable(Connection connection, String name) throws SQLException {
    String sql =
        "SELECT 1 FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = CURRENT_SCHEMA"
            + " AND TABLE_NAME = ?";
    return Catalogue.has(connection, sql, name);
  }
}
