package org.syncline.engine.intercept;

import java.util.Optional;
import org.syncline.model.Change;
import org.syncline.model.Row;
import org.syncline.scope.Conflict;

/** A conflict that waits to be settled. */
public final class SyncConflictContext extends SyncContext {
  private final Conflict conflict;

  SyncConflictContext(SyncContext call, Conflict conflict) {
    super(call);
    this.conflict = conflict;
  }

  /** What the client wants: a row, or its deletion. */
  public Change clientChange() {
    return conflict.client();
  }

  /** What the server has: a row, or a tombstone if it was deleted. */
  public Change serverChange() {
    return conflict.server();
  }

  /**
   * The row as the client last saw it; empty if that is not known, which it is only for tables that
   * track columns.
   */
  public Optional<Row> base() {
    return conflict.base();
  }
}
