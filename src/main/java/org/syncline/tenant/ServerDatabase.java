package org.syncline.tenant;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.syncline.store.jdbc.Dialect;

/** A database on a server that others run, with a pool of connections to it. */
final class ServerDatabase implements Database {
  private static final int MOST_CONNECTIONS = 16;
  private static final long CONNECTION_TIMEOUT_MILLIS = 10_000;

  /** What is not given back by then is told in the log, with the place where it was taken. */
  private static final long LEAK_MILLIS = 120_000;

  private final ServerProduct product;
  private final Dialect dialect;
  private final HikariDataSource pool;
  private final String name;
  private final Path dataDirectory;

  private ServerDatabase(
      ServerProduct product, HikariDataSource pool, String name, Path dataDirectory) {
    this.product = product;
    this.dialect = product.dialect();
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
  static ServerDatabase open(DatabaseAddress address, Path dataDirectory) {
    ServerProduct product = ServerProduct.of(address);
    try {
      DataSource server = product.source(address);
      try (Connection connection = server.getConnection()) {
        List<String> problems = product.problems(connection);
        if (!problems.isEmpty()) {
          throw new IllegalStateException(
              "the database %s must not be used as it is: %s"
                  .formatted(address.name(), String.join("; ", problems)));
        }
      }
      return new ServerDatabase(product, hikari(product, server), address.name(), dataDirectory);
    } catch (SQLException e) {
      throw new IllegalStateException(
          "the database %s cannot be reached: %s. Where it is and who may use it is in syncline.database.url, syncline.database.user and syncline.database.password"
              .formatted(address.name(), e.getMessage()),
          e);
    }
  }

  private static HikariDataSource hikari(ServerProduct product, DataSource server) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(server);
    config.setPoolName("syncline-default");
    config.setConnectionInitSql(product.session());
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
    List<String> problems = product.problems(connection);
    return problems.isEmpty()
        ? Check.passed(
            "Durability", product.durability() + ": a commit is on disk before its answer")
        : Check.failed("Durability", CheckResult.COMMITS_NOT_DURABLE, String.join("; ", problems));
  }

  @Override
  public OpenTransactions openTransactions(Connection connection) throws SQLException {
    return product.openTransactions(connection);
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
