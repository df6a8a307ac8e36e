package org.syncline.engine;

import org.syncline.model.Line;
import org.syncline.model.ReplicaState;

/**
 * What a download leaves the replica with.
 *
 * @param next its state once it has stored the batch
 * @param more whether another batch waits; false: it now equals one committed state of the server
 */
public record Download(ReplicaState next, boolean more) {
  Download on(Line line) {
    return new Download(next.on(line), more);
  }
}
