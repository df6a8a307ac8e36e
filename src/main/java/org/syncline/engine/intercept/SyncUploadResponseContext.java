package org.syncline.engine.intercept;

import java.util.List;
import org.syncline.model.Row;
import org.syncline.model.UploadOutcome;

/** An upload that was stored. */
public final class SyncUploadResponseContext extends SyncContext {
  private final List<Row> outgoing;
  private final List<UploadOutcome> conflicts;

  SyncUploadResponseContext(SyncContext call, List<Row> outgoing, List<UploadOutcome> conflicts) {
    super(call);
    this.outgoing = List.copyOf(outgoing);
    this.conflicts = List.copyOf(conflicts);
  }

  /** The new rows, as they were stored. */
  public List<Row> outgoingChanges() {
    return outgoing;
  }

  /** Conflicts and errors: {@link UploadOutcome.Conflicted} and {@link UploadOutcome.Failed}. */
  public List<UploadOutcome> conflicts() {
    return conflicts;
  }
}
