package org.syncline.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;
import org.syncline.scope.Service;
import org.syncline.store.jdbc.JdbcFeedStore;
import org.syncline.store.jdbc.PostgresDialect;
import org.syncline.store.jdbc.Sequencer;
import org.syncline.store.jdbc.TrackedTable;
import org.syncline.store.provision.Provisioning;
import org.syncline.testkit.ListsDatabase;
import org.syncline.testkit.PostgresServer;

/** A server that replays what another one does, and shows it late and in another order. */
class PostgresStandbyTest {
  @TempDir Path directory;

  @Test
  void h16_it_serves_no_feed_and_no_start() throws Exception {
    Path data = directory.resolve("data");
    try (EmbeddedPostgres primary = server(data);
        Connection connection = primary.getPostgresDatabase().getConnection()) {
      new Provisioning(new PostgresDialect(), List.of()).createTables(connection);
    }
    Files.createFile(data.resolve("standby.signal"));
    try (EmbeddedPostgres standby = server(data);
        ListsDatabase lists = ListsDatabase.open()) {
      assertNoFeed(standby.getPostgresDatabase(), lists.service());
      String url = "jdbc:postgresql://127.0.0.1:" + standby.getPort() + "/postgres";
      assertThatThrownBy(
              () ->
                  ServerDatabase.open(
                      new DatabaseAddress(url, Optional.of(PostgresServer.USER), Optional.empty()),
                      directory))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("it is a standby");
    }
  }

  private static EmbeddedPostgres server(Path data) throws Exception {
    return PostgresServer.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setServerConfig("synchronous_commit", "on")
        .start();
  }

  private static void assertNoFeed(DataSource pool, Service service) {
    PostgresDialect dialect = new PostgresDialect();
    List<Service> services = List.of(service);
    Map<String, TrackedTable> tables = TrackedTable.of(services);
    Sequencer sequencer = new Sequencer(pool, dialect, tables, false, Duration.ofSeconds(1));
    JdbcFeedStore feeds = new JdbcFeedStore(pool, dialect, sequencer, services, tables);
    assertThatThrownBy(() -> feeds.open(service.scopes().get(0), List.of(UUID.randomUUID())))
        .isInstanceOfSatisfying(
            SyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUSY))
        .hasMessageContaining("standby");
  }
}
