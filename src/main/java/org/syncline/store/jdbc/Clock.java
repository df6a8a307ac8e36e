package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.syncline.model.Anchor;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;

/**
 * The counter row as one transaction sees it.
 *
 * @param head the newest number given out
 * @param horizon anchors below it have lost their history to purging
 */
record Clock(UUID epoch, Anchor head, long horizon) {
  /**
   * @throws SyncException BUSY if this is a standby of the database
   */
  static Clock read(Connection connection, Dialect dialect) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT C.EPOCH, C.SEQ, P.NONCE, C.HORIZON, CASE WHEN "
                    + dialect.isPrimary()
                    + " THEN 1 ELSE 0 END FROM SYNCLINE_CLOCK C"
                    + " JOIN SYNCLINE_PASS P ON P.SEQ = C.SEQ WHERE C.ID = 1");
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        throw new SQLException("the clock row, or the pass that it names, is missing");
      }
      if (rows.getInt(5) == 0) {
        throw new SyncException(
            ErrorCode.BUSY, "the database is a standby at the moment; try again", null);
      }
      return new Clock(
          rows.getObject(1, UUID.class),
          new Anchor(rows.getLong(2), rows.getLong(3)),
          rows.getLong(4));
    }
  }

  /**
   * The anchor for a number: it carries the nonce of the pass that gave the number out. A history
   * that was cut off and went on has another nonce there (hazard 31).
   */
  static Anchor anchorAt(Connection connection, Dialect dialect, long seq) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            dialect.first("SELECT NONCE FROM SYNCLINE_PASS WHERE SEQ >= ? ORDER BY SEQ", "1"))) {
      statement.setLong(1, seq);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new SQLException("no pass has given out number " + seq);
        }
        return new Anchor(seq, rows.getLong(1));
      }
    }
  }

  boolean holds(Connection connection, Dialect dialect, Anchor anchor) throws SQLException {
    return anchor.seq() >= horizon
        && anchor.seq() <= head.seq()
        && anchorAt(connection, dialect, anchor.seq()).equals(anchor);
  }
}
