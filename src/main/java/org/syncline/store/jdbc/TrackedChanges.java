package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.syncline.engine.ChangeCursor;
import org.syncline.engine.Version;
import org.syncline.model.EntityType;
import org.syncline.model.RowKey;
import org.syncline.model.RowView;

/** The numbered changes of one table within a filter, by keyset over the numbers. */
final class TrackedChanges extends Page implements ChangeCursor {
  private static final int FIRST_KEY_COLUMN = 6;

  private final TableSql sql;
  private final List<Object> filters;
  private final EntityType type;
  private final ColumnRow row;
  private final long upTo;
  private long after;
  private Version version;
  private RowKey key;
  private boolean live;

  TrackedChanges(
      Connection connection, TableSql sql, List<Object> parameters, long after, long upTo)
      throws SQLException {
    super(connection.prepareStatement(sql.changes), connection.prepareStatement(sql.changes));
    this.sql = sql;
    this.filters = sql.filterValues(parameters);
    this.type = sql.table().type();
    this.row = new ColumnRow(sql, FIRST_KEY_COLUMN + type.keyWidth());
    this.after = after;
    this.upTo = upTo;
  }

  @Override
  void bind(PreparedStatement statement, boolean first, int rows) throws SQLException {
    int at = sql.bind(statement, 1, filters);
    at = sql.bind(statement, at, filters);
    statement.setLong(at++, after);
    statement.setLong(at++, upTo);
    statement.setInt(at, rows);
  }

  @Override
  void read(ResultSet rows) throws SQLException {
    after = rows.getLong(1);
    version =
        new Version(
            rows.getLong(2),
            after,
            rows.getObject(3, UUID.class),
            rows.getLong(4),
            rows.getBoolean(5));
    List<Object> values = new ArrayList<>(type.keyWidth());
    for (int i = 0; i < type.keyWidth(); i++) {
      values.add(sql.readKey(rows, FIRST_KEY_COLUMN + i, type.keyProperty(i).type()));
    }
    key = new RowKey(type, values);
    row.read(rows);
    live = row.value(type.keyPosition(0)) != null;
  }

  @Override
  public Version version() {
    return version;
  }

  @Override
  public RowView row() {
    return live ? row : null;
  }

  @Override
  public RowKey key() {
    return key;
  }
}
