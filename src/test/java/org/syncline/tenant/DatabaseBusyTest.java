package org.syncline.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.EachDatabase;
import org.syncline.testkit.NewDatabase;
import org.syncline.testkit.Sql;

/** Which failures of an application's own transactions pass by themselves. */
@EachDatabase
class DatabaseBusyTest {
  @Parameter DatabaseKind kind;

  private NewDatabase database;
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    database = kind.create(Duration.ofSeconds(1));
    connection = database.connect();
    Sql.execute(connection, "CREATE TABLE account (id INT PRIMARY KEY, amount INT)");
    Sql.execute(connection, "INSERT INTO account VALUES (1, 0)");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    database.close();
  }

  @Test
  void h25_a_row_that_others_held_for_too_long_may_be_free_the_next_time() throws SQLException {
    try (Connection other = database.connect()) {
      other.setAutoCommit(false);
      Sql.execute(other, "UPDATE account SET amount = 1");
      assertBusy(failureOf("UPDATE account SET amount = 2"), true);
    }
  }

  @Test
  void h26_a_rule_refuses_the_row_the_next_time_too() throws SQLException {
    switch (kind) {
      case MARIADB ->
          Sql.execute(
              connection,
              "CREATE TRIGGER budget BEFORE UPDATE ON account FOR EACH ROW"
                  + " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'over budget'");
      case POSTGRES -> {
        Sql.execute(
            connection,
            "CREATE FUNCTION budget() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN RAISE ''over budget'' USING ERRCODE = ''45000''; END'");
        Sql.execute(
            connection,
            "CREATE TRIGGER budget BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION"
                + " budget()");
      }
      default -> Sql.execute(connection, "ALTER TABLE account ADD CHECK (amount < 1)");
    }
    assertBusy(failureOf("UPDATE account SET amount = 2"), false);
  }

  @Test
  void a_connection_that_was_not_free_may_be_the_next_time() throws SQLException {
    HikariConfig one = new HikariConfig();
    one.setJdbcUrl(database.url());
    one.setUsername(database.user());
    one.setPassword(database.password());
    one.setMaximumPoolSize(1);
    one.setConnectionTimeout(250);
    try (HikariDataSource pool = new HikariDataSource(one)) {
      try (Connection only = pool.getConnection()) {
        assertThat(only.isValid(0)).isTrue();
        assertBusy(catchThrowable(pool::getConnection), true);
      }
    }
  }

  private Throwable failureOf(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return catchThrowable(() -> statement.execute(sql));
    }
  }

  private static void assertBusy(Throwable failure, boolean expected) {
    assertThat(failure).isInstanceOf(SQLException.class);
    assertThat(DatabaseBusy.causes(new IllegalStateException("rolled back", failure)))
        .as(failure.toString())
        .isEqualTo(expected);
  }
}
