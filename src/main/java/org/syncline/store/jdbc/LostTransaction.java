package org.syncline.store.jdbc;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What databases say when a transaction is, or may be, rolled back, and doing all of it again can
 * succeed: what a commit came to is in the receipt, which the next try looks for. Their codes do
 * not contradict each other, so one list is good for all.
 */
public final class LostTransaction {
  /**
   * Classes of states: connection lost, rolled back, something is used up, stopped by an operator.
   */
  private static final Set<String> CLASSES = Set.of("08", "40", "53", "57");

  /**
   * Of H2: no lock in time, concurrent update, row not found when deleting, savepoint gone with the
   * transaction, database or connection closed. Of PostgreSQL: no lock in time, aborted by an
   * earlier error.
   */
  private static final Set<String> STATES =
      Set.of(
          "HYT00", "90131", "90112", "90063", "90007", "90067", "90098", "90121", "55P03", "25P02");

  /**
   * Of MariaDB, whose states say less: deadlock, no lock in time, none for the next id, changed
   * since it was read, killed, stopped, too slow, shutting down. Other databases have no such
   * codes.
   */
  private static final Set<Integer> MARIADB_CODES =
      Set.of(1213, 1205, 1467, 1020, 1927, 1317, 1969, 1053);

  /**
   * Of SQL Server: no lock in time, changed since the snapshot, table altered since, versions of
   * rows gone; transaction doomed, or gone with its savepoints; session killed. Experimental.
   */
  private static final Set<Integer> SQL_SERVER_CODES =
      Set.of(1222, 3960, 3961, 3958, 3966, 3930, 3931, 3998, 3902, 3903, 628, 6401, 3971, 596);

  private static final int MARIADB_NO_SUCH_THING = 1305;

  private LostTransaction() {}

  /** Whether this failure says so itself. */
  public static boolean isToldBy(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    return MARIADB_CODES.contains(failure.getErrorCode())
        || SQL_SERVER_CODES.contains(failure.getErrorCode())
        || STATES.contains(state)
        || CLASSES.contains(state.substring(0, Math.min(2, state.length())))
        || isSavepointGone(failure);
  }

  /** It went with the transaction, which a deadlock has rolled back (hazard 23). */
  private static boolean isSavepointGone(SQLException failure) {
    return failure.getErrorCode() == MARIADB_NO_SUCH_THING
        && failure.getMessage() != null
        && failure.getMessage().contains("SAVEPOINT");
  }

  /** Whether the failure, or what it was caused by, says so. */
  public static boolean isBehind(Throwable failure) {
    return any(failure, LostTransaction::isToldBy);
  }

  /**
   * Whether a transaction did not even begin, since others had all connections, or the turn.
   * MariaDB's driver has the same class for all that it knows no other for, a trigger's SIGNAL
   * among it, but never without a state.
   */
  public static boolean isWaitingInVain(Throwable failure) {
    return any(
        failure, e -> e instanceof SQLTransientConnectionException && e.getSQLState() == null);
  }

  private static boolean any(Throwable failure, Predicate<SQLException> says) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && says.test(sql)) {
        return true;
      }
    }
    return false;
  }
}
