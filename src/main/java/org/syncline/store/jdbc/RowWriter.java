package org.syncline.store.jdbc;

import java.sql.Connection;
import java.util.List;
import java.util.Set;
import org.syncline.engine.RowsRejectedException;
import org.syncline.model.Change;
import org.syncline.model.RowKey;
import org.syncline.scope.Scope;

/** Writes uploaded rows inside a transaction that somebody else has opened and will end. */
public interface RowWriter {
  /**
   * Makes the database hold what the changes say: a live change inserts its row or overwrites it, a
   * tombstone deletes the row if it is there. All statements have been executed when this returns.
   *
   * @param connection with a transaction open; never committed, rolled back or closed here
   * @param changes no key twice; deletions come children first, then live rows parents first
   * @param absent keys of which there was no row when they were judged: if there is one now it
   *     belongs to somebody else, and is not overwritten but a reason to refuse
   * @throws RowsRejectedException if some row cannot be stored; the caller rolls back to a
   *     savepoint
   * @throws org.syncline.engine.TransactionLostException if the database gave up the transaction
   */
  void write(Connection connection, Scope scope, List<Change> changes, Set<RowKey> absent)
      throws RowsRejectedException;
}
