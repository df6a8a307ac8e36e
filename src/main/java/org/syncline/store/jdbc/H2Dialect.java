package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.h2.api.ErrorCode;

/**
 * H2 2.x. Triggers are a Java class, so writers must run in, or connect to, this server's engine.
 */
public final class H2Dialect implements Dialect {
  /** H2's SNAPSHOT; its REPEATABLE READ is not one. */
  private static final int SNAPSHOT = 6;

  /** Others wait while an upload waits for a row, so not for long: it is done again later. */
  private static final long LOCK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final H2Schema schema = new H2Schema(this);

  @Override
  public SchemaDialect schema() {
    return schema;
  }

  /**
   * H2's planner prefers the foreign key's index, and then sorts all of a user's rows each time.
   */
  @Override
  public String baseByKey(TrackedTable table, boolean filtered) {
    boolean indexed =
        filtered && !table.filters().isEmpty() && !SqlText.unfilteredKeys(table).isEmpty();
    return quote(table.sqlName())
        + (indexed ? " USE INDEX (" + schema.keysetIndex(table) + ")" : "");
  }

  @Override
  public String trackingBySeq(TrackedTable table, boolean filtered) {
    String index = filtered ? " USE INDEX (" + schema.seqIndex(table) + ")" : "";
    return quote(trackingName(table)) + " T" + index;
  }

  @Override
  public String mergeTracking(TrackedTable table) {
    String keys = SqlText.numbered("K", table.keys().size());
    return "MERGE INTO %s (%s) KEY (%s, F_KEY) VALUES (%s)"
        .formatted(
            quote(trackingName(table)),
            SqlText.trackingColumns(table),
            keys,
            SqlText.parameters(table, 7));
  }

  @Override
  public String deleteSome(String table, String condition) {
    return "DELETE FROM " + table + " WHERE " + condition + " FETCH FIRST ? ROWS ONLY";
  }

  @Override
  public String isOlder(String column) {
    return column + " <= DATEADD(SECOND, -?, CURRENT_TIMESTAMP)";
  }

  /**
   * Never waiting in the database: who waits there for a transaction that went back to a savepoint,
   * or that a statement failed in, takes a processor and keeps it until that one ends, whatever the
   * time-outs.
   */
  @Override
  public String lockingRow(String columns, String table, String condition) {
    return locking(columns, table, condition) + " NOWAIT";
  }

  @Override
  public boolean lock(PreparedStatement row) throws SQLException {
    long began = System.nanoTime();
    while (true) {
      try {
        return Dialect.super.lock(row);
      } catch (SQLException e) {
        if (e.getErrorCode() != ErrorCode.LOCK_TIMEOUT_1
            || System.nanoTime() - began > LOCK_NANOS) {
          throw e;
        }
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
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
  public boolean isDuplicateKey(SQLException failure) {
    return failure.getErrorCode() == ErrorCode.DUPLICATE_KEY_1;
  }
}
