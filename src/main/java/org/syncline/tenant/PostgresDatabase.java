package org.syncline.tenant;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.syncline.store.jdbc.Dialect;
import org.syncline.store.jdbc.PostgresDialect;
import org.syncline.store.provision.PostgresSafety;

/** A PostgreSQL database that others run, with a pool of connections to it. */
final class PostgresDatabase implements Database {
  private static final int MOST_CONNECTIONS = 16;
  private static final long CONNECTION_TIMEOUT_MILLIS = 10_000;

  /** Else the driver would hold all rows of a result in memory, and rows may be large. */
  private static final int FETCHED_ROWS = 64;

  /** What is not given back by then is told in the log, with the place where it was taken. */
  private static final long LEAK_MILLIS = 120_000;

  /**
   * An upload that cannot have a row lets others pass and tries again. A transaction that does
   * nothing, because this process hangs, must not keep its rows for ever.
   */
  private static final String TIMEOUTS =
      "SELECT set_config('lock_timeout', '5s', false),"
          + " set_config('idle_in_transaction_session_timeout', '120s', false)";

  private final Dialect dialect = new PostgresDialect();
  private final HikariDataSource pool;
  private final String name;
  private final Path dataDirectory;

  private PostgresDatabase(HikariDataSource pool, String name, Path dataDirectory) {
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
  static PostgresDatabase open(DatabaseAddress address, Path dataDirectory) {
    DataSource server = server(address);
    try (Connection connection = server.getConnection()) {
      List<String> problems = PostgresSafety.problems(connection);
      if (!problems.isEmpty()) {
        throw new IllegalStateException(
            "the database %s must not be used as it is: %s"
                .formatted(address.name(), String.join("; ", problems)));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(
          "the database %s cannot be reached: %s. Where it is and who may use it is in syncline.database.url, syncline.database.user and syncline.database.password"
              .formatted(address.name(), e.getMessage()),
          e);
    }
    return new PostgresDatabase(hikari(server), address.name(), dataDirectory);
  }

  /** The driver by its class, since one inside a WAR is not found by address. */
  private static DataSource server(DatabaseAddress address) {
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

  private static HikariDataSource hikari(DataSource server) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(server);
    config.setPoolName("syncline-default");
    config.setConnectionInitSql(TIMEOUTS);
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
    List<String> problems = PostgresSafety.problems(connection);
    return problems.isEmpty()
        ? Check.passed(
            "Durability",
            "fsync, full_page_writes and synchronous_commit are on: a commit is on disk before its"
                + " answer")
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
