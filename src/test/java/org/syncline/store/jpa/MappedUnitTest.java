package org.syncline.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.PersistenceException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.syncline.engine.TransactionLostException;
import org.syncline.model.Change;
import org.syncline.model.Row;
import org.syncline.sample.DefaultScopeSyncService;
import org.syncline.store.jpa.kinds.KindsService;
import org.syncline.testkit.ListsDatabase;

/** One unit on one database, opened and opened again. */
class MappedUnitTest {
  @TempDir Path directory;

  @Test
  void keeps_tables_and_rows_that_are_there_and_adds_what_is_missing() throws Exception {
    JdbcConnectionPool pool =
        JdbcConnectionPool.create("jdbc:h2:file:" + directory.resolve("lists"), "sa", "");
    try {
      MappedUnit.open("lists", pool).close();
      try (Connection connection = pool.getConnection()) {
        connection
            .createStatement()
            .execute("INSERT INTO \"Status\" VALUES (1, 'Open'), (2, 'Done')");
        connection.createStatement().execute("ALTER TABLE \"Item\" DROP COLUMN \"EndDate\"");
        connection.createStatement().execute("DROP TABLE \"TagItemMapping\"");
      }
      MappedUnit.open("lists", pool).close();
      MappedUnit.open("lists", pool).close();
      assertThat(number(pool, "SELECT COUNT(*) FROM \"Status\"")).isEqualTo(2);
      assertThat(number(pool, "SELECT COUNT(\"EndDate\") FROM \"Item\"")).isZero();
      assertThat(number(pool, "SELECT COUNT(*) FROM \"TagItemMapping\"")).isZero();
      assertThat(
              number(
                  pool,
                  "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS"
                      + " WHERE CONSTRAINT_TYPE = 'FOREIGN KEY'"))
          .isEqualTo(8);
    } finally {
      pool.dispose();
    }
  }

  @Test
  void keeps_two_databases_apart() throws Exception {
    try (ListsDatabase one = ListsDatabase.open();
        ListsDatabase two = ListsDatabase.open();
        Connection connection = one.connect()) {
      connection.setAutoCommit(false);
      Change status = new Change.Live(new Row(one.type("Status"), 1, "Open"));
      one.unit().writer().write(connection, one.scope(), List.of(status), Set.of());
      connection.commit();
      assertThat(number(one.pool(), "SELECT COUNT(*) FROM \"Status\"")).isEqualTo(1);
      assertThat(number(two.pool(), "SELECT COUNT(*) FROM \"Status\"")).isZero();
    }
  }

  @Test
  void says_so_if_there_is_no_such_unit_or_database() {
    JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "", "");
    assertThatThrownBy(() -> MappedUnit.open("nonsense", pool))
        .isInstanceOf(PersistenceException.class)
        .hasMessageContaining("nonsense");
    JdbcConnectionPool nowhere =
        JdbcConnectionPool.create("jdbc:h2:tcp://127.0.0.1:1/nowhere", "", "");
    assertThatThrownBy(() -> MappedUnit.open("lists", nowhere))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the database cannot be reached");
    pool.dispose();
    nowhere.dispose();
  }

  @Test
  void reads_the_declaration_behind_a_proxy() throws Exception {
    class Proxy extends DefaultScopeSyncService {}
    try (ListsDatabase database = ListsDatabase.open()) {
      assertThat(database.unit().service(Proxy.class).name()).isEqualTo("DefaultScopeSyncService");
    }
  }

  @Test
  void writes_only_rows_of_services_it_has_read() throws Exception {
    JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "", "");
    try (ListsDatabase lists = ListsDatabase.open();
        MappedUnit kinds = MappedUnit.open("kinds", pool);
        Connection connection = pool.getConnection()) {
      assertThat(kinds.service(KindsService.class).scopes()).hasSize(1);
      Change status = new Change.Live(new Row(lists.type("Status"), 1, "Open"));
      assertThatThrownBy(
              () -> kinds.writer().write(connection, lists.scope(), List.of(status), Set.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("DefaultScope.Status");
    } finally {
      pool.dispose();
    }
  }

  @Test
  void reports_a_broken_connection_as_a_lost_transaction() throws Exception {
    try (ListsDatabase database = ListsDatabase.open()) {
      Connection connection = database.connect();
      connection.setAutoCommit(false);
      connection.close();
      Change status = new Change.Live(new Row(database.type("Status"), 1, "Open"));
      assertThatThrownBy(
              () ->
                  database
                      .unit()
                      .writer()
                      .write(connection, database.scope(), List.of(status), Set.of()))
          .isInstanceOf(TransactionLostException.class);
    }
  }

  private static long number(javax.sql.DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        ResultSet rows = connection.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
