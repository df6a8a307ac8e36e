package org.syncline.tenant;

import com.zaxxer.hikari.util.DriverDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;
import org.syncline.store.jdbc.Dialect;
import org.syncline.store.jdbc.SqlServerDialect;
import org.syncline.store.provision.SqlServerSafety;

/** Experimental: never run against a server. Its driver is not part of Syncline. */
final class SqlServerProduct implements ServerProduct {
  /** No right to look at the server's state. */
  private static final Set<Integer> NOT_ALLOWED = Set.of(297, 300);

  static final String OPEN_TRANSACTIONS =
      "SELECT TOP (1) 'session ' + CAST(s.session_id AS NVARCHAR(9)) + ' of user '"
          + " + s.login_name + ', program ' + COALESCE(s.program_name, ''),"
          + " DATEDIFF(SECOND, d.database_transaction_begin_time, GETDATE())"
          + " FROM (SELECT 1 AS ONE) AS o LEFT JOIN (sys.dm_tran_database_transactions AS d"
          + " JOIN sys.dm_tran_session_transactions AS t ON t.transaction_id = d.transaction_id"
          + " JOIN sys.dm_exec_sessions AS s ON s.session_id = t.session_id)"
          + " ON d.database_id = DB_ID() AND d.database_transaction_begin_time IS NOT NULL"
          + " AND s.session_id <> @@SPID ORDER BY d.database_transaction_begin_time";

  private static final String DRIVER = "com.microsoft.sqlserver.jdbc.SQLServerDriver";

  @Override
  public Dialect dialect() {
    return new SqlServerDialect();
  }

  @Override
  public DataSource source(DatabaseAddress address) {
    Properties properties = new Properties();
    properties.setProperty("applicationName", "syncline");
    properties.setProperty("sendTimeAsDatetime", "false"); // else times are rounded
    try {
      return new DriverDataSource(
          address.url(),
          DRIVER,
          properties,
          address.user().orElse(null),
          address.password().orElse(null));
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "no driver understands syncline.database.url, %s: put Microsoft's mssql-jdbc on the server's class path, which Syncline does not bring"
              .formatted(address.url()),
          e);
    }
  }

  @Override
  public String session() {
    return SqlServerDialect.SESSION;
  }

  @Override
  public List<String> problems(Connection connection) throws SQLException {
    return SqlServerSafety.problems(connection);
  }

  /** In the order of SQL Server, which has nulls first: there is one only if there is nothing. */
  @Override
  public OpenTransactions openTransactions(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(OPEN_TRANSACTIONS)) {
      row.next();
      return OpenTransactions.read(row, "");
    } catch (SQLException e) {
      if (!NOT_ALLOWED.contains(e.getErrorCode())) {
        throw e;
      }
      return new OpenTransactions(
          Optional.empty(), "; none can be seen: GRANT VIEW SERVER STATE to this user");
    }
  }

  @Override
  public String durability() {
    return "DELAYED_DURABILITY is DISABLED";
  }
}
