package org.syncline.tenant;

import java.sql.Connection;
import java.sql.SQLException;
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
  public String durability() {
    return "fsync, full_page_writes and synchronous_commit are on";
  }
}
