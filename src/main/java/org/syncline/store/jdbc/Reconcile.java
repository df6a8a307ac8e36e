package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Finds rows that changed without their triggers: by TRUNCATE, bulk load, or while triggers were
 * off. The first run over a table keeps what it sees in a table of Syncline's own; later ones
 * compare. Safe for use by many threads and nodes, one of which reconciles at a time.
 */
public final class Reconcile {
  /** Of one transaction, so that others need not wait for long. */
  public static final int MOST_ROWS = 1024;

  private final DataSource pool;
  private final Dialect dialect;
  private final Map<String, TrackedTable> tables;
  private final int mostRows;
  private final UUID owner = UUID.randomUUID();

  /**
   * @param mostRows of one transaction
   */
  public Reconcile(
      DataSource pool, Dialect dialect, Map<String, TrackedTable> tables, int mostRows) {
    this.pool = pool;
    this.dialect = dialect;
    this.tables = Map.copyOf(tables);
    this.mostRows = mostRows;
  }

  /**
   * The last run over all of a table.
   *
   * @param ended by the database's clock; empty: there was none
   * @param doubts how often its triggers were found to be off since then
   */
  public record Last(
      String table, Optional<Instant> ended, long looked, long logged, long doubts) {}

  /** Of the tables that are synchronised. */
  public List<Last> last(Connection connection) throws SQLException {
    List<Last> all = new ArrayList<>();
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT TBL, ENDED_AT, LOOKED, LOGGED, DOUBTS FROM SYNCLINE_RECONCILED ORDER BY TBL");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        if (tables.containsKey(rows.getString(1))) {
          boolean ended = rows.getObject(2) != null;
          all.add(
              new Last(
                  rows.getString(1),
                  ended ? Optional.of(dialect.moment(rows, 2)) : Optional.empty(),
                  rows.getLong(3),
                  rows.getLong(4),
                  rows.getLong(5)));
        }
      }
    }
    return all;
  }

  /**
   * Begins with a table: one whose triggers were found to be off, or one that was not reconciled
   * for this long.
   *
   * @param besides tables that others come before, whatever was found of them
   * @return empty if no table's time has come, or another node is at it
   */
  public Optional<ReconcileRun> beginWhatIsDue(Duration period, Set<String> besides) {
    return begin(
        besides,
        "(DOUBTS > 0 OR ENDED_AT IS NULL OR "
            + dialect.isOlder("ENDED_AT")
            + ") ORDER BY DOUBTS DESC, ENDED_AT",
        period.toSeconds());
  }

  /** Begins with this table, whether its time has come or not; empty if another node is at it. */
  public Optional<ReconcileRun> begin(String table) {
    return begin(Set.of(), "TBL = ?", table);
  }

  private Optional<ReconcileRun> begin(Set<String> besides, String condition, Object parameter) {
    try (Connection connection = pool.getConnection()) {
      Optional<ReconcileRun> run = find(connection, besides, condition, parameter);
      return run.isPresent() && ReconcileTurn.take(connection, dialect, owner)
          ? run
          : Optional.empty();
    } catch (SQLException e) {
      throw Failures.translate("looking for what to reconcile", e);
    }
  }

  private Optional<ReconcileRun> find(
      Connection connection, Set<String> besides, String condition, Object parameter)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT TBL, DOUBTS, ENDED_AT FROM SYNCLINE_RECONCILED WHERE " + condition)) {
      statement.setObject(1, parameter);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          TrackedTable table = tables.get(rows.getString(1));
          if (table != null && !besides.contains(table.sqlName())) {
            boolean first = rows.getObject(3) == null;
            return Optional.of(
                new ReconcileRun(pool, dialect, table, owner, first, rows.getLong(2), mostRows));
          }
        }
        return Optional.empty();
      }
    }
  }

  /** Lets others have their turn. */
  public void end() {
    try (Connection connection = pool.getConnection()) {
      ReconcileTurn.giveBack(connection, owner);
    } catch (SQLException e) {
      throw Failures.translate("ending to reconcile", e);
    }
  }
}
