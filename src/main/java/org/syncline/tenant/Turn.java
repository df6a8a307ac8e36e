package org.syncline.tenant;

import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The right to write, which one thread has at a time; the others stand in line for it. A thread
 * that has it may open further transactions. Safe for use by many threads.
 */
final class Turn {
  private final ReentrantLock mutex = new ReentrantLock();

  /** Those who wait, next one first. */
  private final List<Condition> line = new ArrayList<>();

  private Thread owner;
  private int transactions;

  /** Whether the last one out of the line went before others who stood there. */
  private boolean overtook;

  /**
   * Waits for the turn and takes it.
   *
   * @throws SQLTransactionRollbackException when the time is over
   * @throws SQLTransientConnectionException when the line is too long
   */
  void take(Patience patience) throws SQLException {
    mutex.lock();
    try {
      if (owner == Thread.currentThread()) {
        transactions++;
        return;
      }
      if (owner != null || !line.isEmpty()) {
        await(patience);
      }
      owner = Thread.currentThread();
      transactions = 1;
    } finally {
      mutex.unlock();
    }
  }

  private void await(Patience patience) throws SQLException {
    if (line.size() >= patience.mostAhead) {
      throw new SQLTransientConnectionException(
          "more than " + patience.mostAhead + " transactions wait for their turn already");
    }
    Condition mine = mutex.newCondition();
    line.add(patience.urgent ? front() : line.size(), mine);
    try {
      long nanos = patience.time.toNanos();
      while (owner != null || line.get(0) != mine) {
        if (nanos <= 0) {
          throw new SQLTransactionRollbackException(
              "others were writing for " + patience.time.toMillis() + " ms", "40001");
        }
        nanos = mine.awaitNanos(nanos);
      }
      overtook = patience.urgent && line.size() > 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransactionRollbackException(
          "interrupted while others were writing", "40001", e);
    } finally {
      line.remove(mine);
      if (owner == null) {
        callNext(); // for whoever came to the front when this one left
      }
    }
  }

  /** Those who are urgent and many must not keep the others waiting for ever. */
  private int front() {
    return overtook ? Math.min(1, line.size()) : 0;
  }

  /** By any thread, once for each {@link #take}. */
  void giveBack() {
    mutex.lock();
    try {
      transactions--;
      if (transactions == 0) {
        owner = null;
        callNext();
      }
    } finally {
      mutex.unlock();
    }
  }

  private void callNext() {
    if (!line.isEmpty()) {
      line.get(0).signal();
    }
  }

  /**
   * How much waiting is worth it.
   *
   * @param time after which to give up
   * @param mostAhead in line, or not to wait at all
   * @param urgent whether everybody who waits gains when this one goes first
   */
  record Patience(Duration time, int mostAhead, boolean urgent) {
    /** At the end of the line. */
    static Patience of(Duration time, int mostAhead) {
      return new Patience(time, mostAhead, false);
    }

    /** At its front. */
    static Patience urgent(Duration time) {
      return new Patience(time, Integer.MAX_VALUE, true);
    }

    /** Of who has gone first once already. */
    Patience ordinary() {
      return new Patience(time, mostAhead, false);
    }
  }
}
