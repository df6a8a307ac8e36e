package org.syncline.tenant;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.syncline.store.jdbc.Dialect;

/** A tenant's database and the connections to it. Safe for use by many threads. */
interface Database extends AutoCloseable {
  Dialect dialect();

  /** For whoever has work to do. */
  DataSource pool();

  /**
   * The same connections for whoever numbers changes, which all others gain from.
   *
   * @param patience how long waiting for others is worth it
   */
  DataSource numberingPool(Duration patience);

  /**
   * Does what finds out by failing statements whether tables and columns are there, as EclipseLink
   * does at each start; no log of the database should fill up with these.
   */
  default <T> T probing(Supplier<T> work) {
    return work.get();
  }

  /** What an operator knows it by, without anything secret. */
  String name();

  /** Whether what the database acknowledges is safe, as it is set up at this moment. */
  Check durability(Connection connection) throws SQLException;

  /** As far as the database tells, and this user may see. */
  OpenTransactions openTransactions(Connection connection) throws SQLException;

  /** Whether the data directory can be written to; what for depends on the database. */
  Check directory();

  @Override
  void close();
}
