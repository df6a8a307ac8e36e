package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Asks a database's catalogue for what has a name. */
final class Catalogue {
  private Catalogue() {}

  /** Reads the row at which a result stands. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * All that a query finds.
   *
   * @param sql with one parameter, for the name
   */
  static <T> List<T> find(Connection connection, String sql, String name, RowReader<T> reader)
      throws SQLException {
    return find(connection, sql, List.of(name), reader);
  }

  private static <T> List<T> find(
      Connection connection, String sql, List<String> names, RowReader<T> reader)
      throws SQLException {
    List<T> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < names.size(); i++) {
        statement.setString(i + 1, names.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(reader.read(rows));
        }
      }
    }
    return found;
  }

  /** Whether a query finds anything for these names. */
  static boolean has(Connection connection, String sql, String... names) throws SQLException {
    return !find(connection, sql, List.of(names), row -> true).isEmpty();
  }
}
