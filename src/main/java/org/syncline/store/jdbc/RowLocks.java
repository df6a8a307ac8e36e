package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
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
    for (RowKey key : ordered) {
      lock(key);
    }
    Map<List<String>, Version> unnumbered = unnumbered();
    Map<RowKey, HeldRow> held = new HashMap<>();
    for (RowKey key : ordered) {
      TrackedTable tracked = sql(key).tracked();
      Version open = unnumbered.get(List.of(tracked.sqlName(), tracked.keyText(key)));
      Optional<Version> last = open != null ? Optional.of(open) : lastNumbered(key);
      held.put(key, new HeldRow(read(key), last));
    }
    return held;
  }

  Optional<Row> read(RowKey key) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql(key).row)) {
      SqlValues.bindAll(statement, 1, key.values());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            ? Optional.of(new ColumnRow(key.type(), 1).read(rows).copy())
            : Optional.empty();
      }
    }
  }

  /** Appends an entry that makes the row appear in its writer's next download. */
  void logEcho(RowKey key, UUID writer, long upload) throws SQLException {
    Optional<Row> row = read(key);
    if (row.isEmpty()) {
      return;
    }
    TrackedTable tracked = sql(key).tracked();
    String filters = tracked.filterText(sql(key).table(), row.get());
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO SYNCLINE_LOG (TBL, OP, PK, OLD_F, NEW_F, WRITER, UPLOAD)"
                + " VALUES (?, 'E', ?, ?, ?, ?, ?)")) {
      statement.setString(1, tracked.sqlName());
      statement.setString(2, tracked.keyText(key));
      statement.setString(3, filters);
      statement.setString(4, filters);
      statement.setObject(5, writer);
      statement.setLong(6, upload);
      statement.executeUpdate();
    }
  }

  private void lock(RowKey key) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql(key).lock)) {
      SqlValues.bindAll(statement, 1, key.values());
      statement.executeQuery().close();
    }
  }

  private Map<List<String>, Version> unnumbered() throws SQLException {
    Map<List<String>, Version> newest = new HashMap<>();
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT ID, TBL, PK, WRITER, UPLOAD FROM SYNCLINE_LOG WHERE SEQ IS NULL"
                    + " ORDER BY ID");
        ResultSet rows = statement.executeQuery()) {
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
    return newest;
  }

  private Optional<Version> lastNumbered(RowKey key) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql(key).lastChange)) {
      SqlValues.bindAll(statement, 1, key.values());
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

  private TableSql sql(RowKey key) {
    return tables.get(scope.tableOf(key.type()).order());
  }
}
