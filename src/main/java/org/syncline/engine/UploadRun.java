package org.syncline.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.syncline.model.Change;
import org.syncline.model.ConflictResolution;
import org.syncline.model.ReplicaState;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.model.UploadOutcome;
import org.syncline.model.UploadedChange;
import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.Scope;

/**
 * One try at applying one upload: lock all rows, then read their versions, then judge, then write
 * (hazard 19). All changes are written together; only if that fails are the guilty ones found by
 * halving (hazard 26).
 */
final class UploadRun {
  private final Scope scope;
  private final UploadTransaction transaction;
  private final Judge judge;
  private final UploadOutcome[] outcomes;
  private final Set<Long> shown = new HashSet<>();
  private final List<UploadedChange> changes;

  UploadRun(
      Scope scope,
      ReplicaState replica,
      ConflictPolicy policy,
      UploadTransaction transaction,
      List<UploadedChange> changes) {
    this.scope = scope;
    this.transaction = transaction;
    this.judge = new Judge(scope, replica, policy);
    this.changes = changes;
    this.outcomes = new UploadOutcome[changes.size()];
  }

  Receipt apply() {
    Map<RowKey, HeldRow> held =
        transaction.hold(changes.stream().map(UploadedChange::key).toList());
    List<Planned> planned = new ArrayList<>();
    for (int i = 0; i < outcomes.length; i++) {
      judge(i, held.get(changes.get(i).key()), false).ifPresent(planned::add);
    }
    planned.sort(writingOrder());
    write(planned);
    return new Receipt(List.of(outcomes), shown);
  }

  /** Either settles a change or plans to write it. */
  private Optional<Planned> judge(int index, HeldRow held, boolean again) {
    Verdict verdict = judge.judge(changes.get(index), held);
    if (verdict instanceof Verdict.Settled settled) {
      outcomes[index] = settled.outcome();
      settled.shown().ifPresent(shown::add);
      return Optional.empty();
    }
    return Optional.of(new Planned(index, held, ((Verdict.Write) verdict).beaten(), again));
  }

  /** Deletions with children first, then live rows with parents first. */
  private Comparator<Planned> writingOrder() {
    return Comparator.comparingInt(
        planned -> {
          Change change = changes.get(planned.index).change();
          int order = scope.tableOf(change.type()).order();
          return change.deleted() ? -order - 1 : order;
        });
  }

  private void write(List<Planned> planned) {
    if (planned.isEmpty()) {
      return;
    }
    try {
      transaction.write(planned.stream().map(p -> changes.get(p.index).change()).toList());
      planned.forEach(this::settle);
    } catch (RowsRejectedException e) {
      if (planned.size() == 1) {
        reject(planned.get(0), e);
      } else {
        int half = planned.size() / 2;
        write(planned.subList(0, half));
        write(planned.subList(half, planned.size()));
      }
    }
  }

  /** Finds out what was stored. */
  private void settle(Planned planned) {
    UploadedChange uploaded = changes.get(planned.index);
    RowKey key = uploaded.key();
    Change stored = Change.of(key, transaction.read(key).orElse(null));
    if (planned.beaten.isPresent()) {
      outcomes[planned.index] =
          new UploadOutcome.Conflicted(
              ConflictResolution.CLIENT_WINS, stored, planned.beaten.get());
    } else if (uploaded.insert() && stored instanceof Change.Live live) {
      outcomes[planned.index] = new UploadOutcome.Inserted(live.row());
    } else {
      outcomes[planned.index] = new UploadOutcome.Accepted();
      if (!stored.equals(uploaded.change())) {
        transaction.echo(key);
      }
    }
  }

  private void reject(Planned planned, RowsRejectedException reason) {
    UploadedChange uploaded = changes.get(planned.index);
    RowKey key = uploaded.key();
    HeldRow now = transaction.hold(List.of(key)).get(key);
    boolean appeared = planned.held.row().isEmpty() && now.row().isPresent();
    if (appeared && !planned.again) {
      // somebody else inserted the key between our lock, which found nothing to lock, and our write
      judge(planned.index, now, true).ifPresent(p -> write(List.of(p)));
      return;
    }
    Row visible = now.row().filter(judge::isVisible).orElse(null);
    outcomes[planned.index] =
        new UploadOutcome.Failed(reason.getMessage(), Change.of(key, visible), uploaded.change());
  }

  /**
   * A change to be written.
   *
   * @param beaten the server's side of the conflict that the client wins
   * @param again whether it was judged a second time
   */
  private record Planned(int index, HeldRow held, Optional<Change> beaten, boolean again) {}
}
