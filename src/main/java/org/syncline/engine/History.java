package org.syncline.engine;

import java.util.Optional;
import org.syncline.model.Anchor;
import org.syncline.model.Position;
import org.syncline.model.ReplicaState;
import org.syncline.model.SyncException;

/** Whether a replica and a database have the same past. */
final class History {
  private History() {}

  /**
   * Refuses a replica that this database cannot serve without leaving something out.
   *
   * @throws SyncException UNKNOWN_REPLICA
   */
  static void check(Past past, ReplicaState replica) {
    if (!replica.epoch().equals(past.epoch())) {
      throw SyncException.unknownReplica(
          "this copy was made from another database, or from before it was restored");
    }
    anchorOf(replica)
        .filter(anchor -> !past.holds(anchor))
        .ifPresent(
            anchor -> {
              throw SyncException.unknownReplica(
                  "the server no longer has what happened since change " + anchor.seq());
            });
    if (replica.upload() > 0 && !past.applied(replica.replica(), replica.upload())) {
      throw SyncException.unknownReplica(
          "the server no longer has upload %d, which this copy was told of; it may have been restored from a backup"
              .formatted(replica.upload()));
    }
  }

  /** Up to where a replica has everything; a replica that has nothing has no anchor. */
  static Optional<Anchor> anchorOf(ReplicaState replica) {
    Position position = replica.position();
    if (position instanceof Position.Following following) {
      return Optional.of(following.anchor());
    }
    if (position instanceof Position.Loading loading) {
      return Optional.of(loading.from());
    }
    return Optional.empty();
  }
}
