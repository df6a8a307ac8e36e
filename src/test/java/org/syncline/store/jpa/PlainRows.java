package org.syncline.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.syncline.model.EdmType;
import org.syncline.model.Property;
import org.syncline.model.Row;
import org.syncline.scope.ScopeTable;

/** What a table holds, read without JPA. */
final class PlainRows {
  private PlainRows() {}

  /** All rows in the order of their first column. */
  static List<Row> read(DataSource database, ScopeTable table) throws SQLException {
    String sql =
        "SELECT " + String.join(", ", table.columns()) + " FROM " + table.sqlName() + " ORDER BY 1";
    List<Row> found = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        Object[] values = new Object[table.type().width()];
        for (int i = 0; i < values.length; i++) {
          values[i] = read(rows, i + 1, table.type().property(i).type());
        }
        found.add(new Row(table.type(), values));
      }
    }
    return found;
  }

  private static Object read(ResultSet rows, int column, EdmType type) throws SQLException {
    if (type == EdmType.TIME) {
      LocalTime time = rows.getObject(column, LocalTime.class);
      return time == null ? null : Duration.ofNanos(time.toNanoOfDay());
    }
    return rows.getObject(column, type.javaType());
  }

  /** One row, equal but for what the server writes. */
  static void assertSame(List<Row> stored, Row expected) {
    assertThat(stored).hasSize(1);
    for (Property property : expected.type().properties()) {
      if (!List.of("VERSION", "heard", "given").contains(property.name())) {
        int position = expected.type().positionOf(property.name());
        assertThat(stored.get(0).value(position))
            .as(property.name())
            .isEqualTo(expected.value(position));
      }
    }
  }
}
