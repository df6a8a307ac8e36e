package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.h2.api.ErrorCode;

/**
 * H2 2.x. Triggers are a Java class, so writers must run in, or connect to, this server's engine.
 */
public final class H2Dialect implements Dialect {
  /** H2's SNAPSHOT; its REPEATABLE READ is not one. */
  private static final int SNAPSHOT = 6;

  private static final Set<Integer> LOST =
      Set.of(
          ErrorCode.DEADLOCK_1,
          ErrorCode.LOCK_TIMEOUT_1,
          ErrorCode.CONCURRENT_UPDATE_1,
          ErrorCode.SAVEPOINT_IS_INVALID_1);

  @Override
  public String quote(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  @Override
  public List<String> createTables() {
    return List.of(
        "CREATE TABLE IF NOT EXISTS SYNCLINE_LOG (ID BIGINT GENERATED ALWAYS AS IDENTITY"
            + " PRIMARY KEY, SEQ BIGINT, TBL VARCHAR(256) NOT NULL, OP CHAR(1) NOT NULL,"
            + " PK VARCHAR NOT NULL, OLD_F VARCHAR, NEW_F VARCHAR, WRITER UUID, UPLOAD BIGINT)",
        "CREATE INDEX IF NOT EXISTS SYNCLINE_LOG_OPEN ON SYNCLINE_LOG (SEQ, ID)",
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
        "CREATE TABLE IF NOT EXISTS SYNCLINE_SEED (UNIT VARCHAR(256) PRIMARY KEY)",
        // first, since a clock without its pass cannot be read; a kill may have come in between
        "INSERT INTO SYNCLINE_PASS (SEQ, NONCE) SELECT 0, 0"
            + " WHERE NOT EXISTS (SELECT 1 FROM SYNCLINE_CLOCK)"
            + " AND NOT EXISTS (SELECT 1 FROM SYNCLINE_PASS)",
        "INSERT INTO SYNCLINE_CLOCK (ID, SEQ, EPOCH, HORIZON) SELECT 1, 0, RANDOM_UUID(), 0"
            + " WHERE NOT EXISTS (SELECT 1 FROM SYNCLINE_CLOCK)");
  }

  @Override
  public List<String> createTracking(TrackedTable table) {
    String tracking = quote(table.trackingName());
    String base = quote(table.sqlName());
    String keys = numbered("K", table.keys().size());
    String filters = numbered("F", table.filters().size());
    String columns =
        aliased("K", table.keys())
            + (filters.isEmpty() ? "" : ", " + aliased("F", table.filters()));
    List<String> sql = new ArrayList<>();
    sql.add(
        "CREATE TABLE IF NOT EXISTS %s AS SELECT %s, CAST('' AS VARCHAR) AS F_KEY, 0::BIGINT AS SEQ, 0::BIGINT AS LOG_ID, FALSE AS GONE, FALSE AS ECHO, CAST(NULL AS UUID) AS WRITER, 0::BIGINT AS UPLOAD FROM %s WITH NO DATA"
            .formatted(tracking, columns, base));
    for (int i = 0; i < table.keys().size(); i++) {
      sql.add("ALTER TABLE %s ALTER COLUMN K%d SET NOT NULL".formatted(tracking, i));
    }
    sql.add("ALTER TABLE %s ALTER COLUMN F_KEY SET NOT NULL".formatted(tracking));
    sql.add(
        "ALTER TABLE %s ADD CONSTRAINT IF NOT EXISTS %s PRIMARY KEY (%s, F_KEY)"
            .formatted(tracking, quote("SYNCLINE_PK_" + table.sqlName()), keys));
    sql.add(
        "CREATE INDEX IF NOT EXISTS %s ON %s (%sSEQ)"
            .formatted(seqIndex(table), tracking, filters.isEmpty() ? "" : filters + ", "));
    if (!table.recorded().isEmpty()) {
      sql.add("CREATE INDEX IF NOT EXISTS SYNCLINE_LOG_ROW ON SYNCLINE_LOG (TBL, PK)");
    }
    List<TrackedTable.Column> rest = unfilteredKeys(table);
    if (!filters.isEmpty() && !rest.isEmpty()) {
      // first downloads page the base table by key within a filter
      sql.add(
          "CREATE INDEX IF NOT EXISTS %s ON %s (%s, %s)"
              .formatted(keysetIndex(table), base, columns(table.filters()), columns(rest)));
    }
    return sql;
  }

  /**
   * H2's planner prefers the foreign key's index, and then sorts all of a user's rows each time.
   */
  @Override
  public String baseByKey(TrackedTable table, boolean filtered) {
    boolean indexed = filtered && !table.filters().isEmpty() && !unfilteredKeys(table).isEmpty();
    return quote(table.sqlName()) + (indexed ? " USE INDEX (" + keysetIndex(table) + ")" : "");
  }

  @Override
  public String trackingBySeq(TrackedTable table, boolean filtered) {
    String index = filtered ? " USE INDEX (" + seqIndex(table) + ")" : "";
    return quote(table.trackingName()) + " T" + index;
  }

  private String keysetIndex(TrackedTable table) {
    return quote("SYNCLINE_IX_" + table.sqlName());
  }

  private String seqIndex(TrackedTable table) {
    return quote("SYNCLINE_SEQ_" + table.sqlName());
  }

  private static List<TrackedTable.Column> unfilteredKeys(TrackedTable table) {
    return table.keys().stream().filter(k -> !table.filters().contains(k)).toList();
  }

  @Override
  public List<String> createTriggers(TrackedTable table) {
    return List.of(
        "CREATE TRIGGER IF NOT EXISTS %s AFTER INSERT, UPDATE, DELETE ON %s FOR EACH ROW CALL '%s'"
            .formatted(
                quote(triggerNames(table).get(0)),
                quote(table.sqlName()),
                H2ChangeTrigger.class.getName()));
  }

  @Override
  public List<String> dropTriggers(TrackedTable table) {
    List<String> sql = new ArrayList<>();
    triggerNames(table).forEach(name -> sql.add("DROP TRIGGER IF EXISTS " + quote(name)));
    sql.add("DROP INDEX IF EXISTS " + keysetIndex(table));
    return sql;
  }

  @Override
  public List<String> dropTracking(TrackedTable table) {
    return List.of("DROP TABLE IF EXISTS " + quote(table.trackingName()));
  }

  @Override
  public List<String> triggerNames(TrackedTable table) {
    return List.of("SYNCLINE_TRG_" + table.sqlName());
  }

  @Override
  public String mergeTracking(TrackedTable table) {
    String keys = numbered("K", table.keys().size());
    String filters = numbered("F", table.filters().size());
    int parameters = table.keys().size() + table.filters().size() + 7;
    return "MERGE INTO %s (%s, %sF_KEY, SEQ, LOG_ID, GONE, ECHO, WRITER, UPLOAD) KEY (%s, F_KEY) VALUES (%s)"
        .formatted(
            quote(table.trackingName()),
            keys,
            filters.isEmpty() ? "" : filters + ", ",
            keys,
            String.join(", ", Collections.nCopies(parameters, "?")));
  }

  @Override
  public String purgeConflicts() {
    return "DELETE FROM SYNCLINE_CONFLICT WHERE MADE_AT <= DATEADD(SECOND, -?, CURRENT_TIMESTAMP)"
        + " FETCH FIRST ? ROWS ONLY";
  }

  @Override
  public int snapshotIsolation() {
    return SNAPSHOT;
  }

  @Override
  public void setWriter(Connection connection, UUID replica, long upload) throws SQLException {
    try (PreparedStatement writer = connection.prepareStatement("SET @SYNCLINE_WRITER = ?");
        PreparedStatement number = connection.prepareStatement("SET @SYNCLINE_UPLOAD = ?")) {
      writer.setObject(1, replica);
      writer.execute();
      number.setLong(1, upload);
      number.execute();
    }
  }

  @Override
  public boolean isTransactionLost(SQLException failure) {
    String state = failure.getSQLState();
    return LOST.contains(failure.getErrorCode()) || (state != null && state.startsWith("40"));
  }

  @Override
  public boolean isDuplicateKey(SQLException failure) {
    return failure.getErrorCode() == ErrorCode.DUPLICATE_KEY_1;
  }

  private String columns(List<TrackedTable.Column> columns) {
    return columns.stream().map(c -> quote(c.sqlName())).collect(Collectors.joining(", "));
  }

  private String aliased(String letter, List<TrackedTable.Column> columns) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> quote(columns.get(i).sqlName()) + " AS " + letter + i)
        .collect(Collectors.joining(", "));
  }

  /** {@code K0, K1, ...} */
  private static String numbered(String letter, int count) {
    return IntStream.range(0, count).mapToObj(i -> letter + i).collect(Collectors.joining(", "));
  }
}
