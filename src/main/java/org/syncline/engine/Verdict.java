package org.syncline.engine;

import java.util.Optional;
import org.syncline.model.Change;
import org.syncline.model.ConflictResolution;
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
   * Something is to be written.
   *
   * @param change what
   * @param beaten the server's side, if that is a conflict which the client does not lose
   * @param resolution how that conflict ends
   */
  record Write(Change change, Optional<Change> beaten, ConflictResolution resolution)
      implements Verdict {
    /** Without a conflict. */
    Write(Change change) {
      this(change, Optional.empty(), ConflictResolution.CLIENT_WINS);
    }
  }
}
