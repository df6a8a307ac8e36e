package org.syncline.testkit;

import java.util.Optional;
import org.syncline.model.Change;
import org.syncline.model.UploadOutcome;

/** What devices make of the outcomes of their uploads. */
public final class Outcomes {
  private Outcomes() {}

  /** The change that a device applies for an outcome; empty: it keeps what it sent. */
  public static Optional<Change> applied(UploadOutcome outcome) {
    if (outcome instanceof UploadOutcome.Conflicted conflicted) {
      return Optional.of(conflicted.live());
    }
    if (outcome instanceof UploadOutcome.Failed failed) {
      return Optional.of(failed.live());
    }
    if (outcome instanceof UploadOutcome.Inserted inserted) {
      return Optional.of(new Change.Live(inserted.stored()));
    }
    return Optional.empty();
  }
}
