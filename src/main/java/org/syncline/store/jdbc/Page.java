package org.syncline.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Walks over a result in pages, since H2 builds each result in memory before it gives the first
 * row. Pages begin small and grow: most reads end within the first one, and rows may be large.
 */
abstract class Page implements AutoCloseable {
  private static final int FIRST_ROWS = 32;
  private static final int MOST_ROWS = 1024;

  private final PreparedStatement first;
  private final PreparedStatement next;
  private int size = FIRST_ROWS;
  private int left;
  private ResultSet rows;

  Page(PreparedStatement first, PreparedStatement next) {
    this.first = first;
    this.next = next;
  }

  /** Binds the parameters of a page; {@code first}: the one that begins where the caller asked. */
  abstract void bind(PreparedStatement statement, boolean first, int rows) throws SQLException;

  /** Takes over the row that the result stands on. */
  abstract void read(ResultSet rows) throws SQLException;

  public final boolean next() {
    try {
      if (rows == null) {
        turn(first, true);
      } else if (left == 0) {
        size = Math.min(MOST_ROWS, size * 4);
        turn(next, false);
      }
      if (!rows.next()) {
        left = -1;
        return false;
      }
      left--;
      read(rows);
      return true;
    } catch (SQLException e) {
      throw Failures.translate("reading rows", e);
    }
  }

  private void turn(PreparedStatement statement, boolean isFirst) throws SQLException {
    if (rows != null) {
      rows.close();
    }
    bind(statement, isFirst, size);
    rows = statement.executeQuery();
    left = size;
  }

  @Override
  public void close() throws SQLException {
    try (first;
        next) {
      if (rows != null) {
        rows.close();
      }
    }
  }
}
