package org.syncline.tenant;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.syncline.store.jdbc.Dialect;
import org.syncline.store.jdbc.MariaDbDialect;
import org.syncline.store.provision.MariaDbSafety;

/** A MariaDB database that others run, with a pool of connections to it. */
final class MariaDbDatabase implements Database {
  private static final int MOST_CONNECTIONS = 16;
  private static final long CONNECTION_TIMEOUT_MILLIS = 10_000;

  /** What is not given back by then is told in the log, with the place where it was taken. */
  private static final long LEAK_MILLIS = 120_000;

  /**
   * An upload that cannot have a row, or a table that is being altered, lets others pass and tries
   * again. A transaction that does nothing, because this process hangs, must not keep its rows for
   * ever.
   */
  private static final String SESSION =
      MariaDbDialect.SESSION
          + ", innodb_lock_wait_timeout = 5, lock_wait_timeout = 5, idle_transaction_timeout = 120";

  private final Dialect dialect = new MariaDbDialect();
  private final HikariDataSource pool;
  private final String name;
  private final Path dataDirectory;

  private MariaDbDatabase(HikariDataSource pool, String name, Path dataDirectory) {
    this.pool = pool;
    this.name = name;
    this.dataDirectory = dataDirectory;
  }

  /**
   * Connects, and looks whether the database is safe before anything is written.
   *
   * @throws IllegalStateException with a sentence for the operator if it cannot, or must not, be
   *     used
   */
  static MariaDbDatabase open(DatabaseAddress address, Path dataDirectory) {
    try {
      // by its class, since a driver inside a WAR is not found by address
      MariaDbDataSource server = new MariaDbDataSource(address.url());
      if (address.user().isPresent()) {
        server.setUser(address.user().get());
      }
      if (address.password().isPresent()) {
        server.setPassword(address.password().get());
      }
      try (Connection connection = server.getConnection()) {
        List<String> problems = MariaDbSafety.problems(connection);
        if (!problems.isEmpty()) {
          throw new IllegalStateException(
              "the database %s must not be used as it is: %s"
                  .formatted(address.name(), String.join("; ", problems)));
        }
      }
      return new MariaDbDatabase(hikari(server), address.name(), dataDirectory);
    } catch (SQLException e) {
      throw new IllegalStateException(
          "the database %s cannot be reached: %s. Where it is and who may use it is in syncline.database.url, syncline.database.user and syncline.database.password"
              .formatted(address.name(), e.getMessage()),
          e);
    }
  }

  private static HikariDataSource hikari(DataSource server) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(server);
    config.setPoolName("syncline-default");
    config.setConnectionInitSql(SESSION);
    config.setMaximumPoolSize(MOST_CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    config.setLeakDetectionThreshold(LEAK_MILLIS);
    return new HikariDataSource(config);
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public DataSource pool() {
    return pool;
  }

  /** Transactions do not take turns here. */
  @Override
  public DataSource numberingPool(Duration patience) {
    return pool;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Check durability(Connection connection) throws SQLException {
    List<String> problems = MariaDbSafety.problems(connection);
    return problems.isEmpty()
        ? Check.passed(
            "Durability",
            "innodb_flush_log_at_trx_commit is 1 and innodb_doublewrite is on: a commit is on disk"
                + " before its answer")
        : Check.failed("Durability", CheckResult.COMMITS_NOT_DURABLE, String.join("; ", problems));
  }

  @Override
  public Check directory() {
    return DirectoryCheck.of("Data directory", dataDirectory, "for the keys");
  }

  @Override
  public void close() {
    pool.close();
  }
}
