package org.syncline.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.syncline.model.Property;
import org.syncline.model.Row;
import org.syncline.scope.ScopeTable;
import org.syncline.store.jdbc.Dialect;
import org.syncline.testkit.DatabaseKind;

/** What a table holds, read without JPA. */
final class PlainRows {
  private PlainRows() {}

  /** All rows in the order of their first column. */
  static List<Row> read(DatabaseKind kind, DataSource database, ScopeTable table)
      throws SQLException {
    Dialect dialect = kind.dialect();
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      columns.add(
          dialect.selected(dialect.quote(table.columns().get(i)), table.type().property(i).type()));
    }
    String sql =
        "SELECT %s FROM %s ORDER BY 1"
            .formatted(String.join(", ", columns), dialect.quote(table.sqlName()));
    List<Row> found = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        Object[] values = new Object[table.type().width()];
        for (int i = 0; i < values.length; i++) {
          values[i] = dialect.read(rows, i + 1, table.type().property(i).type());
        }
        found.add(new Row(table.type(), values));
      }
    }
    return found;
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
