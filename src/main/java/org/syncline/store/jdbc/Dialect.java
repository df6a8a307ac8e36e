package org.syncline.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** What differs between databases. Stateless and safe for use by many threads. */
public interface Dialect {
  /** An identifier exactly as the catalog spells it. */
  String quote(String identifier);

  /** Statements that create Syncline's own tables where they are missing. */
  List<String> createTables();

  /** Statements that create a table's tracking table and indexes where they are missing. */
  List<String> createTracking(TrackedTable table);

  /**
   * The base table in a FROM clause that is read in the order of filters and keys.
   *
   * @param filtered whether the reader filters by all tracked filter columns, so that the index
   *     made for it fits
   */
  String baseByKey(TrackedTable table, boolean filtered);

  /**
   * The tracking table, as T, in a FROM clause that is read in the order of filters and numbers.
   */
  String trackingBySeq(TrackedTable table, boolean filtered);

  /**
   * Statements that create or replace a table's triggers without a moment in which none is there.
   */
  List<String> createTriggers(TrackedTable table);

  /**
   * Statements that take a table's triggers away, and the index on the base table; the tracking
   * table stays, as the sign that the table was once tracked. Only the table's name matters.
   */
  List<String> dropTriggers(TrackedTable table);

  /** Statements that drop the tracking table. Only the table's name matters. */
  List<String> dropTracking(TrackedTable table);

  /** Names of the triggers that {@link #createTriggers} makes. */
  List<String> triggerNames(TrackedTable table);

  /**
   * Inserts or overwrites a tracking row; parameters: keys, filters, the text of the filters, SEQ,
   * LOG_ID, GONE, ECHO, WRITER, UPLOAD.
   */
  String mergeTracking(TrackedTable table);

  /** Removes old rows from the conflict inbox; parameters: age in seconds, most rows. */
  String purgeConflicts();

  /** The isolation level at which all statements of a transaction see one committed state. */
  int snapshotIsolation();

  /** Makes triggers log what this connection writes as a replica's; null: nobody's. */
  void setWriter(Connection connection, UUID replica, long upload) throws SQLException;

  /** Whether the transaction is, or may be, rolled back, and doing it again can succeed. */
  boolean isTransactionLost(SQLException failure);

  boolean isDuplicateKey(SQLException failure);
}
