package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.syncline.model.EdmType;

/**
 * What differs between databases when rows and changes are read and written; what differs when
 * tables and triggers are made is in its {@link #schema}. Stateless and safe for use by many
 * threads.
 *
 * <p>Names of Syncline's own tables are written without quotes everywhere, so each database folds
 * them as it likes.
 */
public interface Dialect {
  SchemaDialect schema();

  /** An identifier exactly as the catalog spells it. */
  default String quote(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  /** Name of the table that holds a table's tracking rows, as the catalog spells it. */
  default String trackingName(TrackedTable table) {
    return "SYNCLINE_TRK_" + table.sqlName();
  }

  /**
   * Name of the table that holds what reconciling last saw of a table, as the catalog spells it.
   */
  default String seenName(TrackedTable table) {
    return "SYNCLINE_SEEN_" + table.sqlName();
  }

  /** A column in a list of what is selected, in the form that {@link #read} reads. */
  default String selected(String column, EdmType type) {
    return column;
  }

  /**
   * The base table in a FROM clause that is read in the order of filters and keys.
   *
   * @param filtered whether the reader filters by all tracked filter columns, so that the index
   *     made for it fits
   */
  default String baseByKey(TrackedTable table, boolean filtered) {
    return quote(table.sqlName());
  }

  /**
   * The tracking table, as T, in a FROM clause that is read in the order of filters and numbers.
   */
  default String trackingBySeq(TrackedTable table, boolean filtered) {
    return quote(trackingName(table)) + " T";
  }

  /**
   * Inserts or overwrites a tracking row; parameters: keys, filters, the text of the filters, SEQ,
   * LOG_ID, GONE, ECHO, WRITER, UPLOAD.
   */
  String mergeTracking(TrackedTable table);

  /**
   * Removes rows for which a condition holds; parameters: the condition's, then how many at most.
   */
  String deleteSome(String table, String condition);

  /**
   * A query cut short: its first rows in its order, or any if it has none.
   *
   * @param select without an end of its own
   * @param rows how many at most: a number, or a parameter behind all others
   */
  default String first(String select, String rows) {
    return select + " FETCH FIRST " + rows + " ROWS ONLY";
  }

  /** How many rows a condition holds for, counted up to a limit; parameter: the limit. */
  default String countSome(String table, String condition) {
    return "SELECT COUNT(*) FROM ("
        + first("SELECT 1 FROM " + table + " WHERE " + condition, "?")
        + ") W";
  }

  /** Reads columns of a table's rows for which a condition holds, and locks those rows. */
  default String locking(String columns, String table, String condition) {
    return "SELECT " + columns + " FROM " + table + " WHERE " + condition + " FOR UPDATE";
  }

  /** A condition: a column of Syncline's own tables is true. */
  default String isTrue(String column) {
    return column + " = TRUE";
  }

  /**
   * A condition: the moment in a column lies at least so many seconds back, by the database's
   * clock; parameter: the seconds.
   */
  String isOlder(String column);

  /** What the columns of Syncline's own tables have for this moment. */
  default String now() {
    return "CURRENT_TIMESTAMP";
  }

  /** Reads this moment with an offset, by the database's clock. */
  default String readClock() {
    return "SELECT CURRENT_TIMESTAMP";
  }

  /** A moment in a column of Syncline's own tables. */
  default Instant moment(ResultSet rows, int column) throws SQLException {
    return rows.getObject(column, OffsetDateTime.class).toInstant();
  }

  /**
   * An SQL condition: this server has what was committed last. A standby that replays what another
   * server does can show changes in another order than that one (hazard 16).
   */
  default String isPrimary() {
    return "1 = 1";
  }

  /** As {@link #locking}, for a row of the user's, which others may hold for long. */
  default String lockingRow(String columns, String table, String condition) {
    return locking(columns, table, condition);
  }

  /** Runs a statement of {@link #lockingRow}; whether there is such a row. */
  default boolean lock(PreparedStatement row) throws SQLException {
    try (ResultSet rows = row.executeQuery()) {
      return rows.next();
    }
  }

  /** The isolation level at which all statements of a transaction see one committed state. */
  int snapshotIsolation();

  /**
   * Makes triggers log what this connection writes as a replica's, at least until the transaction
   * ends.
   *
   * @param replica null: nobody's
   */
  void setWriter(Connection connection, UUID replica, long upload) throws SQLException;

  /**
   * Lets the database check now what it would check at the commit, so that a row which breaks a
   * rule can be told from others.
   *
   * @throws SQLException also for a rule that is broken; the transaction may then be of no use but
   *     to go back to a savepoint
   */
  default void checkDeferred(Connection connection) throws SQLException {}

  /** Forgets a savepoint that nobody will go back to. */
  default void release(Connection connection, Savepoint savepoint) throws SQLException {
    connection.releaseSavepoint(savepoint);
  }

  /** A value as {@link EdmType#javaType()}, or null; the column is as {@link #selected} has it. */
  default Object read(ResultSet rows, int column, EdmType type) throws SQLException {
    return SqlValues.read(rows, column, type);
  }

  /** A value of {@link EdmType#javaType()} to compare a column with, or to store in one. */
  default void bind(PreparedStatement statement, int at, Object value) throws SQLException {
    SqlValues.bind(statement, at, value);
  }

  boolean isDuplicateKey(SQLException failure);
}
