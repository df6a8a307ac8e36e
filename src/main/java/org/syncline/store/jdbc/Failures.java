package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.syncline.engine.TransactionLostException;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;

/** What a database's failure means to the engine. */
final class Failures {
  private Failures() {}

  /**
   * What failed before matters more than a rollback that fails with it, as without a connection.
   */
  static void rollBack(Connection connection, Exception before) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      before.addSuppressed(e);
    }
  }

  static RuntimeException translate(String doing, SQLException failure) {
    if (LostTransaction.isWaitingInVain(failure)) {
      return new SyncException(
          ErrorCode.BUSY, "no connection to the database was free in time; try again", failure);
    }
    if (LostTransaction.isBehind(failure)) {
      return new TransactionLostException("while " + doing + ": " + failure.getMessage(), failure);
    }
    return new StoreException(doing, failure);
  }
}
