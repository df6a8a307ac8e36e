package org.syncline.engine;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
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
   * @param holds whether the database still has everything after an anchor
   * @throws SyncException UNKNOWN_REPLICA
   */
  static void check(UUID epoch, Predicate<Anchor> holds, ReplicaState replica) {
    if (!replica.epoch().equals(epoch)) {
      throw SyncException.unknownReplica(
          "this copy was made from another database, or from before it was restored");
    }
    anchorOf(replica)
        .filter(holds.negate())
        .ifPresent(
            anchor -> {
              throw SyncException.unknownReplica(
                  "the server no longer has what happened since change " + anchor.seq());
            });
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
