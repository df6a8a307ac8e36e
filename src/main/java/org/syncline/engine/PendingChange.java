package org.syncline.engine;

import java.util.Set;
import org.syncline.model.Change;
import org.syncline.scope.ScopeTable;

/**
 * A row that committed changes concern which have no number yet.
 *
 * @param version the newest of these changes
 * @param logIds all of them
 * @param change what the row is now for this replica
 */
public record PendingChange(ScopeTable table, Version version, Set<Long> logIds, Change change) {
  public PendingChange {
    logIds = Set.copyOf(logIds);
  }
}
