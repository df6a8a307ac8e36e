package org.syncline.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.syncline.engine.Writing.Planned;
import org.syncline.engine.Writing.Refused;
import org.syncline.model.Change;
import org.syncline.model.ReplicaState;
import org.syncline.model.RowKey;
import org.syncline.model.UploadOutcome;
import org.syncline.model.UploadedChange;
import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.Scope;

/**
 * One try at applying one upload: lock all rows, then read their versions, then judge, then write,
 * then see what has been stored (hazard 19).
 */
final class UploadRun {
  private static final String REPLACED = "replaced by an older upload that was sent once more";

  private final Scope scope;
  private final ReplicaState replica;
  private final UploadTransaction transaction;
  private final Judge judge;
  private final UploadOutcome[] outcomes;
  private final Set<Long> shown = new HashSet<>();
  private final UploadRequest request;
  private final List<UploadedChange> sent;
  private final Directions directions;
  private final Writing writing;
  private final long repeated;
  private final List<LostVersion> replaced = new ArrayList<>();

  /**
   * @param repeated number of an equal upload that was applied before, and since then another one
   *     by the same replica which did not know of it; 0: none
   */
  UploadRun(
      Scope scope,
      ReplicaState replica,
      ConflictPolicy policy,
      UploadTransaction transaction,
      UploadRequest request,
      long repeated) {
    this.scope = scope;
    this.repeated = repeated;
    this.replica = replica;
    this.transaction = transaction;
    this.writing = new Writing(transaction);
    this.request = request;
    this.sent = request.changes();
    this.directions = request.directions();
    this.judge =
        new Judge(scope, replica, new Conflicts(directions.conflicts(), policy), transaction);
    this.outcomes = new UploadOutcome[sent.size()];
  }

  Receipt apply() {
    Map<RowKey, HeldRow> held = transaction.hold(sent.stream().map(UploadedChange::key).toList());
    List<Planned> planned = new ArrayList<>();
    for (int i = 0; i < outcomes.length; i++) {
      HeldRow row = held.get(sent.get(i).key());
      String rejected = directions.rejected().get(i);
      if (rejected != null) {
        fail(i, rejected, row);
      } else {
        judge(i, row, false).ifPresent(planned::add);
      }
    }
    planned.sort(writingOrder());
    rejectAll(writing.writeAll(planned));
    // only now, since a later change may have touched what an earlier one wrote
    transaction.keepOwn(
        writing.written().stream().filter(this::settle).map(p -> p.change().key()).toList());
    transaction.keepLost(lost(), replica.parameters());
    return new Receipt(List.of(outcomes), shown, transaction.head(), rows());
  }

  private Set<Integer> rows() {
    return sent.stream()
        .map(change -> Receipt.digest(scope, change.key()))
        .collect(Collectors.toSet());
  }

  /** Either settles a change or plans to write it. */
  private Optional<Planned> judge(int index, HeldRow held, boolean again) {
    Verdict verdict = judge.judge(wanted(index, held), sent.get(index).insert(), held);
    if (verdict instanceof Verdict.Settled settled) {
      outcomes[index] = settled.outcome();
      settled.shown().ifPresent(shown::add);
      return Optional.empty();
    }
    Verdict.Write write = (Verdict.Write) verdict;
    if (write.beaten().isEmpty()) {
      keepReplaced(held);
    }
    return Optional.of(
        new Planned(index, held, write.change(), write.beaten(), write.resolution(), again));
  }

  /**
   * A device that sets a value back, and a copy of it that sent what lies between, look the same
   * here: what they replace stays to be found.
   */
  private void keepReplaced(HeldRow held) {
    boolean own = held.last().filter(v -> v.isBy(replica.replica())).isPresent();
    if (repeated > 0 && own && held.last().get().upload() > repeated) {
      held.row()
          .filter(judge::isVisible)
          .ifPresent(row -> replaced.add(new LostVersion(new Change.Live(row), false, REPLACED)));
    }
  }

  /** The change, with what the device does not know of left as it is. */
  private Change wanted(int index, HeldRow held) {
    return Unsent.filled(
        directions.changes().get(index), unsent(index), held.row().filter(judge::isVisible));
  }

  private Set<Integer> unsent(int index) {
    return Unsent.in(request, sent.get(index), directions.changes().get(index));
  }

  /** Deletions with children first, then live rows with parents first. */
  private Comparator<Planned> writingOrder() {
    return Comparator.comparingInt(
        planned -> {
          int order = scope.tableOf(planned.change().type()).order();
          return planned.change().deleted() ? -order - 1 : order;
        });
  }

  /**
   * Finds out what was stored.
   *
   * @return whether that is for the replica to know already
   */
  private boolean settle(Planned planned) {
    UploadedChange uploaded = sent.get(planned.index());
    RowKey key = uploaded.key();
    if (planned.held().row().isEmpty()) {
      transaction.setDefaults(key, unsent(planned.index()));
    }
    Change stored = Change.of(key, transaction.read(key).orElse(null));
    if (planned.beaten().isPresent()) {
      outcomes[planned.index()] =
          new UploadOutcome.Conflicted(planned.resolution(), stored, planned.beaten().get());
    } else if (uploaded.insert() && stored instanceof Change.Live live) {
      outcomes[planned.index()] = new UploadOutcome.Inserted(live.row());
    } else {
      outcomes[planned.index()] = new UploadOutcome.Accepted();
      if (!stored.equals(uploaded.change())) {
        transaction.echo(key);
      }
    }
    if (stored instanceof Change.Live live && !judge.isVisible(live.row())) {
      boolean wasVisible = planned.held().row().filter(judge::isVisible).isPresent();
      if (!wasVisible) {
        transaction.withdraw(key, replica.parameters());
      }
    }
    return stored.deleted() == planned.change().deleted();
  }

  /** All are looked at together, since that costs fewer statements. */
  private void rejectAll(List<Refused> all) {
    List<Refused> refusals = all;
    while (!refusals.isEmpty()) {
      Map<RowKey, HeldRow> now =
          transaction.hold(refusals.stream().map(r -> r.planned().change().key()).toList());
      List<Planned> appeared = new ArrayList<>();
      for (Refused refusal : refusals) {
        Planned planned = refusal.planned();
        HeldRow row = now.get(planned.change().key());
        if (!planned.again() && hasAppeared(planned, row)) {
          judge(planned.index(), row, true).ifPresent(appeared::add);
        } else {
          fail(planned.index(), refusal.reason().getMessage(), row);
        }
      }
      appeared.sort(writingOrder());
      refusals = writing.write(appeared);
    }
  }

  /**
   * Somebody else inserted the key between our lock, which found nothing to lock, and our write.
   */
  private static boolean hasAppeared(Planned planned, HeldRow now) {
    return planned.held().row().isEmpty() && now.row().isPresent();
  }

  private void fail(int index, String reason, HeldRow now) {
    Change change = wanted(index, now);
    outcomes[index] = new UploadOutcome.Failed(reason, judge.shown(change, now), change);
  }

  /** What the device will overwrite, or the server has overwritten: somebody's work. */
  private List<LostVersion> lost() {
    List<LostVersion> lost = new ArrayList<>(replaced);
    for (UploadOutcome outcome : outcomes) {
      if (outcome instanceof UploadOutcome.Conflicted conflict) {
        lost.add(new LostVersion(conflict.losing(), false, conflict.resolution().wireName()));
      } else if (outcome instanceof UploadOutcome.Failed failed) {
        lost.add(new LostVersion(failed.losing(), true, failed.description()));
      }
    }
    return lost;
  }
}
