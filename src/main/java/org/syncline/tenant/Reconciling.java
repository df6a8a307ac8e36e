package org.syncline.tenant;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.syncline.engine.TransactionLostException;
import org.syncline.store.jdbc.Reconcile;
import org.syncline.store.jdbc.ReconcileRun;

/**
 * Reconciles in the background, a little at a time, so that neither the database nor other work in
 * the background has to wait for the end of a large table. Safe for many threads.
 */
final class Reconciling {
  private static final Logger LOG = Logger.getLogger(Reconciling.class.getName());

  private static final Duration AT_A_TIME = Duration.ofMillis(500);

  private final Reconcile reconcile;
  private final Duration period;

  /** Null: none. */
  private volatile ReconcileRun running;

  private volatile boolean idle;

  /** Tables in which something is amiss; they wait until others have had their turn. */
  private final Set<String> failed = new HashSet<>();

  /**
   * @param period after which a table's time has come again; zero: never
   */
  Reconciling(Reconcile reconcile, Duration period) {
    this.reconcile = reconcile;
    this.period = period;
  }

  /** Looks for what is due with the next {@link #goOn}, which otherwise only goes on. */
  void look() {
    idle = false;
  }

  /** Does some of the work that there is. */
  synchronized void goOn() {
    long began = System.nanoTime();
    boolean moving = true;
    while (moving && hasWork() && System.nanoTime() - began < AT_A_TIME.toNanos()) {
      moving = step();
    }
  }

  private boolean hasWork() {
    if (running == null && !idle && !period.isZero()) {
      running = reconcile.beginWhatIsDue(period, failed).orElse(null);
      idle = running == null;
      if (idle) {
        failed.clear();
        reconcile.end();
      }
    }
    return running != null;
  }

  /** Whether there is a point in going on at once. */
  private boolean step() {
    try {
      if (!running.next()) {
        tell(running);
        running = null;
      }
      return true;
    } catch (TransactionLostException e) {
      LOG.log(Level.FINE, "others were in the way; the run goes on where it was", e);
      return false;
    } catch (RuntimeException e) {
      failed.add(running.table());
      running = null;
      throw e;
    }
  }

  private static void tell(ReconcileRun run) {
    if (run.logged() > 0) {
      LOG.warning(
          () ->
              "%d changes of table %s were not seen by its triggers, as after TRUNCATE, a bulk load, or while triggers were off: devices are told of them now"
                  .formatted(run.logged(), run.table()));
    } else if (run.isFirst()) {
      LOG.info(
          () ->
              "%d rows of table %s are known now: changes that its triggers do not see will be found"
                  .formatted(run.looked(), run.table()));
    }
  }

  /** When it was last done, and what came of it. */
  Check check(Connection connection) throws SQLException {
    if (period.isZero()) {
      return Check.passed("Reconcile", "never, as syncline.reconcile-hours says");
    }
    List<Reconcile.Last> tables = reconcile.last(connection);
    List<String> waiting =
        tables.stream().filter(t -> t.ended().isEmpty()).map(Reconcile.Last::table).toList();
    Optional<Instant> oldest =
        tables.stream().flatMap(t -> t.ended().stream()).min(Instant::compareTo);
    long looked = tables.stream().mapToLong(Reconcile.Last::looked).sum();
    String differences =
        String.join(
            ", ",
            tables.stream()
                .filter(t -> t.logged() > 0)
                .map(t -> t.logged() + " in " + t.table())
                .toList());
    ReconcileRun now = running;
    return Check.passed(
        "Reconcile",
        "every %d hours; the last runs %s, looked at %d rows and logged %s%s%s"
            .formatted(
                period.toHours(),
                oldest
                    .map(at -> "ended at " + at.truncatedTo(ChronoUnit.SECONDS) + " or later")
                    .orElse("have not ended yet"),
                looked,
                differences.isEmpty() ? "no differences" : "differences: " + differences,
                waiting.isEmpty() ? "" : "; not yet known: " + String.join(", ", waiting),
                now == null
                    ? ""
                    : "; now at %s, %d rows so far".formatted(now.table(), now.looked())));
  }
}
