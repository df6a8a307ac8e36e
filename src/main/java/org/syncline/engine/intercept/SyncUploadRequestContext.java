package org.syncline.engine.intercept;

import java.util.List;
import java.util.Map;

/** An upload that was parsed and has not been applied. */
public final class SyncUploadRequestContext extends SyncContext {
  private final List<IncomingChange> changes;
  private final Map<IncomingChange, String> rejected;

  SyncUploadRequestContext(
      SyncContext call, List<IncomingChange> changes, Map<IncomingChange, String> rejected) {
    super(call);
    this.changes = List.copyOf(changes);
    this.rejected = rejected;
  }

  /** In the order of the upload; with a type, those of that type. */
  public List<IncomingChange> incomingChanges() {
    return changes;
  }

  /**
   * Keeps a change from being applied. The client is told why, and gets the server's row back or,
   * if there is none, a tombstone.
   *
   * @param change one of {@link #incomingChanges()}
   * @param reason for the client's user, not blank
   */
  public void rejectChange(IncomingChange change, String reason) {
    if (!changes.contains(change)) {
      throw new IllegalArgumentException("only changes of this upload can be rejected");
    }
    if (reason == null || reason.isBlank()) {
      throw new IllegalArgumentException("a rejected change needs a reason");
    }
    rejected.put(change, reason);
  }
}
