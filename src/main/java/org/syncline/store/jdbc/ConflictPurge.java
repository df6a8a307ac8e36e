package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.syncline.engine.TransactionLostException;

/** Empties the conflict inbox from its old end. Safe for use by many threads. */
public final class ConflictPurge {
  /** Rows of one transaction, so that others need not wait for long. */
  private static final int CHUNK = 1_000;

  private final DataSource pool;
  private final Dialect dialect;

  public ConflictPurge(DataSource pool, Dialect dialect) {
    this.pool = pool;
    this.dialect = dialect;
  }

  /**
   * Removes what is older than this by the database's clock; gives how many versions that were.
   *
   * @throws TransactionLostException if others are in the way; some may be gone by then
   */
  public int olderThan(Duration age) {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false); // transactions take turns, single statements do not
      int all = 0;
      int chunk;
      do {
        chunk = purge(connection, age);
        all += chunk;
      } while (chunk == CHUNK);
      return all;
    } catch (SQLException e) {
      throw Failures.translate("purging the conflict inbox", e);
    }
  }

  private int purge(Connection connection, Duration age) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            dialect.deleteSome("SYNCLINE_CONFLICT", dialect.isOlder("MADE_AT")))) {
      delete.setLong(1, age.toSeconds());
      delete.setInt(2, CHUNK);
      int deleted = delete.executeUpdate();
      connection.commit();
      return deleted;
    } catch (SQLException e) {
      Failures.rollBack(connection, e);
      throw e;
    }
  }
}
