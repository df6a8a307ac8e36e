package org.syncline.engine;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.syncline.model.Position;
import org.syncline.model.ReplicaState;
import org.syncline.model.Row;
import org.syncline.model.RowKey;

/** What a replica has seen or made itself. */
final class Known {
  /** Older than any change: a replica that has downloaded nothing has seen nothing. */
  private static final long NOTHING_SEEN = -1;

  /** More changes of one row since a device's last download are not undone in thought. */
  private static final int MOST_CHANGES = 1_000;

  private final ReplicaState replica;
  private final long anchor;

  Known(ReplicaState replica) {
    this.replica = replica;
    this.anchor = History.anchorOf(replica).map(a -> a.seq()).orElse(NOTHING_SEEN);
  }

  /** A row without a last change is as old as the database: newer than nothing, older than all. */
  boolean has(HeldRow held) {
    return held.last().map(this::has).orElse(anchor > NOTHING_SEEN);
  }

  private boolean has(Version version) {
    return version.isBy(replica.replica())
        || version.seq() <= anchor
        || replica.known().contains(version.logId());
  }

  /**
   * The row as the replica last saw it: the current one with all later changes undone. Empty if it
   * has not seen it, or not all of these changes were recorded, or it is in the middle of a
   * download: then it may have seen later states than its anchor tells.
   */
  Optional<Row> base(UploadTransaction transaction, RowKey key, Row current) {
    if (!(replica.position() instanceof Position.Following following)
        || !following.atCheckpoint()) {
      return Optional.empty();
    }
    Object[] values = new Object[current.type().width()];
    Arrays.setAll(values, current::value);
    List<PastChange> newestFirst = transaction.newestChanges(key, MOST_CHANGES);
    for (PastChange change : newestFirst) {
      if (has(change.version())) {
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

  /** As a person would say; a decimal's scale does not matter. */
  static boolean same(Object one, Object other) {
    if (one instanceof BigDecimal a && other instanceof BigDecimal b) {
      return a.compareTo(b) == 0;
    }
    return Objects.deepEquals(one, other);
  }
}
