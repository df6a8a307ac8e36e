package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.syncline.model.EdmType;

/**
 * Removes what replicas need only if they have been away for longer than retention: numbered
 * entries of the change log, tombstones, passes of the sequencer and receipts. Safe for use by many
 * threads and nodes.
 *
 * <p>First the horizon moves, in a transaction of its own, and is never moved back; then rows below
 * it go, some at a time. A download checks the horizon in the snapshot that it reads, an upload at
 * its begin and again at its end (hazards 11 and 12), so neither misses what is removed meanwhile.
 */
public final class HistoryPurge {
  /** Rows of one transaction, so that others need not wait for long. */
  private static final int CHUNK = 1_000;

  /** Tombstones that are looked for at once: their table has no index by number alone. */
  private static final int TOMBSTONES = 10_000;

  /**
   * Receipts outlive the horizon by this: the entries of an upload get their numbers after its
   * receipt was made, and as long as its replica is not below the horizon it may be sent again.
   */
  private static final Duration RECEIPTS_LONGER = Duration.ofDays(1);

  private final DataSource pool;
  private final Dialect dialect;
  private final Collection<TrackedTable> tables;

  public HistoryPurge(DataSource pool, Dialect dialect, Collection<TrackedTable> tables) {
    this.pool = pool;
    this.dialect = dialect;
    this.tables = List.copyOf(tables);
  }

  /**
   * How many rows went.
   *
   * @param horizon replicas that have less than this change must start over
   */
  public record Purged(long horizon, int entries, int tombstones, int passes, int receipts) {
    public boolean isNothing() {
      return entries + tombstones + passes + receipts == 0;
    }
  }

