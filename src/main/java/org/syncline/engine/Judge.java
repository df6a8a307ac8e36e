package org.syncline.engine;

import java.util.Optional;
import org.syncline.model.Change;
import org.syncline.model.ConflictResolution;
import org.syncline.model.ReplicaState;
import org.syncline.model.Row;
import org.syncline.model.UploadOutcome;
import org.syncline.model.UploadedChange;
import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.Scope;

/**
 * Decides about one uploaded change against the locked row (wire reference, sections 13 and 15). A
 * change is a conflict if the row's last change is one the replica has neither seen nor made.
 */
final class Judge {
  /** Older than any change: a replica that has downloaded nothing has seen nothing. */
  private static final long NOTHING_SEEN = -1;

  private final Scope scope;
  private final ReplicaState replica;
  private final ConflictPolicy policy;
  private final long anchor;

  Judge(Scope scope, ReplicaState replica, ConflictPolicy policy) {
    this.scope = scope;
    this.replica = replica;
    this.policy = policy;
    this.anchor = History.anchorOf(replica).map(a -> a.seq()).orElse(NOTHING_SEEN);
  }

  Verdict judge(UploadedChange uploaded, HeldRow held) {
    if (uploaded.change() instanceof Change.Live live) {
      return held.row().isPresent()
          ? judgeOverwrite(uploaded, live.row(), held)
          : judgeNew(uploaded, held);
    }
    return judgeDeletion(uploaded, held);
  }

  /** Whether the replica may be shown the row. */
  boolean isVisible(Row row) {
    return scope.tableOf(row.type()).admits(row, replica.parameters());
  }

  private Verdict judgeNew(UploadedChange uploaded, HeldRow held) {
    boolean deletedBySomebodyElse = held.last().isPresent() && !hasSeen(held);
    if (!deletedBySomebodyElse) {
      return new Verdict.Write();
    }
    return conflict(uploaded.change(), new Change.Tombstone(uploaded.key()), held);
  }

  private Verdict judgeOverwrite(UploadedChange uploaded, Row sent, HeldRow held) {
    Row current = held.row().orElseThrow();
    if (!isVisible(current)) {
      return judgeStrangersRow(uploaded);
    }
    if (hasSeen(held)) {
      return new Verdict.Write();
    }
    if (current.equals(sent)) {
      return new Verdict.Settled(
          uploaded.insert() ? new UploadOutcome.Inserted(current) : new UploadOutcome.Accepted());
    }
    return conflict(uploaded.change(), new Change.Live(current), held);
  }

  /**
   * The key belongs to a row outside the replica's filter. It is neither shown (hazard 49) nor
   * overwritten, whatever the policy.
   */
  private static Verdict judgeStrangersRow(UploadedChange uploaded) {
    Change gone = new Change.Tombstone(uploaded.key());
    if (uploaded.insert()) {
      return new Verdict.Settled(
          new UploadOutcome.Failed(
              "another row with this key exists already", gone, uploaded.change()));
    }
    return new Verdict.Settled(
        new UploadOutcome.Conflicted(ConflictResolution.SERVER_WINS, gone, uploaded.change()));
  }

  /** Deletions are idempotent, and silent if the row is gone or out of sight. */
  private Verdict judgeDeletion(UploadedChange uploaded, HeldRow held) {
    Optional<Row> visible = held.row().filter(this::isVisible);
    if (visible.isEmpty()) {
      return new Verdict.Settled(new UploadOutcome.Accepted());
    }
    if (hasSeen(held)) {
      return new Verdict.Write();
    }
    return conflict(uploaded.change(), new Change.Live(visible.get()), held);
  }

  private Verdict conflict(Change client, Change server, HeldRow held) {
    if (policy == ConflictPolicy.CLIENT_WINS) {
      return new Verdict.Write(Optional.of(server));
    }
    return new Verdict.Settled(
        new UploadOutcome.Conflicted(ConflictResolution.SERVER_WINS, server, client),
        held.last().map(Version::logId));
  }

  /** A row without a last change is as old as the database: newer than nothing, older than all. */
  private boolean hasSeen(HeldRow held) {
    if (held.last().isEmpty()) {
      return anchor > NOTHING_SEEN;
    }
    Version last = held.last().get();
    return last.isBy(replica.replica())
        || last.seq() <= anchor
        || replica.known().contains(last.logId());
  }
}
