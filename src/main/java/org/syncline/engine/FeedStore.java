package org.syncline.engine;

import java.util.List;
import org.syncline.scope.Scope;

/** A tenant's database as downloads see it. Safe for use by many threads. */
public interface FeedStore {
  /**
   * Gives numbers to changes that are committed and have none: to all, or after a large transaction
   * to the oldest thousand or so, so that nobody waits for the rest. Costs one look-up when there
   * is nothing to do.
   *
   * @throws TransactionLostException if others kept it from it for a tenth of a second or so
   */
  void number();

  /**
   * Opens one unchanging view of the database.
   *
   * @param parameters one for each parameter of the scope; rows that do not match are not in the
   *     view
   */
  FeedSnapshot open(Scope scope, List<Object> parameters);
}
