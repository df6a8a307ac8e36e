package org.syncline.store.provision;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether a MariaDB database can be used, and keeps what it has acknowledged (hazards 16 and 41).
 */
public final class MariaDbSafety {
  private static final int OLDEST_MAJOR = 10;
  private static final int OLDEST_MINOR = 11;

  private static final Set<String> OFF = Set.of("0", "OFF");

  private static final String SETTINGS =
      "SELECT @@innodb_flush_log_at_trx_commit, @@innodb_doublewrite, @@log_bin, @@sync_binlog,"
          + " @@binlog_format, @@global.read_only, @@lower_case_table_names, DATABASE()";

  private MariaDbSafety() {}

  /** What is wrong, each with what to do about it; empty if nothing is. */
  public static List<String> problems(Connection connection) throws SQLException {
    DatabaseMetaData server = connection.getMetaData();
    String product = server.getDatabaseProductName();
    int major = server.getDatabaseMajorVersion();
    int minor = server.getDatabaseMinorVersion();
    if (!product.equals("MariaDB")
        || major < OLDEST_MAJOR
        || (major == OLDEST_MAJOR && minor < OLDEST_MINOR)) {
      return List.of(
          "it is %s %d.%d, and needs to be MariaDB %d.%d or newer"
              .formatted(product, major, minor, OLDEST_MAJOR, OLDEST_MINOR));
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SETTINGS)) {
      rows.next();
      List<String> problems = new ArrayList<>(durability(rows));
      if (!OFF.contains(rows.getString(6))) {
        problems.add(
            "it is read-only, as replicas are, which show changes late; give the address of the"
                + " primary server");
      }
      if (rows.getInt(7) != 0) {
        // cascading keys and triggers would be looked for under names spelt otherwise
        problems.add("lower_case_table_names is not 0, and must be on this server");
      }
      if (rows.getString(8) == null) {
        problems.add("the address names no database, and needs to");
      }
      return problems;
    }
  }

  private static List<String> durability(ResultSet rows) throws SQLException {
    List<String> problems = new ArrayList<>();
    if (rows.getInt(1) != 1) {
      problems.add("innodb_flush_log_at_trx_commit is not 1, and must be");
    }
    if (OFF.contains(rows.getString(2))) {
      problems.add("innodb_doublewrite is off, and must be on");
    }
    if (!OFF.contains(rows.getString(3))) {
      if (rows.getInt(4) != 1) {
        problems.add(
            "sync_binlog is not 1, and must be as long as there is a binary log, which decides"
                + " after a power failure what was committed");
      }
      if (rows.getString(5).equals("STATEMENT")) {
        problems.add(
            "binlog_format is STATEMENT, which InnoDB refuses for transactions of the kind that"
                + " uploads are; use MIXED or ROW");
      }
    }
    return problems;
  }
}
