package org.syncline.store.provision;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.syncline.store.jdbc.Dialect;
import org.syncline.store.jdbc.TrackedTable;

/**
 * Of some tables the history up to now is of no use: it was not written, or with other columns.
 * Every replica then starts over, because an anchor is one number for all tables.
 */
final class LostHistory {
  private final Connection connection;
  private final Dialect dialect;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param connection that commits each statement
   */
  LostHistory(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /**
   * Moves the horizon above every anchor given out so far, if one of these tables was tracked
   * before. In the same transaction their entries that wait get a number but are not merged: their
   * keys and filter values are those of other columns, and whoever starts over reads the rows.
   *
   * @return names of the tables that were tracked before
   */
  Set<String> giveUp(Collection<TrackedTable> tables) throws SQLException {
    connection.setAutoCommit(false);
    try {
      long next = lockClock() + 1;
      Set<String> before = new TreeSet<>();
      for (TrackedTable table : tables) {
        boolean waited = stamp(table, next);
        if (waited || isTracked(table)) {
          before.add(table.sqlName());
        }
      }
      if (!before.isEmpty()) {
        raise(next);
      }
      connection.commit();
      return before;
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private long lockClock() throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(dialect.locking("SEQ", "SYNCLINE_CLOCK", "ID = 1"));
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** By id: MariaDB would wait for whoever is adding to the log (hazard 1). */
  private boolean stamp(TrackedTable table, long seq) throws SQLException {
    boolean any = false;
    try (PreparedStatement find =
            connection.prepareStatement(
                "SELECT ID FROM SYNCLINE_LOG WHERE SEQ IS NULL AND TBL = ?");
        PreparedStatement stamp =
            connection.prepareStatement("UPDATE SYNCLINE_LOG SET SEQ = ? WHERE ID = ?")) {
      find.setString(1, table.sqlName());
      try (ResultSet entries = find.executeQuery()) {
        while (entries.next()) {
          stamp.setLong(1, seq);
          stamp.setLong(2, entries.getLong(1));
          stamp.addBatch();
          any = true;
        }
      }
      if (any) {
        stamp.executeBatch();
      }
    }
    return any;
  }

  private boolean isTracked(TrackedTable table) throws SQLException {
    return dialect.schema().hasTable(connection, dialect.trackingName(table));
  }

  /** One number more, so that even who had everything until now is below the horizon. */
  private void raise(long seq) throws SQLException {
    try (PreparedStatement clock =
            connection.prepareStatement(
                "UPDATE SYNCLINE_CLOCK SET SEQ = ?, HORIZON = ? WHERE ID = 1");
        PreparedStatement pass =
            connection.prepareStatement("INSERT INTO SYNCLINE_PASS (SEQ, NONCE) VALUES (?, ?)")) {
      clock.setLong(1, seq);
      clock.setLong(2, seq);
      clock.executeUpdate();
      pass.setLong(1, seq);
      pass.setLong(2, random.nextLong());
      pass.executeUpdate();
    }
  }
}
