package org.syncline.model;

import java.util.List;

/** How far a replica's download has come. */
public sealed interface Position {

  /** Nothing downloaded yet; the next download begins the first run. */
  record Start() implements Position {}

  /**
   * In the middle of the first run.
   *
   * @param from fixed before the first row was read; changes after it follow when the tables are
   *     done
   * @param table rank in the scope of the table being read
   * @param after key of the last row sent of that table; empty before its first row
   */
  record Loading(Anchor from, int table, List<Object> after) implements Position {
    public Loading {
      after = List.copyOf(after);
    }
  }

  /**
   * The first run is done.
   *
   * @param anchor has everything up to here
   * @param gap numbers between the anchor and the newest one when the last batch ended with more to
   *     come; 0 when it did not
   * @param growth how often the batch was doubled since, because the gap did not shrink; at most
   *     {@link #MOST_GROWTH}, and {@link ReplicaState#batchBytes} bounds what comes of it
   */
  record Following(Anchor anchor, long gap, int growth) implements Position {
    /** From the smallest batch that can be set to {@link ReplicaState#MOST_GROWN_BYTES}. */
    public static final int MOST_GROWTH = 14;

    /** Of a batch that ended where numbers ended: no later gap is larger. */
    public static final long UNKNOWN_GAP = Long.MAX_VALUE;

    public Following {
      if (gap < 0 || growth < 0 || growth > MOST_GROWTH) {
        throw new IllegalArgumentException("gap " + gap + ", growth " + growth);
      }
    }

    /** Whether the last batch ended at a checkpoint, so that nothing newer than that was seen. */
    public boolean atCheckpoint() {
      return gap == 0;
    }

    /** Has everything up to an anchor, and nothing more was to come. */
    public Following(Anchor anchor) {
      this(anchor, 0, 0);
    }
  }
}
