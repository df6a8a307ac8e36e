package org.syncline.interleave;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.syncline.engine.FeedStore;
import org.syncline.engine.TransactionLostException;
import org.syncline.engine.UploadStore;
import org.syncline.scope.Scope;
import org.syncline.scope.Service;
import org.syncline.store.jdbc.Dialect;
import org.syncline.store.jdbc.HistoryPurge;
import org.syncline.store.jdbc.JdbcFeedStore;
import org.syncline.store.jdbc.JdbcUploadStore;
import org.syncline.store.jdbc.Sequencer;
import org.syncline.store.jdbc.TrackedTable;
import org.syncline.store.provision.Provisioning;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.ListsDatabase;

/** The sample's tables in a database, the engine on it, and other programs. */
final class World implements AutoCloseable {
  private static final int WRITERS = 3;
  private static final Duration RETENTION = Duration.ofDays(90);

  /** Nobody waits for a lock: whoever has it cannot go on meanwhile. */
  private static final Duration LOCK_TIMEOUT = Duration.ofMillis(2);

  private final ListsDatabase database;
  private final Connection own;
  private final List<Connection> connections = new ArrayList<>();
  private final HistoryPurge purge;
  final Fault fault;
  final Scope scope;
  private final Sequencer sequencer;
  final FeedStore feeds;
  final UploadStore uploads;
  final Victim victim = new Victim();
  final Committed committed;
  final List<Writer> writers = new ArrayList<>();
  UUID epoch;

  World(DatabaseKind kind, Fault fault) throws SQLException {
    this.fault = fault;
    this.database = ListsDatabase.open(kind, LOCK_TIMEOUT);
    Service service = database.service();
    this.scope = service.scopes().get(0);
    Dialect dialect = kind.dialect();
    List<Service> services = List.of(service);
    Map<String, TrackedTable> tables = TrackedTable.of(services);
    Provisioning provisioning = new Provisioning(dialect, tables.values());
    try (Connection connection = database.pool().getConnection()) {
      provisioning.createTables(connection);
      provisioning.track(connection);
    }
    this.sequencer =
        new Sequencer(
            database.pool(), dialect, tables, fault.isSequenceTheAnchor(), Duration.ofSeconds(1));
    this.feeds =
        new JdbcFeedStore(database.pool(), fault.dialect(dialect), sequencer, services, tables);
    this.uploads =
        new JdbcUploadStore(
            victim.pool(database.pool()), dialect, database.unit().writer(), services, tables);
    this.purge = new HistoryPurge(database.pool(), dialect, tables.values());
    this.own = connect();
    execute(kind.setLockTimeout(Duration.ofSeconds(10)));
    this.committed = new Committed(scope, dialect, own);
    for (int i = 0; i < WRITERS; i++) {
      writers.add(new Writer(connect(), committed));
    }
  }

  private Connection connect() throws SQLException {
    Connection connection = database.connect();
    connections.add(connection);
    return connection;
  }

  /** As new, but for numbers that the database gives out. */
  void reset() throws SQLException {
    for (Writer writer : writers) {
      writer.rollBack();
    }
    for (String table :
        List.of(
            "\"TagItemMapping\"",
            "\"Item\"",
            "\"List\"",
            "\"User\"",
            "\"Tag\"",
            "SYNCLINE_LOG",
            "SYNCLINE_RECEIPT")) {
      execute("DELETE FROM " + table);
    }
    for (var table : scope.tables()) {
      execute("DELETE FROM \"SYNCLINE_TRK_" + table.sqlName() + "\"");
    }
    for (int i = 0; i < Places.USERS; i++) {
      execute(
          "INSERT INTO \"User\" (\"ID\", \"Name\") VALUES ('%s', 'user %d')"
              .formatted(Places.user(i), i));
      execute(
          "INSERT INTO \"List\" (\"ID\", \"Name\", \"UserID\", \"CreatedDate\") VALUES ('%s', 'list', '%s', TIMESTAMP '2026-01-02 03:04:05')"
              .formatted(Places.list(i), Places.user(i)));
    }
    for (int i = 0; i < Places.TAGS; i++) {
      execute("INSERT INTO \"Tag\" (\"ID\", \"Name\") VALUES (%d, 'tag')".formatted(i));
    }
    // the history begins here, with these rows older than any change
    execute("DELETE FROM SYNCLINE_LOG");
    execute("DELETE FROM SYNCLINE_PASS WHERE SEQ > 0");
    if (number("SELECT COUNT(*) FROM SYNCLINE_PASS") == 0) {
      execute("INSERT INTO SYNCLINE_PASS (SEQ, NONCE) VALUES (0, 0)");
    }
    execute("UPDATE SYNCLINE_CLOCK SET SEQ = 0, HORIZON = 0, RECEIPTS_GONE = 0");
    try (Statement statement = own.createStatement();
        ResultSet rows = statement.executeQuery("SELECT EPOCH FROM SYNCLINE_CLOCK")) {
      rows.next();
      epoch = rows.getObject(1, UUID.class);
    }
    committed.forget();
  }

  /**
   * What was done up to a moment.
   *
   * @param seq of the last change then
   * @param receipt of the last upload then
   */
  record Mark(long seq, long receipt) {}

  /** A pass of the sequencer; false: the database itself had a table locked for a moment. */
  boolean number() {
    try {
      sequencer.number();
      return true;
    } catch (TransactionLostException e) {
      return false;
    }
  }

  /** Now; no upload must be under way. */
  Mark mark() throws SQLException {
    boolean all = number();
    return new Mark(
        number("SELECT SEQ FROM SYNCLINE_CLOCK"),
        all ? number("SELECT COALESCE(MAX(NUMBER), 0) FROM SYNCLINE_RECEIPT") : 0);
  }

  /** Removes what is older than a moment. */
  void purgeUpTo(Mark mark) throws SQLException {
    Timestamp longAgo = Timestamp.from(Instant.now().minus(Duration.ofDays(100)));
    try (PreparedStatement passes =
            own.prepareStatement("UPDATE SYNCLINE_PASS SET MADE_AT = ? WHERE SEQ <= ?");
        PreparedStatement receipts =
            own.prepareStatement("UPDATE SYNCLINE_RECEIPT SET MADE_AT = ? WHERE NUMBER <= ?")) {
      passes.setTimestamp(1, longAgo);
      passes.setLong(2, mark.seq);
      passes.executeUpdate();
      receipts.setTimestamp(1, longAgo);
      receipts.setLong(2, mark.receipt);
      receipts.executeUpdate();
      purge.olderThan(RETENTION);
    } catch (SQLException | TransactionLostException e) {
      // an upload holds a receipt; the next purge removes it
      return;
    }
  }

  long horizon() throws SQLException {
    return number("SELECT HORIZON FROM SYNCLINE_CLOCK");
  }

  int execute(String sql) throws SQLException {
    try (Statement statement = own.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = own.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection : connections) {
      connection.close();
    }
    database.close();
  }
}
