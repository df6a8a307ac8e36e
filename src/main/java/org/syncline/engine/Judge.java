package org.syncline.engine;

import java.util.Optional;
import org.syncline.model.Change;
import org.syncline.model.ConflictResolution;
import org.syncline.model.ReplicaState;
import org.syncline.model.Row;
import org.syncline.model.UploadOutcome;
import org.syncline.scope.Conflict;
import org.syncline.scope.Resolution;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;

/**
 * Decides about one change against the locked row (wire reference, sections 13 and 15). A change is
 * a conflict if the row's last change is one the replica has neither seen nor made.
 */
final class Judge {
  private final Scope scope;
  private final ReplicaState replica;
  private final Conflicts conflicts;
  private final Known known;

  Judge(Scope scope, ReplicaState replica, Conflicts conflicts, UploadTransaction transaction) {
    this.scope = scope;
    this.replica = replica;
    this.conflicts = conflicts;
    this.known = new Known(scope, replica, transaction);
  }

  /**
   * @param insert whether the client believes the row is new
   */
  Verdict judge(Change change, boolean insert, HeldRow held) {
    Verdict verdict = judgeConflict(change, insert, held);
    if (verdict instanceof Verdict.Write && change instanceof Change.Live live) {
      Row current = held.row().filter(this::isVisible).orElse(null);
      return NotFinite.in(live.row(), current)
          .<Verdict>map(
              why ->
                  new Verdict.Settled(new UploadOutcome.Failed(why, shown(change, held), change)))
          .orElse(verdict);
    }
    return verdict;
  }

  private Verdict judgeConflict(Change change, boolean insert, HeldRow held) {
    if (change instanceof Change.Live live) {
      return held.row().isPresent()
          ? judgeOverwrite(live, insert, held)
          : judgeNew(live, insert, held);
    }
    return judgeDeletion(change, held);
  }

  /** Whether the replica may be shown the row. */
  boolean isVisible(Row row) {
    return scope.tableOf(row.type()).admits(row, replica.parameters());
  }

  /** What the replica may see of a row as it is now. */
  Change shown(Change change, HeldRow now) {
    return Change.of(change.key(), now.row().filter(this::isVisible).orElse(null));
  }

  private Verdict judgeNew(Change.Live live, boolean insert, HeldRow held) {
    boolean deletedBySomebodyElse = held.last().isPresent() && !known.has(live, insert, held);
    return deletedBySomebodyElse
        ? conflict(live, new Change.Tombstone(live.key()), held)
        : new Verdict.Write(live);
  }

  private Verdict judgeOverwrite(Change.Live live, boolean insert, HeldRow held) {
    Row current = held.row().orElseThrow();
    if (!isVisible(current)) {
      return judgeStrangersRow(live, insert);
    }
    if (known.has(live, insert, held)) {
      return new Verdict.Write(live);
    }
    if (current.equals(live.row())) {
      return new Verdict.Settled(
          insert ? new UploadOutcome.Inserted(current) : new UploadOutcome.Accepted());
    }
    return conflict(live, new Change.Live(current), held);
  }

  /**
   * The key belongs to a row outside the replica's filter. It is neither shown (hazard 49) nor
   * overwritten, whatever the policy.
   */
  private static Verdict judgeStrangersRow(Change change, boolean insert) {
    Change gone = new Change.Tombstone(change.key());
    if (insert) {
      return new Verdict.Settled(
          new UploadOutcome.Failed("another row with this key exists already", gone, change));
    }
    return new Verdict.Settled(
        new UploadOutcome.Conflicted(ConflictResolution.SERVER_WINS, gone, change));
  }

  /** Deletions are idempotent, and silent if the row is gone or out of sight. */
  private Verdict judgeDeletion(Change deletion, HeldRow held) {
    Optional<Row> visible = held.row().filter(this::isVisible);
    if (visible.isEmpty()) {
      return new Verdict.Settled(new UploadOutcome.Accepted());
    }
    if (known.has(deletion, false, held)) {
      return new Verdict.Write(deletion);
    }
    return conflict(deletion, new Change.Live(visible.get()), held);
  }

  private Verdict conflict(Change client, Change server, HeldRow held) {
    ScopeTable table = scope.tableOf(client.type());
    Resolution resolution =
        conflicts.resolve(table, new Conflict(client, server, base(table, client, held)));
    if (resolution instanceof Resolution.Merge merge) {
      Change merged = new Change.Live(merge.row());
      return new Verdict.Write(merged, Optional.of(server), ConflictResolution.MERGE);
    }
    if (resolution instanceof Resolution.ClientWins) {
      return new Verdict.Write(client, Optional.of(server), ConflictResolution.CLIENT_WINS);
    }
    return new Verdict.Settled(
        new UploadOutcome.Conflicted(ConflictResolution.SERVER_WINS, server, client),
        held.last().map(Version::logId));
  }

  private Optional<Row> base(ScopeTable table, Change client, HeldRow held) {
    return table.tracksColumns()
        ? held.row().flatMap(row -> known.base(client, row)).filter(this::isVisible)
        : Optional.empty();
  }
}
