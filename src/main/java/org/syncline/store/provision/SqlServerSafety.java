package org.syncline.store.provision;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a SQL Server database can be used, and keeps what it has acknowledged (hazards 16 and
 * 41). Experimental: never run against a server.
 */
public final class SqlServerSafety {
  /** Of SQL Server 2019; cloud services count their versions otherwise. */
  private static final int OLDEST_LEVEL = 150;

  private static final int ON = 1;

  private static final String SETTINGS =
      "SELECT d.compatibility_level, d.snapshot_isolation_state, d.is_read_committed_snapshot_on,"
          + " d.delayed_durability, d.is_read_only, d.name,"
          + " (SELECT CAST(c.value_in_use AS INT) FROM sys.configurations AS c"
          + " WHERE c.name = N'nested triggers'), SCHEMA_NAME()"
          + " FROM sys.databases AS d WHERE d.database_id = DB_ID()";

  private SqlServerSafety() {}

  /** What is wrong, each with what to do about it; empty if nothing is. */
  public static List<String> problems(Connection connection) throws SQLException {
    List<String> problems = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SETTINGS)) {
      rows.next();
      String set = "; ALTER DATABASE [" + rows.getString(6).replace("]", "]]") + "] SET ";
      if (rows.getInt(1) < OLDEST_LEVEL) {
        problems.add(
            "its compatibility level is %d, and needs to be %d or higher, on SQL Server 2019 or newer"
                .formatted(rows.getInt(1), OLDEST_LEVEL));
      }
      if (rows.getInt(2) != ON) {
        problems.add(
            "snapshots are not allowed, and must be" + set + "ALLOW_SNAPSHOT_ISOLATION ON");
      }
      if (rows.getInt(3) != ON) {
        problems.add(
            "reading waits for writers, and must not" + set + "READ_COMMITTED_SNAPSHOT ON");
      }
      if (rows.getInt(4) != 0) {
        problems.add(
            "commits may be acknowledged before they are on disk"
                + set
                + "DELAYED_DURABILITY = DISABLED");
      }
      if (rows.getInt(5) != 0) {
        problems.add(
            "it is read-only, as secondary replicas are, which show changes late; give the address"
                + " of the primary");
      }
      if (rows.getInt(7) != ON) {
        problems.add(
            "the server's setting 'nested triggers' is off, so what other triggers write would go"
                + " unseen; EXEC sp_configure 'nested triggers', 1");
      }
      if (rows.getString(8) == null) {
        problems.add("the user has no schema, and needs to");
      }
    }
    return problems;
  }
}
