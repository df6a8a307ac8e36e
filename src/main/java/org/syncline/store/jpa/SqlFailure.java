package org.syncline.store.jpa;

import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.syncline.store.jdbc.LostTransaction;

/** What a database says no to, by its error codes. */
enum SqlFailure {
  /** The transaction is gone, or may be; doing all of it again can succeed. */
  TRANSACTION_LOST,
  TOO_LONG,
  /** A value that its column cannot hold for another reason. */
  DOES_NOT_FIT,
  NULL_NOT_ALLOWED,
  DUPLICATE,
  /** To or from another row. */
  REFERENCE,
  /** A check, or an error that a trigger raises on purpose. */
  RULE,
  /** Nothing that a row could be the reason of. */
  OTHER;

  /** Of H2: a trigger threw what is no SQLException. */
  private static final String H2_TRIGGER = "90044";

  /** Classes that the standard leaves to others; it keeps those from 0 to 4 and from A to H. */
  private static final Pattern FREE = Pattern.compile("[5-9I-Z].*");

  /** Free classes in which databases speak of themselves. */
  private static final Set<String> OF_THE_DATABASE = Set.of("55", "58", "90", "XX");

  /** The first failure in the chain of causes that says something; OTHER if none does. */
  static SqlFailure of(Throwable failure) {
    SqlFailure found = OTHER;
    for (SQLException sql : sqlExceptions(failure)) {
      SqlFailure one = byCode(sql);
      if (one == TRANSACTION_LOST) {
        return one;
      }
      if (found == OTHER) {
        found = one;
      }
    }
    return found;
  }

  /**
   * As {@link #of}, for a failure of a statement that wrote rows: an error that says nothing of
   * what went wrong, or says it in a code of its own, is then one that a rule of the application
   * raised, such as a trigger, and belongs to the row.
   */
  static SqlFailure ofWrite(Throwable failure) {
    SqlFailure found = of(failure);
    List<SQLException> all = sqlExceptions(failure);
    boolean raised =
        !all.isEmpty()
            && all.stream().allMatch(SqlFailure::mayBeRaised)
            && chain(failure).stream().noneMatch(Error.class::isInstance);
    return found == OTHER && raised ? RULE : found;
  }

  private static boolean mayBeRaised(SQLException failure) {
    String state = failure.getSQLState();
    if (state == null || state.isEmpty()) {
      // drivers that leave the state out say it by the class
      return !(failure instanceof SQLNonTransientException)
          && !(failure instanceof SQLTransientException)
          && !(failure instanceof SQLRecoverableException);
    }
    return state.equals(H2_TRIGGER)
        || (FREE.matcher(state).matches()
            && !OF_THE_DATABASE.contains(state.substring(0, Math.min(2, state.length()))));
  }

  /** All SQL exceptions behind a failure, with those of a batch's single statements. */
  static List<SQLException> sqlExceptions(Throwable failure) {
    return chain(failure).stream()
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .toList();
  }

  /** A failure and all behind it; those of single statements before those that caused them. */
  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> found = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Throwable> open = new ArrayDeque<>();
    open.push(failure);
    while (!open.isEmpty()) {
      Throwable one = open.pop();
      if (seen.add(one)) {
        found.add(one);
        if (one.getCause() != null) {
          open.push(one.getCause());
        }
        if (one instanceof SQLException sql && sql.getNextException() != null) {
          open.push(sql.getNextException());
        }
      }
    }
    return found;
  }

  /**
   * Codes of MariaDB and MySQL, whose states say less or something else. Those of others differ: H2
   * repeats the state, and PostgreSQL has none.
   */
  private static SqlFailure byMariaDbCode(int code) {
    return switch (code) {
      case 1406 -> TOO_LONG;
      case 1264, 1265, 1292, 1366, 1411, 1690 -> DOES_NOT_FIT;
      case 1048, 1364 -> NULL_NOT_ALLOWED;
      case 1062, 1169, 1586 -> DUPLICATE;
      case 1216, 1217, 1451, 1452, 1761, 1762 -> REFERENCE;
      case 4025, 3819 -> RULE;
      default -> OTHER;
    };
  }

  /** Codes of SQL Server, of which others have none; one state serves for all broken rules. */
  private static SqlFailure bySqlServerCode(int code) {
    return switch (code) {
      // no lock in time, changed since the snapshot, transaction doomed or gone
      case 1222, 3960, 3961, 3930, 3998 -> TRANSACTION_LOST;
      case 2628, 8152 -> TOO_LONG;
      case 8115, 241, 242 -> DOES_NOT_FIT;
      case 515 -> NULL_NOT_ALLOWED;
      case 2627, 2601 -> DUPLICATE;
      default -> OTHER;
    };
  }

  private static SqlFailure byCode(SQLException failure) {
    if (LostTransaction.isToldBy(failure)) {
      return TRANSACTION_LOST;
    }
    SqlFailure found = byMariaDbCode(failure.getErrorCode());
    if (found == OTHER) {
      found = bySqlServerCode(failure.getErrorCode());
    }
    if (found != OTHER) {
      return found;
    }
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    return switch (state) {
      case "22001" -> TOO_LONG;
      case "23502" -> NULL_NOT_ALLOWED;
      case "23505" -> DUPLICATE;
      case "23503", "23506" -> REFERENCE;
      default -> byClass(state);
    };
  }

  /** The first two characters of a state say in all databases what it is about. */
  private static SqlFailure byClass(String state) {
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      // 54, of PostgreSQL: longer than an index can have it
      case "22", "54" -> DOES_NOT_FIT;
      case "09", "23", "27", "44", "45", "P0" -> RULE;
      default -> OTHER;
    };
  }
}
