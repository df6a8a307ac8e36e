package org.syncline.interleave;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.syncline.interleave.Committed.Sight;

/** Another program, with plain SQL and one transaction at a time. */
final class Writer {
  private final Connection connection;
  private final Committed committed;
  private final Set<Sight> passing = new HashSet<>();
  private boolean open;

  Writer(Connection connection, Committed committed) throws SQLException {
    this.connection = connection;
    this.committed = committed;
    connection.setAutoCommit(false);
  }

  boolean isOpen() {
    return open;
  }

  /**
   * One statement in its transaction. If it fails, or a lock is not to be had, the transaction is
   * rolled back.
   *
   * @param value new in the whole run
   * @return what was done
   */
  String write(Random random, String value) throws SQLException {
    String sql = Places.statement(random, value);
    try (Statement statement = connection.createStatement()) {
      open = true;
      int rows = statement.executeUpdate(sql);
      if (rows > 0) {
        passing.addAll(committed.sights(committed.read(connection)));
      }
      return sql + " -> " + rows;
    } catch (SQLException e) {
      rollBack();
      return sql + " -> rolled back: " + e.getSQLState();
    }
  }

  void commit() throws SQLException {
    connection.commit();
    open = false;
    committed.passed(passing);
    passing.clear();
    committed.refresh();
  }

  void rollBack() throws SQLException {
    connection.rollback();
    open = false;
    passing.clear();
  }
}
