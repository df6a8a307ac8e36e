package org.syncline.engine;

import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.syncline.model.ChangeSink;
import org.syncline.model.ErrorCode;
import org.syncline.model.Line;
import org.syncline.model.ReplicaState;
import org.syncline.model.SyncException;
import org.syncline.scope.Scope;

/**
 * Fills download batches. Every batch is made from the replica's state alone, so any of them can be
 * made again, by any node. Safe for use by many threads.
 */
public final class Downloads {
  private static final Logger LOG = Logger.getLogger(Downloads.class.getName());

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
    Pauses pauses = new Pauses();
    while (pauses.worthAnother()) {
      Optional<Download> done = attempt(scope, replica, batch);
      if (done.isPresent()) {
        return done.get();
      }
      pauses.pause(); // too many changes wait for a number; whoever gives them out is at it
    }
    throw new SyncException(
        ErrorCode.BUSY, "too much is being written at this moment; send the same request again");
  }

  private Optional<Download> attempt(Scope scope, ReplicaState replica, ChangeSink batch) {
    number();
    try (FeedSnapshot snapshot = feeds.open(scope, replica.parameters())) {
      History.check(snapshot, replica);
      Line line = replica.line().next(snapshot.lastUploadFrom(replica.replica()));
      return new BatchRun(scope, replica, snapshot, batch).fill().map(done -> done.on(line));
    } catch (TransactionLostException e) {
      throw new SyncException(
          ErrorCode.BUSY, "the database is busy; send the same request again", e);
    }
  }

  /**
   * A long transaction may be in the way. Then the batch carries what has no number as it is, which
   * is right for as many changes as {@link ReplicaState#MOST_EXTRAS}.
   */
  private void number() {
    try {
      feeds.number();
    } catch (TransactionLostException e) {
      LOG.log(Level.FINE, "changes were left without a number", e);
    }
  }
}
