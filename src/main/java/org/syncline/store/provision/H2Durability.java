package org.syncline.store.provision;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Whether an H2 database keeps what it has acknowledged when its process is killed (hazard 41). */
public final class H2Durability {
  /** H2's own default, which applies when nothing is set. */
  private static final int DEFAULT_DELAY_MILLIS = 500;

  private H2Durability() {}

  /** Milliseconds for which a committed transaction may wait in memory; 0 is safe. */
  public static int writeDelayMillis(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS"
                    + " WHERE SETTING_NAME = 'WRITE_DELAY'")) {
      return rows.next() ? Integer.parseInt(rows.getString(1)) : DEFAULT_DELAY_MILLIS;
    }
  }
}
