package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/**
 * The right to reconcile, which one node has at a time. It lapses when nothing was done with it for
 * a while, as after a kill; who has lost it cannot write any more.
 */
final class ReconcileTurn {
  private static final Duration LAPSES = Duration.ofMinutes(5);

  private ReconcileTurn() {}

  /** Whether it was to be had. */
  static boolean take(Connection connection, Dialect dialect, UUID owner) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE SYNCLINE_RECONCILER SET OWNER = ?, BEAT_AT = %s WHERE ID = 1 AND (OWNER IS NULL OR OWNER = ? OR %s)"
                .formatted(dialect.now(), dialect.isOlder("BEAT_AT")))) {
      statement.setObject(1, owner);
      statement.setObject(2, owner);
      statement.setLong(3, LAPSES.toSeconds());
      return statement.executeUpdate() == 1;
    }
  }

  /** Keeps others from taking it until the transaction ends. */
  static void renew(Connection connection, Dialect dialect, UUID owner) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE SYNCLINE_RECONCILER SET BEAT_AT = %s WHERE ID = 1 AND OWNER = ?"
                .formatted(dialect.now()))) {
      statement.setObject(1, owner);
      if (statement.executeUpdate() != 1) {
        throw new SQLException("another node has begun to reconcile");
      }
    }
  }

  static void giveBack(Connection connection, UUID owner) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE SYNCLINE_RECONCILER SET OWNER = NULL WHERE ID = 1 AND OWNER = ?")) {
      statement.setObject(1, owner);
      statement.executeUpdate();
    }
  }
}
