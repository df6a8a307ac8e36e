package org.syncline.store.provision;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.syncline.store.jdbc.TrackedTable;

/** What SYNCLINE_RECONCILED says of when tables must be reconciled. */
final class Reconciled {
  private final Connection connection;

  Reconciled(Connection connection) {
    this.connection = connection;
  }

  void add(TrackedTable table) throws SQLException {
    run(
        "INSERT INTO SYNCLINE_RECONCILED (TBL) SELECT T.TBL FROM SYNCLINE_TABLE T WHERE T.TBL = ?"
            + " AND NOT EXISTS (SELECT 1 FROM SYNCLINE_RECONCILED R WHERE R.TBL = T.TBL)",
        table);
  }

  /** Its triggers were off: what changed since the last run may have changed without them. */
  void doubt(TrackedTable table) throws SQLException {
    run("UPDATE SYNCLINE_RECONCILED SET DOUBTS = DOUBTS + 1 WHERE TBL = ?", table);
  }

  /** It is looked at as if for the first time. */
  void remove(TrackedTable table) throws SQLException {
    run("DELETE FROM SYNCLINE_RECONCILED WHERE TBL = ?", table);
  }

  private void run(String sql, TrackedTable table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, table.sqlName());
      statement.executeUpdate();
    }
  }
}
