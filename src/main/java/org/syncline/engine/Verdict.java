package org.syncline.engine;

import java.util.Optional;
import org.syncline.model.Change;
import org.syncline.model.UploadOutcome;

/** What to do with an uploaded change. */
sealed interface Verdict {
  /**
   * Nothing is to be written.
   *
   * @param shown log id of the change that the outcome shows to the replica
   */
  record Settled(UploadOutcome outcome, Optional<Long> shown) implements Verdict {
    Settled(UploadOutcome outcome) {
      this(outcome, Optional.empty());
    }
  }

  /**
   * It is to be written.
   *
   * @param beaten the server's side, if that is a conflict which the client wins
   */
  record Write(Optional<Change> beaten) implements Verdict {
    Write() {
      this(Optional.empty());
    }
  }
}
