package org.syncline.tenant;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.syncline.store.jdbc.Dialect;
import org.syncline.store.jdbc.MariaDbDialect;
import org.syncline.store.provision.MariaDbSafety;

final class MariaDbProduct implements ServerProduct {
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
  public String durability() {
    return "innodb_flush_log_at_trx_commit is 1 and innodb_doublewrite is on";
  }
}
