package org.syncline.store.provision;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.engine.Session;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;

/** Whether an H2 database keeps what it has acknowledged when its process is killed (hazard 41). */
public final class H2Durability {
  /** H2's own default, which applies when nothing is set. */
  private static final int DEFAULT_DELAY_MILLIS = 500;

  private H2Durability() {}

  /**
   * What the database does at this moment: milliseconds for which a committed transaction may wait
   * in memory; 0 is safe. It can differ from what is stored, because H2 forgets that when it opens
   * a file.
   *
   * @param connection to a database that runs in this process
   */
  public static int runningWriteDelayMillis(Connection connection) throws SQLException {
    Session session = connection.unwrap(JdbcConnection.class).getSession();
    return ((SessionLocal) session).getDatabase().getStore().getMvStore().getAutoCommitDelay();
  }

  /** What the file says: milliseconds for which a committed transaction may wait in memory. */
  public static int storedWriteDelayMillis(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS"
                    + " WHERE SETTING_NAME = 'WRITE_DELAY'")) {
      return rows.next() ? Integer.parseInt(rows.getString(1)) : DEFAULT_DELAY_MILLIS;
    }
  }
}
