package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.syncline.engine.PastChange;
import org.syncline.engine.Version;
import org.syncline.model.RowKey;
import org.syncline.scope.ScopeTable;

/** Reads what the change log has of single rows. */
final class RowHistory {
  private static final String NEWEST =
      "SELECT ID, SEQ, WRITER, UPLOAD, OP, CHANGED FROM SYNCLINE_LOG WHERE TBL = ? AND PK = ?"
          + " ORDER BY ID DESC";

  private final Connection connection;
  private final Dialect dialect;

  RowHistory(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  List<PastChange> newest(TableSql table, RowKey key, int most) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(dialect.first(NEWEST, "?"))) {
      statement.setString(1, table.tracked().sqlName());
      statement.setString(2, table.tracked().keyText(key));
      statement.setInt(3, most);
      List<PastChange> changes = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          changes.add(new PastChange(version(rows), before(table.table(), rows.getString(6))));
        }
      }
      return changes;
    }
  }

  private static Version version(ResultSet rows) throws SQLException {
    long numbered = rows.getLong(2);
    long seq = rows.wasNull() ? Version.UNNUMBERED : numbered;
    return new Version(
        rows.getLong(1),
        seq,
        rows.getObject(3, UUID.class),
        rows.getLong(4),
        rows.getString(5).equals("E"));
  }

  private static Optional<Map<Integer, Object>> before(ScopeTable table, String changed) {
    if (changed == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(values(table, changed));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty(); // a column whose type is read as another one
    }
  }

  private static Map<Integer, Object> values(ScopeTable table, String changed) {
    Map<Integer, Object> values = new HashMap<>();
    for (var old : ValueText.named(changed).entrySet()) {
      int position = table.columns().indexOf(old.getKey());
      if (position >= 0) { // another scope may have more columns of the table
        values.put(
            position, ValueText.valueOf(old.getValue(), table.type().property(position).type()));
      }
    }
    return values;
  }
}
