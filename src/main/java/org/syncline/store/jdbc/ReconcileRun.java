package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Goes through one table from its first key to its last, some rows at a time: looks at them in a
 * snapshot, and then, in a transaction that reads nothing, logs what no trigger has logged and
 * keeps what it saw. For one thread at a time.
 *
 * <p>Somebody may write the same rows between the two, and an entry of theirs may come before or
 * after ours in the log. That takes nothing from any device: an entry only says that devices of
 * these filter values must look at the row, and whoever downloads gets what the table holds then.
 */
public final class ReconcileRun {
  private final DataSource pool;
  private final Dialect dialect;
  private final TrackedTable table;
  private final UUID owner;
  private final boolean first;
  private final long doubts;
  private final KeyRangeReader reader;
  private final long shape;
  private List<Object> after = List.of();
  private long looked;
  private long logged;

  /**
   * @param owner who has the turn
   * @param first whether no run has gone through the whole table yet
   * @param doubts how often triggers were found to be off since the last run
   */
  ReconcileRun(
      DataSource pool,
      Dialect dialect,
      TrackedTable table,
      UUID owner,
      boolean first,
      long doubts,
      int mostRows) {
    this.pool = pool;
    this.dialect = dialect;
    this.table = table;
    this.owner = owner;
    this.first = first;
    this.doubts = doubts;
    this.reader = new KeyRangeReader(dialect, table, mostRows);
    this.shape = new RowHash().of(List.of(table.columns().toString()));
  }

  public String table() {
    return table.sqlName();
  }

  /** Whether it only keeps what there is, to compare later. */
  public boolean isFirst() {
    return first;
  }

  /** Rows that it has looked at. */
  public long looked() {
    return looked;
  }

  /** Entries that it has written. */
  public long logged() {
    return logged;
  }

  /**
   * Does some more; gives whether there is more to do.
   *
   * @throws org.syncline.engine.TransactionLostException if others are in the way: it can be called
   *     again
   */
  public boolean next() {
    try {
      KeyRange range = look();
      int corrected = keep(range);
      looked += range.rows().size();
      logged += corrected;
      after = range.end();
      return !after.isEmpty();
    } catch (SQLException e) {
      throw Failures.translate("reconciling " + table.sqlName(), e);
    }
  }

  private KeyRange look() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(dialect.snapshotIsolation());
      try {
        return reader.read(connection, after);
      } finally {
        connection.rollback();
      }
    }
  }

  private int keep(KeyRange range) throws SQLException {
    List<Correction> corrections = new ArrayList<>();
    List<KeyRange.Seen> gone = new ArrayList<>();
    List<KeyRange.Seen> seen = new ArrayList<>();
    for (String key : range.keys()) {
      List<Correction> ofRow = Correction.of(key, range, shape, first, doubts > 0);
      corrections.addAll(ofRow);
      KeyRange.Row row = range.row(key);
      KeyRange.Seen before = range.seen(key);
      boolean same =
          row != null
              && before != null
              && ofRow.isEmpty()
              && before.filters().equals(row.filters())
              && before.shape() == shape
              && before.hash() == row.hash();
      if (before != null && !same) {
        gone.add(before);
      }
      if (row != null && !same) {
        seen.add(new KeyRange.Seen(row.key(), row.filters(), shape, row.hash(), range.head()));
      }
    }
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      try {
        ReconcileTurn.renew(connection, dialect, owner);
        log(connection, corrections);
        forget(connection, gone);
        remember(connection, seen);
        if (range.end().isEmpty()) {
          end(connection, looked + range.rows().size(), logged + corrections.size());
        }
        connection.commit();
        return corrections.size();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private void log(Connection connection, List<Correction> corrections) throws SQLException {
    try (PreparedStatement entry =
        connection.prepareStatement(
            "INSERT INTO SYNCLINE_LOG (TBL, OP, PK, OLD_F, NEW_F) VALUES (?, ?, ?, ?, ?)")) {
      for (Correction correction : corrections) {
        entry.setString(1, table.sqlName());
        entry.setString(2, correction.op());
        entry.setString(3, correction.key());
        entry.setString(4, correction.oldFilters());
        entry.setString(5, correction.newFilters());
        entry.addBatch();
      }
      entry.executeBatch();
    }
  }

  private void forget(Connection connection, List<KeyRange.Seen> gone) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM %s WHERE %s"
                .formatted(
                    dialect.quote(dialect.seenName(table)),
                    SqlText.numbered("K", table.keys().size()).replace(",", " = ? AND")
                        + " = ?"))) {
      for (KeyRange.Seen row : gone) {
        SqlValues.bindAll(dialect, delete, 1, row.key());
        delete.addBatch();
      }
      delete.executeBatch();
    }
  }

  private void remember(Connection connection, List<KeyRange.Seen> seen) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO %s (%s, F, SHAPE, HASH, SEQ) VALUES (%s?, ?, ?, ?)"
                .formatted(
                    dialect.quote(dialect.seenName(table)),
                    SqlText.numbered("K", table.keys().size()),
                    "?, ".repeat(table.keys().size())))) {
      for (KeyRange.Seen row : seen) {
        int at = SqlValues.bindAll(dialect, insert, 1, row.key());
        insert.setString(at++, row.filters());
        insert.setLong(at++, row.shape());
        insert.setLong(at++, row.hash());
        insert.setLong(at, row.seq());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Doubts that came up meanwhile stay. */
  private void end(Connection connection, long allLooked, long allLogged) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE SYNCLINE_RECONCILED SET ENDED_AT = %s, LOOKED = ?, LOGGED = ?, DOUBTS = DOUBTS - ? WHERE TBL = ?"
                .formatted(dialect.now()))) {
      statement.setLong(1, allLooked);
      statement.setLong(2, allLogged);
      statement.setLong(3, doubts);
      statement.setString(4, table.sqlName());
      statement.executeUpdate();
    }
  }
}
