package org.syncline.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.testkit.NewDatabase;
import org.syncline.testkit.PostgresServer;

/** A tenant whose database is a PostgreSQL that others run. */
class PostgresTenantTest extends ServerTenant {
  @Override
  NewDatabase create(Duration lockTimeout) throws SQLException {
    return PostgresServer.SAFE.create(lockTimeout);
  }

  @Override
  String password() {
    return "kept-to-itself";
  }

  @Override
  String dropTrigger() {
    return "DROP TRIGGER \"SYNCLINE_TRG_Item\" ON \"Item\"";
  }

  @Test
  void all_is_well_and_nothing_secret_is_told() {
    List<Check> checks = tenant.diagnose();
    assertThat(checks).allMatch(Check::passed);
    assertThat(checks.toString())
        .contains("postgresql://127.0.0.1", "fsync", "for the keys")
        .doesNotContain(password(), "lock_timeout");
    assertThat(address(server.url())).asString().doesNotContain(password());
  }

  @ParameterizedTest
  @ValueSource(strings = {"syncline_pass", "SYNCLINE_TRK_Item"})
  void a_table_that_is_gone_is_named(String table) throws SQLException {
    execute("DROP TABLE \"" + table + "\"");
    assertThat(tenant.check())
        .anyMatch(c -> c.name().equals("Provisioning") && c.comment().contains(table));
  }

  @Test
  void h41_a_setting_that_loses_commits_is_noticed_and_stops_the_next_start() throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off',"
              + " current_database()); END $$");
    }
    assertRefused(url())
        .hasMessageContaining("must not be used as it is: synchronous_commit is off")
        .hasMessageNotContaining("fsync");
    assertNotDurable("synchronous_commit");
  }

  @Test
  void a_user_without_a_schema_is_refused() {
    assertRefused(url() + "%20-c%20search_path=nowhere").hasMessageContaining("search_path");
  }

  @Test
  void h41_a_server_that_a_power_failure_destroys_is_refused() throws SQLException {
    try (NewDatabase fast = PostgresServer.FAST.create(Duration.ofSeconds(1))) {
      assertRefused(fast.url())
          .hasMessageContaining("fsync is off")
          .hasMessageContaining("full_page_writes is off");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"jdbc:postgresql://127.0.0.1:1/nowhere", "jdbc:postgresql://127.0.0.1:port/x"})
  void one_that_cannot_be_reached_is_refused_with_its_address(String url) {
    assertUnreachable(url);
  }

  @Test
  void waits_for_rows_for_a_while_only_and_goes_back_to_that_after_a_start() throws SQLException {
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW lock_timeout")) {
      rows.next();
      assertThat(rows.getString(1)).isEqualTo("5s");
    }
  }

  @Test
  void others_are_told_apart_by_their_name_in_the_server() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(server.url(), PostgresServer.USER, "x");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = 'syncline'"
                    + " AND datname = current_database()")) {
      rows.next();
      assertThat(rows.getInt(1)).isPositive();
    }
  }
}
