package org.syncline.testkit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.syncline.model.EntityType;
import org.syncline.sample.DefaultScopeSyncService;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;
import org.syncline.scope.Service;
import org.syncline.store.jpa.MappedUnit;

/** A new, empty H2 database with the sample's tables. It is gone when closed. */
public final class ListsDatabase implements AutoCloseable {
  private final String url;
  private final HikariDataSource pool;
  private final Connection keeper;
  private final MappedUnit unit;
  private final Service service;

  private ListsDatabase(String url) throws SQLException {
    this.url = url;
    this.keeper = DriverManager.getConnection(url, "sa", "");
    this.pool = pool(url);
    this.unit = MappedUnit.open("lists", pool);
    this.service = unit.service(DefaultScopeSyncService.class);
  }

  private static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("sa");
    config.setPassword("");
    config.setMinimumIdle(0);
    return new HikariDataSource(config);
  }

  /** In memory, under a name of its own. */
  public static ListsDatabase open() throws SQLException {
    return new ListsDatabase("jdbc:h2:mem:lists-" + UUID.randomUUID());
  }

  /**
   * As {@link #open}; {@code settings} are appended to the URL, as in {@code ;LOCK_TIMEOUT=100}.
   */
  public static ListsDatabase open(String settings) throws SQLException {
    return new ListsDatabase("jdbc:h2:mem:lists-" + UUID.randomUUID() + settings);
  }

  /** What other programs connect to, as user {@code sa} without a password. */
  public String url() {
    return url;
  }

  /** A new connection past the pool. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, "sa", "");
  }

  public DataSource pool() {
    return pool;
  }

  public MappedUnit unit() {
    return unit;
  }

  public Service service() {
    return service;
  }

  public Scope scope() {
    return service.scopes().get(0);
  }

  /** The type named, for example, {@code Item}. */
  public EntityType type(String name) {
    return table(name).type();
  }

  /** The table whose type is named, for example, {@code Item}. */
  public ScopeTable table(String name) {
    return scope().tableOf(scope().namespace() + "." + name).orElseThrow();
  }

  /** Runs a statement and commits it. */
  public int execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    unit.close();
    pool.close();
    try (Statement statement = keeper.createStatement()) {
      statement.execute("SHUTDOWN");
    }
    keeper.close();
  }
}
