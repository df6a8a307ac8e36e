package org.syncline.tenant;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.syncline.store.jdbc.Dialect;
import org.syncline.store.jdbc.PostgresDialect;
import org.syncline.store.provision.PostgresSafety;

final class PostgresProduct implements ServerProduct {
  /** Else the driver would hold all rows of a result in memory, and rows may be large. */
  private static final int FETCHED_ROWS = 64;

  @Override
  public Dialect dialect() {
    return new PostgresDialect();
  }

  @Override
  public DataSource source(DatabaseAddress address) {
    PGSimpleDataSource server = new PGSimpleDataSource();
    try {
      server.setURL(address.url());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "syncline.database.url is no address that the driver understands: " + address.url(), e);
    }
    address.user().ifPresent(server::setUser);
    address.password().ifPresent(server::setPassword);
    server.setApplicationName("syncline");
    server.setTcpKeepAlive(true);
    server.setDefaultRowFetchSize(FETCHED_ROWS);
    return server;
  }

  @Override
  public String session() {
    return "SELECT set_config('lock_timeout', '5s', false),"
        + " set_config('idle_in_transaction_session_timeout', '120s', false)";
  }

  @Override
  public List<String> problems(Connection connection) throws SQLException {
    return PostgresSafety.problems(connection);
  }

  @Override
  public OpenTransactions openTransactions(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT O.WHO, EXTRACT(EPOCH FROM clock_timestamp() - O.SINCE)::bigint,"
                    + " pg_has_role('pg_read_all_stats', 'USAGE') FROM (SELECT 1) ONE LEFT JOIN ("
                    + " SELECT format('session %s of user %s, program %s', pid, usename,"
                    + " application_name) AS WHO, xact_start AS SINCE FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND backend_xid IS NOT NULL"
                    + " AND pid <> pg_backend_pid()"
                    + " UNION ALL SELECT format('prepared transaction %s of user %s', gid, owner),"
                    + " prepared FROM pg_prepared_xacts WHERE database = current_database()) O"
                    + " ON TRUE ORDER BY O.SINCE FETCH FIRST 1 ROWS ONLY")) {
      row.next();
      return OpenTransactions.read(
          row,
          row.getBoolean(3)
              ? ""
              : "; those of other users cannot be seen: GRANT pg_read_all_stats to this one");
    }
  }

  @Override
  public String durability() {
    return "fsync, full_page_writes and synchronous_commit are on";
  }
}
