package org.syncline.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syncline.engine.Download;
import org.syncline.model.ErrorCode;
import org.syncline.model.ReplicaState;
import org.syncline.model.SyncException;
import org.syncline.testkit.CollectedBatch;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.NewDatabase;

/** A tenant whose database is a MariaDB that others run. */
class MariaDbTenantTest extends ServerTenant {
  @Override
  NewDatabase create(Duration lockTimeout) throws SQLException {
    return DatabaseKind.MARIADB.create(lockTimeout);
  }

  /** Without what tests ask of each connection, so that the pool has to. */
  @Override
  String url() {
    return server.url().split("\\?", 2)[0];
  }

  @Override
  String dropTrigger() {
    return "DROP TRIGGER \"SYNCLINE_UPD_Item\"";
  }

  @Test
  void all_is_well_and_nothing_secret_is_told() {
    List<Check> checks = tenant.diagnose();
    assertThat(checks).allMatch(Check::passed);
    assertThat(checks.toString())
        .contains("mariadb://127.0.0.1", "innodb_flush_log_at_trx_commit", "for the keys")
        .doesNotContain(password());
  }

  @Test
  void connections_are_strict_and_in_utc_and_wait_for_a_while_only() throws SQLException {
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT @@sql_mode, @@time_zone, @@innodb_lock_wait_timeout, @@lock_wait_timeout,"
                    + " @@idle_transaction_timeout")) {
      rows.next();
      assertThat(rows.getString(1)).contains("STRICT_ALL_TABLES", "ANSI_QUOTES");
      assertThat(rows.getString(2)).isEqualTo("+00:00");
      assertThat(rows.getInt(3)).isEqualTo(5);
      assertThat(rows.getInt(4)).isEqualTo(5);
      assertThat(rows.getInt(5)).isEqualTo(120);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "innodb_flush_log_at_trx_commit, 2, 1, innodb_flush_log_at_trx_commit is not 1",
    "read_only, 1, 0, give the address of the primary server"
  })
  void h41_h16_a_setting_that_loses_or_hides_commits_is_noticed_and_stops_the_next_start(
      String setting, int unsafe, int safe, String sentence) throws SQLException {
    execute("SET GLOBAL " + setting + " = " + unsafe);
    try {
      assertRefused(url())
          .hasMessageContaining("must not be used as it is")
          .hasMessageContaining(sentence);
      assertNotDurable(sentence);
    } finally {
      execute("SET GLOBAL " + setting + " = " + safe);
    }
  }

  @Test
  void h16_it_serves_no_feed_while_it_is_read_only_and_goes_on_afterwards() throws SQLException {
    ReplicaState replica = tenant.newReplica(List.of(new UUID(1, 1)));
    execute("SET GLOBAL read_only = 1");
    try {
      assertThatThrownBy(() -> download(replica))
          .isInstanceOfSatisfying(
              SyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUSY))
          .hasMessageContaining("standby");
    } finally {
      execute("SET GLOBAL read_only = 0");
    }
    assertThat(download(replica).more()).isFalse();
  }

  private Download download(ReplicaState replica) {
    return tenant.download(service, service.scopes().get(0), replica, new CollectedBatch());
  }

  @Test
  void an_address_without_a_database_is_refused() {
    assertRefused(url().substring(0, url().lastIndexOf('/') + 1))
        .hasMessageContaining("names no database");
  }

  @Test
  void one_that_cannot_be_reached_is_refused_with_its_address() {
    assertUnreachable("jdbc:mariadb://127.0.0.1:1/nowhere");
  }
}
