package org.syncline.testkit;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.syncline.model.EntityType;
import org.syncline.sample.DefaultScopeSyncService;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;
import org.syncline.scope.Service;
import org.syncline.store.jpa.MappedUnit;

/** A new, empty database with the sample's tables. It is gone when closed. */
public final class ListsDatabase implements AutoCloseable {
  private final DatabaseKind kind;
  private final NewDatabase database;
  private final HikariDataSource pool;
  private final MappedUnit unit;
  private final Service service;

  private ListsDatabase(DatabaseKind kind, Duration lockTimeout) throws SQLException {
    this.kind = kind;
    this.database = kind.create(lockTimeout);
    this.pool = database.pool();
    this.unit = MappedUnit.open("lists", pool);
    this.service = unit.service(DefaultScopeSyncService.class);
  }

  /** On H2, in memory, for tests of what has nothing to do with the kind of database. */
  public static ListsDatabase open() throws SQLException {
    return open(DatabaseKind.H2);
  }

  public static ListsDatabase open(DatabaseKind kind) throws SQLException {
    return open(kind, Duration.ofSeconds(2));
  }

  /**
   * On any database.
   *
   * @param lockTimeout for which a statement waits for a row that another transaction holds
   */
  public static ListsDatabase open(DatabaseKind kind, Duration lockTimeout) throws SQLException {
    return new ListsDatabase(kind, lockTimeout);
  }

  public DatabaseKind kind() {
    return kind;
  }

  /** A new connection past the pool, as another program would have it. */
  public Connection connect() throws SQLException {
    return database.connect();
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
    database.close();
  }
}
