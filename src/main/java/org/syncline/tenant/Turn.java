package org.syncline.tenant;

import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The right to write, which one thread has at a time; the others stand in line for it. A thread
 * that has it may open further transactions. Safe for use by many threads.
 */
final class Turn {
  private final Semaphore free = new Semaphore(1, true);
  private Thread owner;
  private int transactions;

  /**
   * @throws SQLTransactionRollbackException when the time is over
   * @throws SQLTransientConnectionException when the line is too long
   */
  void take(Patience patience) throws SQLException {
    if (isTakenAgain()) {
      return;
    }
    if (free.getQueueLength() >= patience.mostAhead) {
      throw new SQLTransientConnectionException(
          "more than " + patience.mostAhead + " transactions wait for their turn already");
    }
    try {
      if (!free.tryAcquire(patience.time.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new SQLTransactionRollbackException(
            "others were writing for " + patience.time.toMillis() + " ms", "40001");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransactionRollbackException(
          "interrupted while others were writing", "40001", e);
    }
    begin();
  }

  private synchronized boolean isTakenAgain() {
    if (owner == Thread.currentThread()) {
      transactions++;
      return true;
    }
    return false;
  }

  private synchronized void begin() {
    owner = Thread.currentThread();
    transactions = 1;
  }

  /** By any thread, once for each {@link #take}. */
  synchronized void giveBack() {
    transactions--;
    if (transactions == 0) {
      owner = null;
      free.release();
    }
  }

  /**
   * How much waiting is worth it.
   *
   * @param time after which to give up
   * @param mostAhead in line, or not to wait at all
   */
  record Patience(Duration time, int mostAhead) {
    /** As long as the line may be. */
    static Patience of(Duration time) {
      return new Patience(time, Integer.MAX_VALUE);
    }
  }
}
