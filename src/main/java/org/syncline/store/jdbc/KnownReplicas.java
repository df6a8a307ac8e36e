package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * What was last seen of each replica. Nothing but forecasts depends on it: it is written now and
 * then, and may miss what happened before a kill. Safe for use by many threads and nodes.
 */
public final class KnownReplicas {
  /** Of one transaction, so that others need not wait for long. */
  private static final int CHUNK = 500;

  private static final int MOST_NAMED = 5;

  private final DataSource pool;
  private final Dialect dialect;

  public KnownReplicas(DataSource pool, Dialect dialect) {
    this.pool = pool;
    this.dialect = dialect;
  }

  /**
   * A replica that was here.
   *
   * @param seq up to which it has everything
   */
  public record Sighting(UUID replica, String scope, long seq) {}

  /**
   * Who has to start over, and who will.
   *
   * @param horizon replicas that have less than this change must start over
   * @param known replicas that have been seen
   * @param expired those of them that are below the horizon
   * @param next those that will be there first
   */
  public record Forecast(long horizon, long known, long expired, List<Expiry> next) {}

  /**
   * A replica that will have to start over unless it comes before.
   *
   * @param at by the database's clock
   */
  public record Expiry(UUID replica, String scope, Instant lastSeen, Instant at) {}

  /**
   * Writes down what was seen.
   *
   * @throws org.syncline.engine.TransactionLostException if others are in the way; some may be
   *     written by then
   */
  public void seen(Collection<Sighting> sightings) {
    List<Sighting> all = List.copyOf(sightings);
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      try {
        for (int from = 0; from < all.size(); from += CHUNK) {
          write(connection, all.subList(from, Math.min(from + CHUNK, all.size())));
          connection.commit();
        }
      } catch (SQLException | RuntimeException e) {
        Failures.rollBack(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw Failures.translate("writing down which replicas were here", e);
    }
  }

  private void write(Connection connection, List<Sighting> sightings) throws SQLException {
    try (PreparedStatement update =
            connection.prepareStatement(
                "UPDATE SYNCLINE_REPLICA SET SEQ = ?, SEEN_AT = %s WHERE REPLICA = ?"
                    .formatted(dialect.now()));
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO SYNCLINE_REPLICA (REPLICA, SCOPE, SEQ) VALUES (?, ?, ?)")) {
      for (Sighting sighting : sightings) {
        update.setLong(1, sighting.seq);
        update.setObject(2, sighting.replica);
        if (update.executeUpdate() == 0) {
          insert.setObject(1, sighting.replica);
          insert.setString(2, sighting.scope);
          insert.setLong(3, sighting.seq);
          insert.executeUpdate();
        }
      }
    }
  }

  /** What purging will come to if no replica comes back. */
  public Forecast forecast(Connection connection, Duration retention) throws SQLException {
    try (PreparedStatement counts =
            connection.prepareStatement(
                "SELECT C.HORIZON, (SELECT COUNT(*) FROM SYNCLINE_REPLICA), (SELECT COUNT(*) FROM"
                    + " SYNCLINE_REPLICA R WHERE R.SEQ < C.HORIZON) FROM SYNCLINE_CLOCK C"
                    + " WHERE C.ID = 1");
        ResultSet rows = counts.executeQuery()) {
      rows.next();
      long horizon = rows.getLong(1);
      return new Forecast(
          horizon, rows.getLong(2), rows.getLong(3), next(connection, horizon, retention));
    }
  }

  /** The horizon passes a replica when the first change that it lacks is old. */
  private List<Expiry> next(Connection connection, long horizon, Duration retention)
      throws SQLException {
    List<Expiry> next = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            dialect.first(
                "SELECT R.REPLICA, R.SCOPE, R.SEEN_AT, P.MADE_AT FROM SYNCLINE_REPLICA R JOIN"
                    + " SYNCLINE_PASS P ON P.SEQ = (SELECT MIN(L.SEQ) FROM SYNCLINE_PASS L"
                    + " WHERE L.SEQ > R.SEQ) WHERE R.SEQ >= ? ORDER BY R.SEQ",
                Integer.toString(MOST_NAMED)))) {
      statement.setLong(1, horizon);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          next.add(
              new Expiry(
                  rows.getObject(1, UUID.class),
                  rows.getString(2),
                  dialect.moment(rows, 3),
                  dialect.moment(rows, 4).plus(retention)));
        }
      }
    }
    return next;
  }
}
