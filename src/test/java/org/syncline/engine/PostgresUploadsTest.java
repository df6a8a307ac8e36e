package org.syncline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.syncline.model.Change;
import org.syncline.model.Row;
import org.syncline.model.UploadOutcome;
import org.syncline.model.UploadedChange;
import org.syncline.scope.ConflictPolicy;
import org.syncline.store.jdbc.JdbcUploadStore;
import org.syncline.store.jdbc.PostgresDialect;
import org.syncline.store.jdbc.RowWriter;
import org.syncline.store.jdbc.TrackedTable;
import org.syncline.testkit.Copy;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.SyncServer;

/** What only PostgreSQL does to the transaction of an upload. */
class PostgresUploadsTest {
  private SyncServer server;

  @BeforeEach
  void start() throws SQLException {
    server = SyncServer.start(DatabaseKind.POSTGRES);
  }

  @AfterEach
  void stop() throws SQLException {
    server.close();
  }

  @Test
  void h22_an_upload_whose_connection_is_cut_is_done_again_as_a_whole() throws Exception {
    Copy device = Copy.of(server, UUID.randomUUID(), 100);
    device.download();
    server.onceRowsAreLocked(
        () ->
            server
                .database()
                .execute(
                    "DO $$ BEGIN PERFORM pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND state LIKE 'idle in tr%'; END $$"));
    List<UploadOutcome> outcomes =
        device.upload(ConflictPolicy.CLIENT_WINS, status(1, "one"), status(2, "two"));
    assertThat(server.holds()).as("tried again").isGreaterThan(1);
    assertThat(outcomes).hasSize(2).allMatch(o -> o instanceof UploadOutcome.Inserted);
    assertThat(count("\"Status\"")).isEqualTo(2);
    assertThat(count("SYNCLINE_RECEIPT")).isEqualTo(1);
    assertThat(count("SYNCLINE_LOG WHERE UPLOAD IS NOT NULL")).isEqualTo(2);
  }

  @Test
  void h26_a_row_that_breaks_a_rule_which_waits_for_the_commit_is_told_from_others()
      throws Exception {
    UUID anna = UUID.randomUUID();
    server.database().execute("INSERT INTO \"User\" VALUES ('%s', 'anna')".formatted(anna));
    server
        .database()
        .execute(
            "DO $$ DECLARE c record; BEGIN FOR c IN SELECT conname, conrelid::regclass AS t"
                + " FROM pg_constraint WHERE contype = 'f' LOOP EXECUTE format("
                + "'ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY DEFERRED', c.t,"
                + " c.conname); END LOOP; END $$");
    Copy device = Copy.of(server, anna, 100);
    device.download();
    List<UploadOutcome> outcomes =
        device.upload(
            ConflictPolicy.CLIENT_WINS,
            status(1, "one"),
            item(UUID.randomUUID(), anna),
            status(2, "two"));
    assertThat(outcomes.get(0)).isInstanceOf(UploadOutcome.Inserted.class);
    assertThat(((UploadOutcome.Failed) outcomes.get(1)).description()).contains("rules");
    assertThat(outcomes.get(2)).isInstanceOf(UploadOutcome.Inserted.class);
    assertThat(count("\"Status\"")).isEqualTo(2);
    assertThat(count("\"Item\"")).isZero();
  }

  private UploadedChange item(UUID list, UUID user) {
    Row row =
        new Row(
            server.database().type("Item"),
            UUID.randomUUID(),
            list,
            user,
            "of no list",
            null,
            null,
            null,
            null,
            null);
    return new UploadedChange(new Change.Live(row), "i", true);
  }

  /** The driver's commit of an aborted transaction says nothing and keeps nothing. */
  @Test
  void h24_an_error_that_somebody_swallowed_is_not_committed_over() throws Exception {
    RowWriter careless =
        (connection, scope, changes, absent) -> {
          run(connection, "INSERT INTO \"Status\" VALUES (1, 'one')");
          run(connection, "INSERT INTO \"Status\" VALUES (1, 'again')");
        };
    UploadTransaction upload = begin(careless);
    try (upload) {
      Claim.First claim = (Claim.First) upload.claim(new byte[32], UUID.randomUUID(), 0, 0);
      assertThatThrownBy(() -> upload.write(List.of(status(1, "one").change())))
          .isInstanceOf(TransactionLostException.class);
      assertThatThrownBy(() -> upload.complete(claim.number(), new byte[0]))
          .isInstanceOf(TransactionLostException.class);
    }
    assertThat(count("\"Status\"")).isZero();
    assertThat(count("SYNCLINE_RECEIPT")).isZero();
  }

  private UploadTransaction begin(RowWriter writer) {
    var services = List.of(server.service());
    return new JdbcUploadStore(
            server.database().pool(),
            new PostgresDialect(),
            writer,
            services,
            TrackedTable.of(services))
        .begin(server.scope());
  }

  private static void run(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      // as careless code does
    }
  }

  private UploadedChange status(int id, String name) {
    Row row = new Row(server.database().type("Status"), id, name);
    return new UploadedChange(new Change.Live(row), "t" + id, true);
  }

  private long count(String table) throws SQLException {
    try (Connection connection = server.database().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
