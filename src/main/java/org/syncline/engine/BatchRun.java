package org.syncline.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.syncline.model.Anchor;
import org.syncline.model.Change;
import org.syncline.model.ChangeSink;
import org.syncline.model.Position;
import org.syncline.model.ReplicaState;
import org.syncline.model.RowKey;
import org.syncline.model.RowView;
import org.syncline.scope.Scope;

/**
 * The making of one batch. The first run reads the base tables by key, after fixing the anchor
 * (hazard 2), then what changed since; later runs read only that. The last batch also carries what
 * is committed but not numbered, so that it ends at one committed state (hazard 6).
 */
final class BatchRun {
  private final Scope scope;
  private final ReplicaState replica;
  private final FeedSnapshot snapshot;
  private final ChangeSink batch;

  BatchRun(Scope scope, ReplicaState replica, FeedSnapshot snapshot, ChangeSink batch) {
    this.scope = scope;
    this.replica = replica;
    this.snapshot = snapshot;
    this.batch = batch;
  }

  /** Empty: nothing was taken, yet there is more; a new snapshot is needed. */
  Optional<Download> fill() {
    Position position = replica.position();
    if (position instanceof Position.Following following) {
      return follow(following.anchor());
    }
    if (position instanceof Position.Loading loading) {
      Optional<Position> full = load(loading.from(), loading.table(), loading.after());
      return full.isPresent() ? more(full.get()) : loaded(loading.from());
    }
    Optional<Position> full = load(snapshot.head(), 0, List.of());
    return full.isPresent() ? more(full.get()) : loadedAtOnce();
  }

  /** Reads base tables; gives the position to go on from when the batch is full. */
  private Optional<Position> load(Anchor from, int firstTable, List<Object> firstAfter) {
    List<Object> after = firstAfter;
    for (int table = firstTable; table < scope.tables().size(); table++) {
      RowCursor rows = snapshot.rows(scope.tables().get(table), after);
      while (rows.next()) {
        RowView row = rows.row();
        if (!batch.row(row, table)) {
          return Optional.of(new Position.Loading(from, table, after));
        }
        after = row.key().values();
      }
      after = List.of();
    }
    return Optional.empty();
  }

  /**
   * The whole scope fitted into its first batch, read in this snapshot: that is a checkpoint, and
   * includes what has no number yet.
   */
  private Optional<Download> loadedAtOnce() {
    Position next = new Position.Following(snapshot.head());
    Optional<List<PendingChange>> pending = snapshot.unnumbered(ReplicaState.MOST_EXTRAS);
    return pending.isPresent() ? last(next, pending.get()) : more(beforeTheUnnumbered());
  }

  /**
   * The tables are done. What changed since the run began may be among the rows that this batch has
   * read just now, and a batch names a row once, so it goes into the next one.
   */
  private Optional<Download> loaded(Anchor from) {
    if (batch.size() == 0) {
      return follow(from);
    }
    boolean quiet =
        !new MergedChanges(scope, snapshot, from.seq()).next()
            && snapshot.unnumbered(0).isPresent();
    return quiet ? last(new Position.Following(snapshot.head()), List.of()) : more(behind(from));
  }

  private Optional<Download> follow(Anchor anchor) {
    Set<RowKey> taken = new HashSet<>();
    MergedChanges changes = new MergedChanges(scope, snapshot, anchor.seq());
    long done = anchor.seq();
    while (changes.next()) {
      // a row that is tracked under several filters may come up again: the snapshot is the same
      if (!isKnown(changes.version()) && taken.add(changes.key()) && !offer(changes)) {
        return more(behind(snapshot.anchorAt(done)));
      }
      done = changes.version().seq();
    }
    Optional<List<PendingChange>> pending = snapshot.unnumbered(ReplicaState.MOST_EXTRAS);
    if (pending.isEmpty()) {
      return more(beforeTheUnnumbered());
    }
    Set<Long> carried = new HashSet<>();
    for (PendingChange extra : pending.get()) {
      // the same snapshot has given a row its newest state already
      boolean here = taken.contains(extra.change().key()) || isKnown(extra.version());
      if (!here && !offer(extra)) {
        // nothing else lies beyond this anchor, so nothing else needs to be known
        return more(behind(snapshot.head()), carried);
      }
      carried.addAll(extra.logIds());
    }
    return last(new Position.Following(snapshot.head()), pending.get());
  }

  /**
   * Where the next batch goes on. If the replica is no nearer to the newest change than a batch
   * ago, rows change faster than batches of this size carry them, and the next one is twice as
   * large (hazard 5).
   */
  private Position behind(Anchor done) {
    long gap = Math.max(1, snapshot.head().seq() - done.seq());
    if (!(replica.position() instanceof Position.Following before)) {
      return new Position.Following(done, gap, 0);
    }
    boolean grow = before.gap() > 0 && gap >= before.gap();
    int growth = Math.min(Position.Following.MOST_GROWTH, before.growth() + (grow ? 1 : 0));
    return new Position.Following(done, gap, growth);
  }

  /**
   * Where the next batch goes on after one that ended for want of numbers, not of room: it need not
   * be larger.
   */
  private Position beforeTheUnnumbered() {
    int growth = replica.position() instanceof Position.Following before ? before.growth() : 0;
    return new Position.Following(snapshot.head(), Position.Following.UNKNOWN_GAP, growth);
  }

  private boolean offer(MergedChanges changes) {
    RowView row = changes.row();
    return row != null
        ? batch.row(row, changes.table().order())
        : batch.tombstone(changes.key(), changes.table().order());
  }

  private boolean offer(PendingChange extra) {
    int order = extra.table().order();
    return extra.change() instanceof Change.Live live
        ? batch.row(live.row(), order)
        : batch.tombstone(extra.change().key(), order);
  }

  /**
   * Whether the replica has this version, from an earlier batch or because it made it and was told
   * so.
   */
  private boolean isKnown(Version version) {
    boolean own = replica.answered().contains(version.upload()) && !version.echo();
    return own || replica.known().contains(version.logId());
  }

  private Optional<Download> more(Position next) {
    return more(next, replica.known());
  }

  private Optional<Download> more(Position next, Set<Long> known) {
    // clients do not store the blob of an empty answer and would ask for ever (wire reference, 14)
    return batch.size() == 0
        ? Optional.empty()
        : Optional.of(new Download(replica.at(next, known), true));
  }

  private Optional<Download> last(Position next, List<PendingChange> pending) {
    Set<Long> known = new HashSet<>();
    pending.forEach(extra -> known.addAll(extra.logIds()));
    return Optional.of(new Download(replica.atCheckpoint(next, known), false));
  }
}
