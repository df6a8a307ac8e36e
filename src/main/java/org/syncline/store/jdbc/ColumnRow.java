package org.syncline.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.syncline.model.EdmType;
import org.syncline.model.EntityType;
import org.syncline.model.Row;
import org.syncline.model.RowView;

/** The row that a result set stands on, read column by column into the same array every time. */
final class ColumnRow implements RowView {
  private final TableSql sql;
  private final EntityType type;
  private final EdmType[] types;
  private final boolean[] keys;
  private final int firstColumn;
  private final Object[] values;

  /**
   * @param firstColumn where the type's properties begin in the result, counted from 1
   */
  ColumnRow(TableSql sql, int firstColumn) {
    this.sql = sql;
    this.type = sql.table().type();
    this.types = type.properties().stream().map(p -> p.type()).toArray(EdmType[]::new);
    this.keys = new boolean[types.length];
    for (int part = 0; part < type.keyWidth(); part++) {
      keys[type.keyPosition(part)] = true;
    }
    this.firstColumn = firstColumn;
    this.values = new Object[types.length];
  }

  ColumnRow read(ResultSet rows) throws SQLException {
    for (int i = 0; i < types.length; i++) {
      values[i] =
          keys[i]
              ? sql.readKey(rows, firstColumn + i, types[i])
              : sql.read(rows, firstColumn + i, types[i]);
    }
    return this;
  }

  Row copy() {
    return new Row(type, values);
  }

  @Override
  public EntityType type() {
    return type;
  }

  @Override
  public Object value(int position) {
    return values[position];
  }
}
