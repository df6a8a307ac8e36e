package org.syncline.tenant;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.syncline.store.jdbc.Dialect;
import org.syncline.store.jdbc.MariaDbDialect;
import org.syncline.store.provision.MariaDbSafety;

final class MariaDbProduct implements ServerProduct {
  private static final int ACCESS_DENIED = 1227;

  @Override
  public Dialect dialect() {
    return new MariaDbDialect();
  }

  @Override
  public DataSource source(DatabaseAddress address) throws SQLException {
    MariaDbDataSource server = new MariaDbDataSource(address.url());
    if (address.user().isPresent()) {
      server.setUser(address.user().get());
    }
    if (address.password().isPresent()) {
      server.setPassword(address.password().get());
    }
    return server;
  }

  /** Also for tables that are being altered. */
  @Override
  public String session() {
    return MariaDbDialect.SESSION
        + ", innodb_lock_wait_timeout = 5, lock_wait_timeout = 5, idle_transaction_timeout = 120";
  }

  @Override
  public List<String> problems(Connection connection) throws SQLException {
    return MariaDbSafety.problems(connection);
  }

  @Override
  public OpenTransactions openTransactions(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT O.WHO, O.SECONDS FROM (SELECT 1) ONE LEFT JOIN ("
                    + " SELECT CONCAT('session ', T.TRX_MYSQL_THREAD_ID,"
                    + " COALESCE(CONCAT(' of user ', P.USER, ' at ', P.HOST), '')) AS WHO,"
                    + " TIMESTAMPDIFF(SECOND, CONVERT_TZ(T.TRX_STARTED, 'SYSTEM',"
                    + " @@SESSION.time_zone), NOW()) AS SECONDS"
                    + " FROM INFORMATION_SCHEMA.INNODB_TRX T LEFT JOIN"
                    + " INFORMATION_SCHEMA.PROCESSLIST P ON P.ID = T.TRX_MYSQL_THREAD_ID"
                    + " WHERE T.TRX_ROWS_MODIFIED > 0 AND (P.DB IS NULL OR P.DB = DATABASE())"
                    + " AND T.TRX_MYSQL_THREAD_ID <> CONNECTION_ID()) O"
                    + " ON TRUE ORDER BY O.SECONDS DESC LIMIT 1")) {
      row.next();
      return OpenTransactions.read(row, "");
    } catch (SQLException e) {
      if (e.getErrorCode() != ACCESS_DENIED) {
        throw e;
      }
      return new OpenTransactions(
          Optional.empty(), " that can be seen: GRANT PROCESS ON *.* to this user");
    }
  }

  @Override
  public String durability() {
    return "innodb_flush_log_at_trx_commit is 1 and innodb_doublewrite is on";
  }
}
