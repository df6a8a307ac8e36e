package org.syncline.engine;

import java.util.List;
import org.syncline.model.ReplicaState;
import org.syncline.model.UploadOutcome;

/**
 * What became of an upload.
 *
 * @param next the replica's state; its download position is where it was; the first run begins here
 *     if it had not begun
 * @param outcomes one for each uploaded change, in the order of the request
 */
public record Upload(ReplicaState next, List<UploadOutcome> outcomes) {
  public Upload {
    outcomes = List.copyOf(outcomes);
  }
}
