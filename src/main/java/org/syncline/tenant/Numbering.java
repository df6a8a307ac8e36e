package org.syncline.tenant;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.syncline.engine.TransactionLostException;
import org.syncline.model.SyncException;
import org.syncline.store.jdbc.Sequencer;

/** The passes that the background makes, and whether they get anywhere. Safe for many threads. */
final class Numbering {
  /** What a bulk change leaves behind for a moment is less; more means that nothing moves. */
  private static final int MOST_WAITING = 100_000;

  /** A pass that lost its locks or found no connection is made again a second later. */
  private static final int MOST_LOST = 3;

  private final Sequencer sequencer;

  /** Null: the last pass went through. */
  private volatile Failures failing;

  Numbering(Sequencer sequencer) {
    this.sequencer = sequencer;
  }

  void pass() {
    try {
      sequencer.number();
      failing = null;
    } catch (RuntimeException e) {
      failed(e instanceof TransactionLostException || e instanceof SyncException);
      throw e;
    }
  }

  private synchronized void failed(boolean passing) {
    Failures before = failing;
    failing =
        before == null
            ? new Failures(Instant.now(), 1, !passing)
            : new Failures(before.since, before.times + 1, before.broken || !passing);
  }

  /** Why a pass failed is in the log only: it may quote statements and values. */
  Check check(Connection connection) throws SQLException {
    int waiting = waiting(connection);
    Failures failures = failing;
    if (failures != null && (failures.broken || failures.times >= MOST_LOST)) {
      return new Check(
          "Sequencer",
          false,
          "%s changes wait for a number, and every attempt since %s has failed; the server's log says why"
              .formatted(text(waiting), failures.since.truncatedTo(ChronoUnit.SECONDS)));
    }
    boolean few = waiting <= MOST_WAITING;
    return new Check(
        "Sequencer",
        few,
        text(waiting)
            + " changes wait for a number"
            + (few ? "" : "; if they do not become fewer, look into the server's log"));
  }

  private static String text(int waiting) {
    return waiting > MOST_WAITING ? "more than " + MOST_WAITING : String.valueOf(waiting);
  }

  private static int waiting(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT COUNT(*) FROM (SELECT 1 FROM SYNCLINE_LOG WHERE SEQ IS NULL"
                + " FETCH FIRST ? ROWS ONLY)")) {
      statement.setInt(1, MOST_WAITING + 1);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  /**
   * Passes that failed one after another.
   *
   * @param broken whether one of them failed for a reason that does not pass by itself
   */
  private record Failures(Instant since, int times, boolean broken) {}
}
