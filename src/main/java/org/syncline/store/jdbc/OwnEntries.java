package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.syncline.model.RowKey;

/** The log entries of one upload, which bear the name of the replica that sent it. */
final class OwnEntries {
  private final Connection connection;
  private final RowLocks rows;
  private final UUID replica;
  private final long upload;

  /** Entries up to here were others', however many still wait for a number. */
  private final long before;

  /** Of an upload that has not written anything yet. */
  OwnEntries(Connection connection, RowLocks rows, UUID replica, long upload) throws SQLException {
    this.connection = connection;
    this.rows = rows;
    this.replica = replica;
    this.upload = upload;
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT COALESCE(MAX(ID), 0) FROM SYNCLINE_LOG");
        ResultSet newest = statement.executeQuery()) {
      newest.next();
      this.before = newest.getLong(1);
    }
  }

  /** Appends an entry that makes the row appear in its writer's next download. */
  void echo(RowKey key) throws SQLException {
    Optional<List<Object>> present = rows.filterValues(key);
    if (present.isPresent()) {
      String filters = ValueText.write(present.get());
      append(key, 'E', filters, filters);
    }
  }

  /**
   * Appends an entry as if the row had been in the filter of these parameters and was moved away.
   */
  void withdraw(RowKey key, List<Object> parameters) throws SQLException {
    Optional<List<Object>> present = rows.filterValues(key);
    if (present.isPresent()) {
      TableSql sql = rows.sql(key);
      List<Object> before = sql.tracked().filterValues(sql.table(), present.get(), parameters);
      append(key, 'U', ValueText.write(before), ValueText.write(present.get()));
    }
  }

  private void append(RowKey key, char op, String oldFilters, String newFilters)
      throws SQLException {
    TrackedTable tracked = rows.sql(key).tracked();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO SYNCLINE_LOG (TBL, OP, PK, OLD_F, NEW_F, WRITER, UPLOAD, CHANGED)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, '{}')")) {
      statement.setString(1, tracked.sqlName());
      statement.setString(2, String.valueOf(op));
      statement.setString(3, tracked.keyText(key));
      statement.setString(4, oldFilters);
      statement.setString(5, newFilters);
      statement.setObject(6, replica);
      statement.setLong(7, upload);
      statement.executeUpdate();
    }
  }

  /** Takes the name off the entries of all other rows. */
  void keep(Collection<RowKey> keys) throws SQLException {
    Map<String, Set<String>> kept = new HashMap<>();
    for (RowKey key : keys) {
      TrackedTable tracked = rows.sql(key).tracked();
      kept.computeIfAbsent(tracked.sqlName(), table -> new HashSet<>()).add(tracked.keyText(key));
    }
    try (PreparedStatement find =
            connection.prepareStatement(
                "SELECT ID, TBL, PK FROM SYNCLINE_LOG WHERE ID > ? AND UPLOAD = ?");
        PreparedStatement disown =
            connection.prepareStatement(
                "UPDATE SYNCLINE_LOG SET WRITER = NULL, UPLOAD = NULL WHERE ID = ?")) {
      find.setLong(1, before);
      find.setLong(2, upload);
      boolean any = false;
      try (ResultSet entries = find.executeQuery()) {
        while (entries.next()) {
          if (!kept.getOrDefault(entries.getString(2), Set.of()).contains(entries.getString(3))) {
            disown.setLong(1, entries.getLong(1));
            disown.addBatch();
            any = true;
          }
        }
      }
      if (any) {
        disown.executeBatch();
      }
    }
  }
}
