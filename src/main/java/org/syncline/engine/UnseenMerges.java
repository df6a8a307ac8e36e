package org.syncline.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.syncline.model.Change;
import org.syncline.model.ConflictResolution;
import org.syncline.model.ReplicaState;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.model.UploadOutcome;
import org.syncline.scope.Scope;

/**
 * Finds rows that a replica's own upload merged while its answer never arrived: then it has not
 * seen the other side's part of them, although the last change is its own. Asks the receipts, each
 * once.
 */
final class UnseenMerges {
  private final Scope scope;
  private final ReplicaState replica;
  private final UploadTransaction transaction;
  private final Map<Long, Map<RowKey, UploadOutcome.Conflicted>> merges = new HashMap<>();

  UnseenMerges(Scope scope, ReplicaState replica, UploadTransaction transaction) {
    this.scope = scope;
    this.replica = replica;
    this.transaction = transaction;
  }

  /**
   * Whether a change by the replica was such a merge.
   *
   * @param client what the replica wants now. A client may have forgotten that an answer arrived
   *     (wire reference, section 13), but its row shows it: it has the other side's part
   */
  boolean has(Change client, Version own) {
    if (replica.answered().contains(own.upload()) || !(client instanceof Change.Live live)) {
      return false;
    }
    UploadOutcome.Conflicted merge =
        merges.computeIfAbsent(own.upload(), this::mergedBy).get(client.key());
    return merge != null
        && merge.live() instanceof Change.Live merged
        && merge.losing() instanceof Change.Live other
        && !hasPartOf(other.row(), merged.row(), live.row());
  }

  private static boolean hasPartOf(Row other, Row merged, Row client) {
    return IntStream.range(0, merged.type().width())
        .filter(i -> Kept.same(merged.value(i), other.value(i)))
        .allMatch(i -> Kept.same(client.value(i), merged.value(i)));
  }

  private Map<RowKey, UploadOutcome.Conflicted> mergedBy(long upload) {
    Map<RowKey, UploadOutcome.Conflicted> found = new HashMap<>();
    transaction
        .outcomeOf(upload)
        .ifPresent(
            outcome -> {
              for (UploadOutcome one : Receipt.decode(outcome, scope).outcomes()) {
                if (one instanceof UploadOutcome.Conflicted conflict
                    && conflict.resolution() == ConflictResolution.MERGE) {
                  found.put(conflict.live().key(), conflict);
                }
              }
            });
    return found;
  }
}
