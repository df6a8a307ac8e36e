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
    List<T> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(reader.read(rows));
        }
      }
    }
    return found;
  }

  /** Whether a query finds anything. */
  static boolean has(Connection connection, String sql, String name) throws SQLException {
    return !find(connection, sql, name, row -> name).isEmpty();
  }
}
