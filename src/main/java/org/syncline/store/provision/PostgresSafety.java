package org.syncline.store.provision;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a PostgreSQL database can be used, and keeps what it has acknowledged (hazards 16 and
 * 41).
 */
public final class PostgresSafety {
  /** The first that can replace a trigger, as the server counts. */
  private static final int OLDEST = 140_000;

  private static final String SETTINGS =
      "SELECT current_setting('server_version_num')::int, current_setting('server_version'),"
          + " current_setting('fsync'), current_setting('full_page_writes'),"
          + " current_setting('synchronous_commit'), pg_is_in_recovery(), current_schema()";

  private PostgresSafety() {}

  /** What is wrong, each with what to do about it; empty if nothing is. */
  public static List<String> problems(Connection connection) throws SQLException {
    List<String> problems = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SETTINGS)) {
      rows.next();
      if (rows.getInt(1) < OLDEST) {
        problems.add("it is PostgreSQL " + rows.getString(2) + ", and needs to be 14 or newer");
      }
      if (!rows.getString(3).equals("on")) {
        problems.add("fsync is off, and must be on in postgresql.conf");
      }
      if (!rows.getString(4).equals("on")) {
        problems.add("full_page_writes is off, and must be on in postgresql.conf");
      }
      if (rows.getString(5).equals("off")) {
        problems.add(
            "synchronous_commit is off, and must not be, whether in postgresql.conf or for this"
                + " database or user");
      }
      if (rows.getBoolean(6)) {
        problems.add(
            "it is a standby, which shows changes late and in another order; give the address of"
                + " the primary server");
      }
      if (rows.getString(7) == null) {
        problems.add("the user's search_path names no schema that there is, and needs to");
      }
    }
    return problems;
  }
}
