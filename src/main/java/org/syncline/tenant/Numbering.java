package org.syncline.tenant;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.syncline.engine.TransactionLostException;
import org.syncline.model.SyncException;
import org.syncline.store.jdbc.Sequencer;

/** The passes that the background makes, and whether they get anywhere. Safe for many threads. */
final class Numbering {
  /** A bulk change may leave more behind for a while, as long as passes are made. */
  private static final int MOST_WAITING = 100_000;

  /**
   * A pass numbers so much at a time that it takes seconds; the next one follows at once, or a
   * second later.
   */
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

  /**
   * A pass that lost its locks, its turn or a connection is made again a second later, and
   * downloads do without for a while: one long transaction must not take the server out of service.
   */
  private static final Duration LONGEST_LOSS = Duration.ofMinutes(5);

  private final Sequencer sequencer;
  private final InstantSource clock;
  private volatile Instant passed;

  /** All that was committed before has its number. */
  private volatile Instant complete;

  /** Null: the last pass went through. */
  private volatile Failures failing;

  Numbering(Sequencer sequencer, InstantSource clock) {
    this.sequencer = sequencer;
    this.clock = clock;
    this.passed = clock.instant();
    this.complete = passed;
  }

  void pass() {
    try {
      Instant began = clock.instant();
      boolean more = sequencer.numberMany(() -> passed = clock.instant());
      if (!more) {
        complete = began;
      }
      passed = clock.instant();
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
            ? new Failures(clock.instant(), !passing)
            : new Failures(before.since, before.broken || !passing);
  }

  /**
   * The log has no times, so that clocks order nothing; a call that numbers all leaves nothing
   * older than itself.
   */
  Backlog backlog(Connection connection) throws SQLException {
    int waiting = sequencer.waiting(connection, MOST_WAITING + 1);
    return waiting == 0
        ? Backlog.NONE
        : new Backlog(waiting, Duration.between(complete, clock.instant()));
  }

  /** Why a pass failed is in the log only: it may quote statements and values. */
  Check check(Connection connection) throws SQLException {
    Backlog backlog = backlog(connection);
    int waiting = backlog.waiting();
    Failures failures = failing;
    if (failures != null && (failures.broken || isOver(failures.since, LONGEST_LOSS))) {
      return Check.failed(
          "Sequencer",
          CheckResult.CHANGES_NOT_NUMBERED,
          "%s changes wait for a number, and every attempt since %s has failed; the server's log says why"
              .formatted(text(waiting), failures.since.truncatedTo(ChronoUnit.SECONDS)));
    }
    if (waiting > MOST_WAITING && isOver(passed, LONGEST_SILENCE)) {
      return Check.failed(
          "Sequencer",
          CheckResult.CHANGES_NOT_NUMBERED,
          "%s changes wait for a number, and no pass has ended since %s"
              .formatted(text(waiting), passed.truncatedTo(ChronoUnit.SECONDS)));
    }
    return Check.passed(
        "Sequencer", text(waiting) + " changes wait for a number" + oldest(backlog));
  }

  private String oldest(Backlog backlog) {
    String last = "; the last pass ended at " + passed.truncatedTo(ChronoUnit.SECONDS);
    return backlog.waiting() == 0
        ? last
        : ", none for more than " + backlog.oldest().toMillis() + " ms" + last;
  }

  private boolean isOver(Instant since, Duration most) {
    return since.plus(most).isBefore(clock.instant());
  }

  private static String text(int waiting) {
    return waiting > MOST_WAITING ? "more than " + MOST_WAITING : String.valueOf(waiting);
  }

  /**
   * Passes that failed one after another.
   *
   * @param broken whether one of them failed for a reason that does not pass by itself
   */
  private record Failures(Instant since, boolean broken) {}
}
