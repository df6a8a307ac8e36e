package org.syncline.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.syncline.model.Change;
import org.syncline.model.Position;
import org.syncline.model.ReplicaState;
import org.syncline.model.Row;
import org.syncline.scope.Scope;

/** What a replica has seen or made itself. */
final class Known {
  /** Older than any change: a replica that has downloaded nothing has seen nothing. */
  private static final long NOTHING_SEEN = -1;

  /** More changes of one row since a device's last download are not undone in thought. */
  private static final int MOST_CHANGES = 1_000;

  private final Scope scope;
  private final ReplicaState replica;
  private final UploadTransaction transaction;
  private final UnseenMerges unseenMerges;
  private final long anchor;

  Known(Scope scope, ReplicaState replica, UploadTransaction transaction) {
    this.scope = scope;
    this.replica = replica;
    this.transaction = transaction;
    this.unseenMerges = new UnseenMerges(scope, replica, transaction);
    this.anchor = History.anchorOf(replica).map(a -> a.seq()).orElse(NOTHING_SEEN);
  }

  /**
   * A row without a last change is as old as the database: newer than nothing, older than all.
   *
   * @param insert whether the client believes the row is new
   */
  boolean has(Change client, boolean insert, HeldRow held) {
    boolean seen = isLoaded(client, insert) || (insert && held.row().isEmpty());
    return held.last()
        .map(last -> (seen && last.seq() <= anchor) || hasByItself(client, last))
        .orElse(seen && anchor > NOTHING_SEEN);
  }

  /**
   * Whether the replica has everything up to its anchor where this row is. In the middle of its
   * first run it has not come to later tables, and to some keys of this one; what it has of them
   * nevertheless came with answers to uploads, maybe before the anchor.
   */
  private boolean isLoaded(Change client, boolean insert) {
    if (!(replica.position() instanceof Position.Loading loading)) {
      return true;
    }
    int table = scope.tableOf(client.type()).order();
    // databases order keys in their own ways
    boolean onlyFromTheRun = !insert && replica.upload() == 0;
    return table < loading.table() || (table == loading.table() && onlyFromTheRun);
  }

  private boolean has(Change client, Version version) {
    return version.seq() <= anchor || hasByItself(client, version);
  }

  /** Whatever the anchor. */
  private boolean hasByItself(Change client, Version version) {
    boolean own = version.isBy(replica.replica()) || replica.answered().contains(version.upload());
    return replica.known().contains(version.logId()) || (own && !unseenMerges.has(client, version));
  }

  /**
   * The row as the replica last saw it: the current one with all later changes undone. Empty if it
   * has not seen it, or not all of these changes were recorded, or it is in the middle of a
   * download: then it may have seen later states than its anchor tells.
   */
  Optional<Row> base(Change client, Row current) {
    if (!(replica.position() instanceof Position.Following following)
        || !following.atCheckpoint()) {
      return Optional.empty();
    }
    Object[] values = new Object[current.type().width()];
    Arrays.setAll(values, current::value);
    List<PastChange> newestFirst = transaction.newestChanges(client.key(), MOST_CHANGES);
    for (PastChange change : newestFirst) {
      if (has(client, change.version())) {
        return Optional.of(new Row(current.type(), values));
      }
      if (change.before().isEmpty()) {
        return Optional.empty();
      }
      change.before().get().forEach((position, value) -> values[position] = value);
    }
    boolean reachedTheBeginning = newestFirst.size() < MOST_CHANGES && anchor > NOTHING_SEEN;
    return reachedTheBeginning ? Optional.of(new Row(current.type(), values)) : Optional.empty();
  }
}
