package org.syncline.engine;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.syncline.model.ErrorCode;
import org.syncline.model.Line;
import org.syncline.model.Position;
import org.syncline.model.ReplicaState;
import org.syncline.model.RowKey;
import org.syncline.model.SyncException;
import org.syncline.model.UploadedChange;
import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.Scope;

/**
 * Applies uploads: each as one transaction that begins with its receipt and ends with it, so that
 * it is applied once however often it is sent. Safe for use by many threads.
 */
public final class Uploads {
  private final UploadStore store;
  private final FeedStore feeds;
  private final ConflictPolicy policy;

  /**
   * @param feeds of the same database, for uploads that change nothing
   */
  public Uploads(UploadStore store, FeedStore feeds, ConflictPolicy policy) {
    this.store = store;
    this.feeds = feeds;
    this.policy = policy;
  }

  /**
   * Applies an upload, or finds its receipt. A transaction that the database gives up is done again
   * as a whole, since earlier rows may be gone with it (hazard 23).
   *
   * @throws SyncException UNKNOWN_REPLICA if the state is of another history or too old; BUSY if
   *     every try of 10 s ran into locks; then nothing was applied
   */
  public Upload upload(Scope scope, UploadRequest request) {
    byte[] hash = UploadHash.of(scope, request);
    Pauses pauses = new Pauses();
    while (true) {
      try {
        return request.changes().isEmpty()
            ? unchanged(scope, request)
            : attempt(scope, request, hash);
      } catch (TransactionLostException e) {
        if (!pauses.worthAnother()) {
          throw new SyncException(
              ErrorCode.BUSY,
              "rows of this upload are being changed by others; nothing was applied, send it again",
              e);
        }
        pauses.pause();
      }
    }
  }

  /** Without a transaction that writes, for which it might have to wait. */
  private Upload unchanged(Scope scope, UploadRequest request) {
    List<Object> parameters =
        request.replica().map(ReplicaState::parameters).orElse(request.parameters());
    try (FeedSnapshot snapshot = feeds.open(scope, parameters)) {
      ReplicaState replica = replicaOf(request, snapshot);
      History.check(snapshot, replica);
      return new Upload(replica, List.of());
    }
  }

  private static ReplicaState replicaOf(UploadRequest request, Past past) {
    return request
        .replica()
        .orElseGet(() -> ReplicaState.fresh(UUID.randomUUID(), past.epoch(), request.parameters()));
  }

  private Upload attempt(Scope scope, UploadRequest request, byte[] hash) {
    try (UploadTransaction transaction = store.begin(scope)) {
      ReplicaState sender = replicaOf(request, transaction);
      History.check(transaction, sender);
      boolean copied = isCopied(transaction, sender);
      ReplicaState replica = copied ? sender.renamed(UUID.randomUUID()) : sender;
      Claim claim = claim(transaction, hash, replica);
      long repeated = 0;
      if (claim instanceof Claim.Again again) {
        List<Version> last = lastChanges(transaction, request.changes());
        if (claim(transaction, hash, replica).number() != again.number()) {
          throw new TransactionLostException(
              "it was applied anew while its rows were locked", null);
        }
        if (copied || !isSentAnew(transaction, again, replica, request, scope)) {
          Receipt receipt = Receipt.decode(again.outcome(), scope);
          return request.replica().isPresent()
              ? answer(replica.renamed(again.replica()), again.number(), receipt)
              : repeatedWithoutBlob(replica, again, receipt, last);
        }
        repeated = again.number();
        claim =
            transaction.reclaim(hash, replica.replica(), replica.upload(), replica.line().node());
      }
      Receipt receipt =
          new UploadRun(scope, replica, policy, transaction, request, repeated).apply();
      // whose history was purged meanwhile may have been judged without it
      History.check(transaction, sender);
      transaction.complete(claim.number(), receipt.encode(scope));
      transaction.commit();
      return answer(replica, claim.number(), receipt);
    }
  }

  /**
   * Somebody has uploaded under this replica's name what this replica knows nothing of. From here
   * on the two have different names, or each would take the other's changes for its own and
   * overwrite them unseen (hazard 29). Its own changes that it has had answers for stay its own.
   */
  private static boolean isCopied(Past past, ReplicaState replica) {
    OptionalInt last = past.lastUploadFrom(replica.replica());
    return last.isPresent() && !replica.line().has(last.getAsInt());
  }

  private static Claim claim(UploadTransaction transaction, byte[] hash, ReplicaState replica) {
    return transaction.claim(hash, replica.replica(), replica.upload(), replica.line().node());
  }

  /**
   * An equal upload was applied before, but since then this replica sent some of the same rows
   * again, with a blob that does not know of the first one. Clients that do not keep the blobs of
   * upload answers do that: they set a value, change it, and set it back (wire reference, section
   * 13). A try to send the first one again would have come before the second.
   */
  private static boolean isSentAnew(
      UploadTransaction transaction,
      Claim.Again again,
      ReplicaState replica,
      UploadRequest request,
      Scope scope) {
    Set<Integer> rows =
        request.changes().stream()
            .map(change -> Receipt.digest(scope, change.key()))
            .collect(Collectors.toSet());
    return transaction.outcomesUnaware(replica.replica(), again.number()).stream()
        .anyMatch(later -> !Collections.disjoint(Receipt.decode(later, scope).rows(), rows));
  }

  private static List<Version> lastChanges(
      UploadTransaction transaction, List<UploadedChange> changes) {
    List<RowKey> keys = changes.stream().map(UploadedChange::key).toList();
    return transaction.hold(keys).values().stream().flatMap(h -> h.last().stream()).toList();
  }

  /**
   * A replica without a blob had another name the first time, which must not be given out again: an
   * equal upload may be another device's. But it has seen what the first one wrote.
   */
  private static Upload repeatedWithoutBlob(
      ReplicaState replica, Claim.Again again, Receipt receipt, List<Version> last) {
    Set<Long> known = new LinkedHashSet<>(receipt.shown());
    last.stream()
        .filter(v -> v.isBy(again.replica()) && v.upload() == again.number())
        .forEach(v -> known.add(v.logId()));
    ReplicaState begun = begun(replica, receipt);
    return new Upload(begun.at(begun.position(), mostOf(known)), receipt.outcomes());
  }

  private static Upload answer(ReplicaState replica, long number, Receipt receipt) {
    // what was shown just now matters most; of the others the oldest have likely been passed
    Set<Long> known = new LinkedHashSet<>(receipt.shown());
    replica.known().stream().sorted(Comparator.reverseOrder()).forEach(known::add);
    Line line = replica.line().next(OptionalInt.of(replica.line().node()));
    ReplicaState next = begun(replica, receipt).acknowledged(number, mostOf(known)).on(line);
    return new Upload(next, receipt.outcomes());
  }

  /**
   * The first run of a replica that uploads before it begins here, with all tables to come: else it
   * would never hear what becomes of the rows in this answer until then, deletions above all.
   */
  private static ReplicaState begun(ReplicaState replica, Receipt receipt) {
    if (replica.position() instanceof Position.Start) {
      Position first = new Position.Loading(receipt.head(), 0, List.of());
      return replica.at(first, replica.known());
    }
    return replica;
  }

  private static Set<Long> mostOf(Set<Long> known) {
    return known.stream().limit(ReplicaState.MOST_KNOWN).collect(Collectors.toSet());
  }
}
