package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.syncline.engine.HeldRow;
import org.syncline.engine.Version;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.scope.Scope;

/** Locks rows of one scope, and reads them and their last changes, in one transaction. */
final class RowLocks {
  private static final int ROWS_AT_ONCE = 32;

  private static final String NEWEST_OPEN =
      "SELECT ID, TBL, PK, WRITER, UPLOAD FROM SYNCLINE_LOG WHERE ID ="
          + " (SELECT MAX(ID) FROM SYNCLINE_LOG WHERE SEQ IS NULL AND TBL = ? AND PK = ?)";

  private final Connection connection;
  private final Scope scope;
  private final List<TableSql> tables;

  RowLocks(Connection connection, Scope scope, List<TableSql> tables) {
    this.connection = connection;
    this.scope = scope;
    this.tables = tables;
  }

  /**
   * First all locks, in one order for everybody; then, in new statements, the versions (hazard 19):
   * those without a number before those with one, since the sequencer moves them that way.
   */
  Map<RowKey, HeldRow> hold(Collection<RowKey> keys) throws SQLException {
    List<RowKey> ordered =
        keys.stream()
            .sorted(
                Comparator.comparingInt((RowKey key) -> sql(key).table().order())
                    .thenComparing(key -> sql(key).tracked().keyText(key)))
            .toList();
    List<RowKey> notThere = lock(ordered);
    while (true) {
      Map<RowKey, HeldRow> held = read(ordered);
      List<RowKey> appeared =
          notThere.stream().filter(key -> held.get(key).row().isPresent()).toList();
      if (appeared.isEmpty()) {
        return held;
      }
      // somebody inserted them after our lock, which found nothing to lock
      lock(appeared);
      notThere.removeAll(appeared);
    }
  }

  private Map<RowKey, HeldRow> read(List<RowKey> keys) throws SQLException {
    Map<List<String>, Version> unnumbered = unnumbered(keys);
    Map<RowKey, HeldRow> held = new HashMap<>();
    for (RowKey key : keys) {
      TrackedTable tracked = sql(key).tracked();
      Version open = unnumbered.get(List.of(tracked.sqlName(), tracked.keyText(key)));
      Optional<Version> last = open != null ? Optional.of(open) : lastNumbered(key);
      held.put(key, new HeldRow(read(key), last));
    }
    return held;
  }

  Optional<Row> read(RowKey key) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql(key).row)) {
      sql(key).bind(statement, 1, key.values());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            ? Optional.of(new ColumnRow(sql(key), 1).read(rows).copy())
            : Optional.empty();
      }
    }
  }

  /**
   * What the row holds in the columns that any scope filters it by, whether this scope has them or
   * not; empty if there is no row.
   */
  Optional<List<Object>> filterValues(RowKey key) throws SQLException {
    TableSql sql = sql(key);
    try (PreparedStatement statement = connection.prepareStatement(sql.filters)) {
      sql.bind(statement, 1, key.values());
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        List<Object> values = new ArrayList<>();
        for (TrackedTable.Column filter : sql.tracked().filters()) {
          values.add(sql.read(rows, values.size() + 2, filter.type()));
        }
        return Optional.of(values);
      }
    }
  }

  /** Gives those that are not there. */
  private List<RowKey> lock(List<RowKey> keys) throws SQLException {
    List<RowKey> notThere = new ArrayList<>();
    for (RowKey key : keys) {
      try (PreparedStatement statement = connection.prepareStatement(sql(key).lock)) {
        sql(key).bind(statement, 1, key.values());
        if (!sql(key).lock(statement)) {
          notThere.add(key);
        }
      }
    }
    return notThere;
  }

  /**
   * The newest change without a number of each of these rows that has one, by table and key text.
   * Found by an index, one entry for each row: the queue may be very long.
   */
  private Map<List<String>, Version> unnumbered(List<RowKey> keys) throws SQLException {
    Map<List<String>, Version> newest = new HashMap<>();
    for (int from = 0; from < keys.size(); from += ROWS_AT_ONCE) {
      List<RowKey> some = keys.subList(from, Math.min(keys.size(), from + ROWS_AT_ONCE));
      try (PreparedStatement statement =
          connection.prepareStatement(
              String.join(" UNION ALL ", Collections.nCopies(some.size(), NEWEST_OPEN)))) {
        int at = 1;
        for (RowKey key : some) {
          TrackedTable tracked = sql(key).tracked();
          statement.setString(at++, tracked.sqlName());
          statement.setString(at++, tracked.keyText(key));
        }
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            newest.put(
                List.of(rows.getString(2), rows.getString(3)),
                new Version(
                    rows.getLong(1),
                    Version.UNNUMBERED,
                    rows.getObject(4, UUID.class),
                    rows.getLong(5),
                    false));
          }
        }
      }
    }
    return newest;
  }

  private Optional<Version> lastNumbered(RowKey key) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql(key).lastChange)) {
      sql(key).bind(statement, 1, key.values());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            ? Optional.of(
                new Version(
                    rows.getLong(2),
                    rows.getLong(1),
                    rows.getObject(3, UUID.class),
                    rows.getLong(4),
                    rows.getBoolean(5)))
            : Optional.empty();
      }
    }
  }

  TableSql sql(RowKey key) {
    return tables.get(scope.tableOf(key.type()).order());
  }
}
