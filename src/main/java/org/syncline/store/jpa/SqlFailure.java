package org.syncline.store.jpa;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

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

  /** Of H2: concurrent update, row not found when deleting, database or connection closed. */
  private static final Set<String> H2_LOST =
      Set.of("90131", "90112", "90007", "90067", "90098", "90121");

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

  /** All SQL exceptions behind a failure, with those of a batch's single statements. */
  static List<SQLException> sqlExceptions(Throwable failure) {
    List<SQLException> found = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        for (SQLException next = sql; next != null; next = next.getNextException()) {
          found.add(next);
        }
      }
    }
    return found;
  }

  private static SqlFailure byCode(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    if (H2_LOST.contains(state) || state.startsWith("HYT") || state.equals("55P03")) {
      return TRANSACTION_LOST;
    }
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
      case "40", "08", "57", "53" -> TRANSACTION_LOST;
      case "22" -> DOES_NOT_FIT;
      case "09", "23", "27", "44", "45", "P0" -> RULE;
      default -> OTHER;
    };
  }
}