  /**
   * Removes what is older than this by the database's clock.
   *
   * @throws org.syncline.engine.TransactionLostException if others are in the way; some may be gone
   *     by then
   */
  public Purged olderThan(Duration age) {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      try {
        Edges edges = move(connection, age);
        int entries = deleteAll(connection, "SYNCLINE_LOG", "SEQ <= ?", edges.horizon);
        int tombstones = 0;
        for (TrackedTable table : tables) {
          tombstones += tombstones(connection, table, edges.horizon);
        }
        int passes = deleteAll(connection, "SYNCLINE_PASS", "SEQ < ?", edges.horizon);
        forget(connection, edges.horizon, age);
        int receipts = deleteAll(connection, "SYNCLINE_RECEIPT", "NUMBER <= ?", edges.receipts);
        return new Purged(edges.horizon, entries, tombstones, passes, receipts);
      } catch (SQLException | RuntimeException e) {
        Failures.rollBack(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw Failures.translate("purging the history", e);
    }
  }

  /** Up to where history goes: changes by their number, receipts by theirs. */
  private record Edges(long horizon, long receipts) {}

  private Edges move(Connection connection, Duration age) throws SQLException {
    Edges before = lock(connection);
    long horizon = lastBefore(connection, "SYNCLINE_PASS", "SEQ", age).orElse(before.horizon);
    long receipts =
        lastBefore(connection, "SYNCLINE_RECEIPT", "NUMBER", age.plus(RECEIPTS_LONGER))
            .orElse(before.receipts);
    Edges now = new Edges(Math.max(before.horizon, horizon), Math.max(before.receipts, receipts));
    if (!now.equals(before)) {
      try (PreparedStatement clock =
          connection.prepareStatement(
              "UPDATE SYNCLINE_CLOCK SET HORIZON = ?, RECEIPTS_GONE = ? WHERE ID = 1")) {
        clock.setLong(1, now.horizon);
        clock.setLong(2, now.receipts);
        clock.executeUpdate();
      }
    }
    connection.commit();
    return now;
  }

  private Edges lock(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                dialect.locking("HORIZON, RECEIPTS_GONE", "SYNCLINE_CLOCK", "ID = 1"));
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return new Edges(rows.getLong(1), rows.getLong(2));
    }
  }

  /**
   * The greatest number of which all up to it are old. In the order of numbers, not of times: a
   * clock that was set back for a while must not make recent history old (hazard 32).
   */
  private OptionalLong lastBefore(Connection connection, String table, String number, Duration age)
      throws SQLException {
    String young =
        dialect.first(
            "SELECT %s FROM %s WHERE NOT (%s) ORDER BY %s"
                .formatted(number, table, dialect.isOlder("MADE_AT"), number),
            "1");
    try (PreparedStatement statement =
        connection.prepareStatement(
            // the first that is young is near the old end, which earlier purges have cut
            "SELECT MAX(%1$s) FROM %2$s WHERE %1$s < COALESCE((%3$s), %4$d)"
                .formatted(number, table, young, Long.MAX_VALUE))) {
      statement.setLong(1, age.toSeconds());
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        long last = rows.getLong(1);
        return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(last);
      }
    }
  }

  private int deleteAll(Connection connection, String table, String condition, long bound)
      throws SQLException {
    int all = 0;
    try (PreparedStatement delete =
        connection.prepareStatement(dialect.deleteSome(table, condition))) {
      int chunk;
      do {
        delete.setLong(1, bound);
        delete.setInt(2, CHUNK);
        chunk = delete.executeUpdate();
        connection.commit();
        all += chunk;
      } while (chunk == CHUNK);
    }
    return all;
  }

  /** Replicas that must start over do so under another id. */
  private void forget(Connection connection, long horizon, Duration age) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM SYNCLINE_REPLICA WHERE SEQ < ? AND " + dialect.isOlder("SEEN_AT"))) {
      delete.setLong(1, horizon);
      delete.setLong(2, age.toSeconds());
      delete.executeUpdate();
      connection.commit();
    }
  }

  private int tombstones(Connection connection, TrackedTable table, long horizon)
      throws SQLException {
    int all = 0;
    List<List<Object>> found;
    do {
      found = oldTombstones(connection, table, horizon);
      for (int from = 0; from < found.size(); from += CHUNK) {
        List<List<Object>> chunk = found.subList(from, Math.min(from + CHUNK, found.size()));
        all += delete(connection, table, chunk, horizon);
      }
    } while (found.size() == TOMBSTONES);
    return all;
  }

  /** Keys, each with what stands for its filter values. */
  private List<List<Object>> oldTombstones(Connection connection, TrackedTable table, long horizon)
      throws SQLException {
    List<EdmType> types = table.keyTypes();
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < table.keys().size(); i++) {
      columns.add(dialect.selected("K" + i, types.get(i)));
    }
    List<List<Object>> found = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            dialect.first(
                "SELECT %s, F_KEY FROM %s WHERE %s AND SEQ <= ?"
                    .formatted(
                        String.join(", ", columns),
                        dialect.quote(dialect.trackingName(table)),
                        dialect.isTrue("GONE")),
                Integer.toString(TOMBSTONES)))) {
      statement.setLong(1, horizon);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          List<Object> values = new ArrayList<>();
          for (int i = 0; i < types.size(); i++) {
            values.add(dialect.read(rows, i + 1, types.get(i)));
          }
          values.add(rows.getObject(types.size() + 1)); // a text, or what a database makes of it
          found.add(values);
        }
      }
    }
    connection.commit();
    return found;
  }

  /** If they still are tombstones: a row may have come back meanwhile. */
  private int delete(
      Connection connection, TrackedTable table, List<List<Object>> tombstones, long horizon)
      throws SQLException {
    StringBuilder condition = new StringBuilder();
    for (int i = 0; i < table.keys().size(); i++) {
      condition.append("K").append(i).append(" = ? AND ");
    }
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM %s WHERE %sF_KEY = ? AND %s AND SEQ <= ?"
                .formatted(
                    dialect.quote(dialect.trackingName(table)),
                    condition,
                    dialect.isTrue("GONE")))) {
      for (List<Object> tombstone : tombstones) {
        int at = SqlValues.bindAll(dialect, delete, 1, tombstone);
        delete.setLong(at, horizon);
        delete.addBatch();
      }
      int all = 0;
      for (int deleted : delete.executeBatch()) {
        all += deleted == Statement.SUCCESS_NO_INFO ? 1 : deleted;
      }
      connection.commit();
      return all;
    }
  }
}
