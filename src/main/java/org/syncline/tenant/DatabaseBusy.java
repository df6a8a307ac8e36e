package org.syncline.tenant;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** Tells failures that pass by themselves from others, for transactions of the application. */
public final class DatabaseBusy {
  private DatabaseBusy() {}

  /**
   * Whether a request failed because its transaction lost its locks, its turn or a connection to
   * others: nothing was stored, and the same request can succeed a moment later.
   */
  public static boolean causes(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException) {
        return true;
      }
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && (sql.getSQLState().startsWith("40") || sql.getSQLState().equals("55P03"))) {
        return true;
      }
    }
    return false;
  }
}
