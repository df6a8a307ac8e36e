package org.syncline.store.jpa;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.syncline.model.Change;
import org.syncline.model.RowKey;
import org.syncline.scope.Scope;
import org.syncline.scope.config.ConfiguredScope;
import org.syncline.scope.config.ConfiguredTable;
import org.syncline.testkit.Sql;

/** Services that are only configured, of the tables of a database that each test fills. */
abstract class ConfiguredTables {
  JdbcConnectionPool pool;
  private Connection keeper;
  MappedUnit unit;

  @BeforeEach
  void open() throws SQLException {
    String url = "jdbc:h2:mem:configured-" + UUID.randomUUID();
    keeper = DriverManager.getConnection(url);
    pool = JdbcConnectionPool.create(url, "", "");
    unit = MappedUnit.withoutClasses(pool);
  }

  @AfterEach
  void close() throws SQLException {
    unit.close();
    pool.dispose();
    keeper.close();
  }

  static ConfiguredScope scope(ConfiguredTable... tables) {
    return new ConfiguredScope("Sales", List.of(tables));
  }

  ConfiguredTable table(String name, String typeName) throws SQLException {
    if (name.equals("X")) {
      execute("CREATE TABLE X (ID INT PRIMARY KEY)");
    }
    return new ConfiguredTable(name, typeName, List.of(), List.of());
  }

  void write(Scope scope, List<Change> changes, Set<RowKey> absent) throws Exception {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      unit.writer().write(connection, scope, changes, absent);
      connection.commit();
    }
  }

  void execute(String sql) throws SQLException {
    Sql.execute(keeper, sql);
  }
}
