package org.syncline.tenant;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.syncline.store.jdbc.Dialect;

/** What differs between the products that a {@link ServerDatabase} may be of. Stateless. */
interface ServerProduct {
  static ServerProduct of(DatabaseAddress address) {
    if (address.isSqlServer()) {
      return new SqlServerProduct();
    }
    return address.isMariaDb() ? new MariaDbProduct() : new PostgresProduct();
  }

  Dialect dialect();

  /**
   * Where connections come from; the driver by its class, since one inside a WAR is not found by
   * address.
   *
   * @throws IllegalStateException with a sentence for the operator if the driver does not
   *     understand the address
   * @throws SQLException if the driver looks for the server already and does not find it
   */
  DataSource source(DatabaseAddress address) throws SQLException;

  /**
   * A statement that every connection begins with. An upload that cannot have a row lets others
   * pass and tries again, so it waits for seconds; a transaction that does nothing for minutes,
   * because this process hangs, must not keep its rows for ever.
   */
  String session();

  /** Why the database must not be used, each with what to do about it; empty if it may be. */
  List<String> problems(Connection connection) throws SQLException;

  /** Of this database, but for the connection's own. */
  OpenTransactions openTransactions(Connection connection) throws SQLException;

  /** What is set up so that a commit is on disk before its answer. */
  String durability();
}
