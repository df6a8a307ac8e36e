package org.syncline.engine.intercept;

import java.util.List;
import org.syncline.model.Change;

/** A batch that was filled. */
public final class SyncDownloadResponseContext extends SyncContext {
  private final List<Change> outgoing;
  private final boolean lastBatch;

  SyncDownloadResponseContext(SyncContext call, List<Change> outgoing, boolean lastBatch) {
    super(call);
    this.outgoing = List.copyOf(outgoing);
    this.lastBatch = lastBatch;
  }

  /** The rows and tombstones of the batch. */
  public List<Change> outgoingChanges() {
    return outgoing;
  }

  /** Whether the client has everything with this batch. */
  public boolean isLastBatch() {
    return lastBatch;
  }
}
