package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Tables and triggers on MariaDB, in the connection's current database. */
final class MariaDbSchema implements SchemaDialect {
  /** One lock for each database of a server; names of locks are limited to 64 characters. */
  private static final String LOCK = "CONCAT('syncline.', LEFT(SHA2(DATABASE(), 256), 40))";

  private static final int LOCK_PATIENCE_SECONDS = 600;

  /** What InnoDB allows for the columns of one index, with a digest of 32 bytes beside them. */
  private static final long MOST_INDEX_BYTES = 3072 - 32;

  private static final String OF_OWN_TABLES =
      " ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

  /** Followed by what is indexed, so that other columns get an index of their own. */
  private static final String KEYSET_INDEX = "SYNCLINE_IX_";

  /** A foreign key made after the index may rely on it; then it stays, and does no harm. */
  private static final String DROP_UNLESS_NEEDED =
      "BEGIN NOT ATOMIC DECLARE CONTINUE HANDLER FOR 1553 BEGIN END;"
          + " DROP INDEX IF EXISTS %s ON %s; END";

  private final MariaDbDialect dialect;

  MariaDbSchema(MariaDbDialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public void lock(Connection connection, Duration patience) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT GET_LOCK(" + LOCK + ", " + LOCK_PATIENCE_SECONDS + ")")) {
      rows.next();
      if (rows.getInt(1) != 1) {
        throw new SQLException(
            "another node has been starting for %d s".formatted(LOCK_PATIENCE_SECONDS),
            "HY000",
            1205);
      }
    }
    // others' transactions may be in the way of a new trigger for longer than for an upload
    execute(
        connection,
        "SET @SYNCLINE_PATIENCE = @@lock_wait_timeout, lock_wait_timeout = "
            + patience.toSeconds());
  }

  @Override
  public void unlock(Connection connection) throws SQLException {
    execute(connection, "SET lock_wait_timeout = @SYNCLINE_PATIENCE");
    execute(connection, "DO RELEASE_LOCK(" + LOCK + ")");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public List<String> createTables() {
    return List.of(
        own(
            "SYNCLINE_LOG",
            "ID BIGINT AUTO_INCREMENT PRIMARY KEY, SEQ BIGINT, TBL VARCHAR(64) NOT NULL,"
                + " OP CHAR(1) NOT NULL, PK LONGTEXT NOT NULL, OLD_F LONGTEXT, NEW_F LONGTEXT,"
                + " CHANGED LONGTEXT, WRITER UUID, UPLOAD BIGINT,"
                + " INDEX SYNCLINE_LOG_OPEN (SEQ, ID)"),
        "CREATE INDEX IF NOT EXISTS SYNCLINE_LOG_KEY ON SYNCLINE_LOG (TBL, SEQ, PK(255))",
        "CREATE INDEX IF NOT EXISTS SYNCLINE_LOG_NEW ON SYNCLINE_LOG (TBL, SEQ, NEW_F(255))",
        "CREATE INDEX IF NOT EXISTS SYNCLINE_LOG_OLD ON SYNCLINE_LOG (TBL, SEQ, OLD_F(255))",
        own(
            "SYNCLINE_CLOCK",
            "ID INT PRIMARY KEY CHECK (ID = 1), SEQ BIGINT NOT NULL, EPOCH UUID NOT NULL,"
                + " HORIZON BIGINT NOT NULL, RECEIPTS_GONE BIGINT DEFAULT 0 NOT NULL"),
        own("SYNCLINE_PASS", "SEQ BIGINT PRIMARY KEY, NONCE BIGINT NOT NULL, " + madeAt()),
        own(
            "SYNCLINE_RECEIPT",
            "NUMBER BIGINT AUTO_INCREMENT PRIMARY KEY, HASH BINARY(32) NOT NULL UNIQUE,"
                + " REPLICA UUID NOT NULL, BASE BIGINT NOT NULL, NODE INT, OUTCOME LONGBLOB, "
                + madeAt()
                + ", INDEX SYNCLINE_RECEIPT_REPLICA (REPLICA, NUMBER)"),
        own(
            "SYNCLINE_TABLE",
            "TBL VARCHAR(64) PRIMARY KEY, KEY_COLUMNS LONGTEXT NOT NULL,"
                + " FILTER_COLUMNS LONGTEXT NOT NULL, RECORDED_COLUMNS LONGTEXT"),
        own(
            "SYNCLINE_CONFLICT",
            "ID BIGINT AUTO_INCREMENT PRIMARY KEY, "
                + madeAt()
                + ", SCOPE VARCHAR(256) NOT NULL, PARAMETERS LONGTEXT NOT NULL,"
                + " TBL VARCHAR(64) NOT NULL, PK LONGTEXT NOT NULL, REPLICA UUID NOT NULL,"
                + " UPLOAD BIGINT NOT NULL, REFUSED BOOLEAN NOT NULL, REASON LONGTEXT NOT NULL,"
                + " DELETED BOOLEAN NOT NULL, LOSING LONGTEXT,"
                + " INDEX SYNCLINE_CONFLICT_AGE (MADE_AT)"),
        own(
            "SYNCLINE_REPLICA",
            "REPLICA UUID PRIMARY KEY, SCOPE VARCHAR(256) NOT NULL, SEQ BIGINT NOT NULL,"
                + " SEEN_AT DATETIME(3) DEFAULT (UTC_TIMESTAMP(3)) NOT NULL"),
        own("SYNCLINE_SEED", "UNIT VARCHAR(256) PRIMARY KEY"),
        own(
            "SYNCLINE_RECONCILER",
            "ID INT PRIMARY KEY CHECK (ID = 1), OWNER UUID,"
                + " BEAT_AT DATETIME(3) DEFAULT (UTC_TIMESTAMP(3)) NOT NULL"),
        "INSERT INTO SYNCLINE_RECONCILER (ID) SELECT 1 FROM DUAL"
            + " WHERE NOT EXISTS (SELECT 1 FROM SYNCLINE_RECONCILER)",
        own(
            "SYNCLINE_RECONCILED",
            "TBL VARCHAR(64) PRIMARY KEY, DOUBTS BIGINT DEFAULT 0 NOT NULL,"
                + " ENDED_AT DATETIME(3), LOOKED BIGINT DEFAULT 0 NOT NULL,"
                + " LOGGED BIGINT DEFAULT 0 NOT NULL"),
        // first, since a clock without its pass cannot be read; a kill may have come in between
        "INSERT INTO SYNCLINE_PASS (SEQ, NONCE) SELECT 0, 0 FROM DUAL"
            + " WHERE NOT EXISTS (SELECT 1 FROM SYNCLINE_CLOCK)"
            + " AND NOT EXISTS (SELECT 1 FROM SYNCLINE_PASS)",
        "INSERT INTO SYNCLINE_CLOCK (ID, SEQ, EPOCH, HORIZON)"
            + " SELECT 1, 0, '"
            + UUID.randomUUID() // the server's own would tell where and when it was made
            + "', 0 FROM DUAL"
            + " WHERE NOT EXISTS (SELECT 1 FROM SYNCLINE_CLOCK)");
  }

  private static String own(String name, String columns) {
    return "CREATE TABLE IF NOT EXISTS " + name + " (" + columns + ")" + OF_OWN_TABLES;
  }

  /** In UTC, whatever the time zone of who writes. */
  private static String madeAt() {
    return "MADE_AT DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3))";
  }

  @Override
  public Optional<String> unfit(Connection connection, TrackedTable table) throws SQLException {
    Map<String, MariaDbColumn> columns = MariaDbColumn.of(connection, table.sqlName());
    Optional<String> unfit =
        SqlText.firstUnfit(table, column -> unfit(table, column, columns.get(column.sqlName())));
    if (unfit.isPresent()) {
      return unfit;
    }
    if (indexBytes(table.keys(), columns) > MOST_INDEX_BYTES
        || indexBytes(table.filters(), columns) > MOST_INDEX_BYTES) {
      return Optional.of(
          "the key of table %s, or what scopes filter it by, is too long for an index: its columns may have %d bytes together, and a character counts as four"
              .formatted(table.sqlName(), MOST_INDEX_BYTES));
    }
    Optional<String> cascade = MariaDbCascades.read(connection).unfit(table.sqlName());
    return cascade.isPresent() ? cascade : engine(connection, table);
  }

  private static Optional<String> unfit(
      TrackedTable table, TrackedTable.Column column, MariaDbColumn found) {
    if (found == null) {
      return Optional.of(SqlText.noColumn(table, column));
    }
    if (!found.fits(column.type())) {
      return Optional.of(
          SqlText.unfit(
              table,
              column.sqlName(),
              found.full(),
              "use UUID, VARCHAR, DECIMAL or a whole number for %s, or another type that has no other text for the same value"
                  .formatted(column.type())));
    }
    if (found.isText() && !found.isExact()) {
      return Optional.of(
          "column %s of table %s is part of a key or a filter and has collation %s, for which texts are equal that devices take for two, such as those that differ in capital letters or in blanks at the end: use another one, ALTER TABLE %s MODIFY %s %s CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin with what else the column is declared with"
              .formatted(
                  column.sqlName(),
                  table.sqlName(),
                  found.collation(),
                  table.sqlName(),
                  column.sqlName(),
                  found.full()));
    }
    return Optional.empty();
  }

  private static long indexBytes(
      List<TrackedTable.Column> columns, Map<String, MariaDbColumn> types) {
    return columns.stream().mapToLong(c -> types.get(c.sqlName()).indexBytes()).sum();
  }

  private static Optional<String> engine(Connection connection, TrackedTable table)
      throws SQLException {
    String sql =
        "SELECT ENGINE FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = DATABASE()"
            + " AND TABLE_NAME = ?";
    List<String> engines =
        Catalogue.find(connection, sql, table.sqlName(), row -> row.getString(1));
    String engine = engines.isEmpty() ? null : engines.get(0);
    return "InnoDB".equals(engine)
        ? Optional.empty()
        : Optional.of(
            "table %s is kept by engine %s, which has no transactions that devices could rely on: use InnoDB, ALTER TABLE %s ENGINE = InnoDB"
                .formatted(table.sqlName(), engine, table.sqlName()));
  }

  @Override
  public List<String> createTracking(Connection connection, TrackedTable table)
      throws SQLException {
    Map<String, MariaDbColumn> columns = MariaDbColumn.of(connection, table.sqlName());
    String keys = SqlText.numbered("K", table.keys().size());
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < table.keys().size(); i++) {
      parts.add("K" + i + " " + definition(table.keys().get(i), columns) + " NOT NULL");
    }
    String seen =
        String.join(", ", parts)
            + ", F LONGTEXT NOT NULL, SHAPE BIGINT NOT NULL, HASH BIGINT NOT NULL,"
            + " SEQ BIGINT NOT NULL, PRIMARY KEY ("
            + keys
            + ")";
    for (int i = 0; i < table.filters().size(); i++) {
      parts.add("F" + i + " " + definition(table.filters().get(i), columns) + " NULL");
    }
    parts.add(
        "F_KEY BINARY(32) NOT NULL, SEQ BIGINT NOT NULL, LOG_ID BIGINT NOT NULL,"
            + " GONE BOOLEAN NOT NULL, ECHO BOOLEAN NOT NULL, WRITER UUID,"
            + " UPLOAD BIGINT NOT NULL");
    parts.add("PRIMARY KEY (" + keys + ", F_KEY)");
    parts.add("INDEX SYNCLINE_SEQ (" + SqlText.bySeq(table) + ")");
    List<String> sql = new ArrayList<>();
    sql.add(own(dialect.quote(dialect.trackingName(table)), String.join(", ", parts)));
    sql.add(own(dialect.quote(dialect.seenName(table)), seen));
    if (!table.recorded().isEmpty()) {
      sql.add("CREATE INDEX IF NOT EXISTS SYNCLINE_LOG_ROW ON SYNCLINE_LOG (TBL, PK(255))");
    }
    String keyset = SqlText.keyset(table, dialect::quote);
    long bytes =
        indexBytes(table.filters(), columns) + indexBytes(SqlText.unfilteredKeys(table), columns);
    if (!keyset.isEmpty() && bytes <= MOST_INDEX_BYTES) {
      sql.add(
          "CREATE INDEX IF NOT EXISTS %s ON %s (%s)"
              .formatted(
                  KEYSET_INDEX + SqlText.hash(keyset), dialect.quote(table.sqlName()), keyset));
    }
    return sql;
  }

  private static String definition(TrackedTable.Column column, Map<String, MariaDbColumn> columns) {
    return columns.get(column.sqlName()).definition();
  }

  /** Each is replaced by one statement, which keeps writers waiting while it does (hazard 39). */
  @Override
  public List<String> createTriggers(Connection connection, TrackedTable table)
      throws SQLException {
    Map<String, MariaDbTriggers.Trigger> present = triggers(connection);
    List<MariaDbTriggers.Trigger> wanted = wanted(connection, table);
    List<String> sql = new ArrayList<>();
    for (MariaDbTriggers.Trigger trigger : wanted) {
      if (!trigger.equals(present.get(trigger.name()))) {
        sql.add(trigger.create(dialect));
      }
    }
    List<String> names = wanted.stream().map(MariaDbTriggers.Trigger::name).toList();
    present.keySet().stream()
        .filter(name -> name.startsWith(MariaDbTriggers.onOthers(table)) && !names.contains(name))
        .forEach(name -> sql.add(drop(name)));
    return sql;
  }

  private List<MariaDbTriggers.Trigger> wanted(Connection connection, TrackedTable table)
      throws SQLException {
    MariaDbTriggers triggers =
        new MariaDbTriggers(dialect, table, MariaDbColumn.of(connection, table.sqlName()));
    return triggers.all(MariaDbCascades.read(connection).pathsTo(table.sqlName()));
  }

  /** Syncline's triggers by name. */
  private static Map<String, MariaDbTriggers.Trigger> triggers(Connection connection)
      throws SQLException {
    Map<String, MariaDbTriggers.Trigger> triggers = new HashMap<>();
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE,"
                    + " CONCAT(ACTION_TIMING, ' ', EVENT_MANIPULATION), ACTION_STATEMENT"
                    + " FROM INFORMATION_SCHEMA.TRIGGERS"
                    + " WHERE TRIGGER_SCHEMA = DATABASE()"
                    + " AND LEFT(TRIGGER_NAME, 9) = 'SYNCLINE_'");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        triggers.put(
            rows.getString(1),
            new MariaDbTriggers.Trigger(
                rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
      }
    }
    return triggers;
  }

  @Override
  public List<String> dropTriggers(Connection connection, TrackedTable table) throws SQLException {
    List<String> sql =
        triggers(connection).keySet().stream()
            .filter(
                name ->
                    MariaDbTriggers.names(table).contains(name)
                        || name.startsWith(MariaDbTriggers.onOthers(table)))
            .map(this::drop)
            .collect(Collectors.toCollection(ArrayList::new));
    for (String index : keysetIndexes(connection, table)) {
      sql.add(DROP_UNLESS_NEEDED.formatted(dialect.quote(index), dialect.quote(table.sqlName())));
    }
    return sql;
  }

  private static List<String> keysetIndexes(Connection connection, TrackedTable table)
      throws SQLException {
    String sql =
        "SELECT DISTINCT INDEX_NAME FROM INFORMATION_SCHEMA.STATISTICS"
            + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?";
    List<String> indexes =
        Catalogue.find(connection, sql, table.sqlName(), row -> row.getString(1));
    return indexes.stream().filter(index -> index.startsWith(KEYSET_INDEX)).toList();
  }

  private String drop(String trigger) {
    return "DROP TRIGGER IF EXISTS " + dialect.quote(trigger);
  }

  @Override
  public List<String> missingTriggers(Connection connection, TrackedTable table)
      throws SQLException {
    List<String> missing = new ArrayList<>();
    wanted(connection, table).forEach(trigger -> missing.add(trigger.name()));
    missing.removeAll(triggers(connection).keySet());
    return missing;
  }

  @Override
  public String currentSchema() {
    return "DATABASE()";
  }

  @Override
  public boolean hasTable(Connection connection, String name) throws SQLException {
    String sql =
        "SELECT 1 FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = DATABASE()"
            + " AND TABLE_NAME = ?";
    return Catalogue.has(connection, sql, name);
  }
}
