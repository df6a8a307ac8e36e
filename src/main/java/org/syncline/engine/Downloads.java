package org.syncline.engine;

import java.util.Optional;
import org.syncline.model.ChangeSink;
import org.syncline.model.ErrorCode;
import org.syncline.model.ReplicaState;
import org.syncline.model.SyncException;
import org.syncline.scope.Scope;

/**
 * Fills download batches. Every batch is made from the replica's state alone, so any of them can be
 * made again, by any node. Safe for use by many threads.
 */
public final class Downloads {
  /**
   * How often a snapshot is taken anew because changes poured in faster than they were numbered.
   */
  private static final int MOST_ATTEMPTS = 20;

  private final FeedStore feeds;

  public Downloads(FeedStore feeds) {
    this.feeds = feeds;
  }

  /**
   * Fills one batch from one snapshot.
   *
   * @throws SyncException UNKNOWN_REPLICA if the state is of another history or too old; BUSY if
   *     changes pour in faster than they are numbered, or locks could not be had in time
   */
  public Download download(Scope scope, ReplicaState replica, ChangeSink batch) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Optional<Download> done = attempt(scope, replica, batch);
      if (done.isPresent()) {
        return done.get();
      }
    }
    throw new SyncException(
        ErrorCode.BUSY, "too much is being written at this moment; send the same request again");
  }

  private Optional<Download> attempt(Scope scope, ReplicaState replica, ChangeSink batch) {
    try {
      feeds.number();
      try (FeedSnapshot snapshot = feeds.open(scope, replica.parameters())) {
        History.check(snapshot, replica);
        return new BatchRun(scope, replica, snapshot, batch).fill();
      }
    } catch (TransactionLostException e) {
      throw new SyncException(
          ErrorCode.BUSY, "the database is busy; send the same request again", e);
    }
  }
}
