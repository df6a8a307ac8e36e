package org.syncline.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.syncline.engine.Version;

/**
 * One entry of the change log.
 *
 * @param op I, U, D, or E: nothing changed, but the writer must be told of the row
 * @param oldFilters texts of the filter columns before; null if there was no row
 * @param newFilters after; null if there is no row
 * @param writer null: not written by an upload
 */
record LogEntry(
    long id,
    String table,
    char op,
    String key,
    String oldFilters,
    String newFilters,
    UUID writer,
    long upload) {
  static final String COLUMNS = "ID, TBL, OP, PK, OLD_F, NEW_F, WRITER, UPLOAD";

  /** Reads {@link #COLUMNS}. */
  static LogEntry read(ResultSet rows) throws SQLException {
    return new LogEntry(
        rows.getLong(1),
        rows.getString(2),
        rows.getString(3).charAt(0),
        rows.getString(4),
        rows.getString(5),
        rows.getString(6),
        rows.getObject(7, UUID.class),
        rows.getLong(8));
  }

  /** Whether the row went from one filter to another, or to none without being deleted. */
  boolean moved() {
    return op == 'U' && !oldFilters.equals(newFilters);
  }

  /** What it means for those whose filter the row was in before. */
  Version asLeft(long seq) {
    // even the writer still holds a row that it moved away itself
    return new Version(id, seq, writer, upload, moved());
  }

  /** What it means for those whose filter the row is in now. */
  Version asPresent(long seq) {
    return new Version(id, seq, writer, upload, op == 'E');
  }
}
