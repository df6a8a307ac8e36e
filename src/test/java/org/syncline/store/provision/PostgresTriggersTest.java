package org.syncline.store.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.syncline.testkit.Sql.column;
import static org.syncline.testkit.Sql.execute;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.model.EdmType;
import org.syncline.store.jdbc.PostgresDialect;
import org.syncline.store.jdbc.TrackedTable;
import org.syncline.testkit.Copy;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.ListsDatabase;
import org.syncline.testkit.NewDatabase;
import org.syncline.testkit.Selected;
import org.syncline.testkit.SyncServer;

/** What only PostgreSQL has: TRUNCATE, replicas, rights, search paths, NaN, short names. */
class PostgresTriggersTest {
  private static final UUID ANNA = new UUID(1, 1);

  private ListsDatabase database;
  private SyncServer server;

  @BeforeEach
  void start() throws SQLException {
    database = ListsDatabase.open(DatabaseKind.POSTGRES);
    server = SyncServer.start(database, database.service());
    database.execute("INSERT INTO \"Status\" VALUES (1, 'open'), (2, 'done')");
    database.execute("INSERT INTO \"User\" VALUES ('%s', 'anna')".formatted(ANNA));
  }

  @AfterEach
  void stop() throws SQLException {
    server.close();
  }

  @Test
  void h37_truncated_rows_are_deleted_on_devices() throws Exception {
    Copy device = Copy.synced(server, ANNA);
    database.execute("TRUNCATE \"Status\" CASCADE");
    device.download();
    assertThat(device.tombstones()).isEqualTo(2);
    assertThat(device.content()).hasSize(1).isEqualTo(Selected.of(server, ANNA));
  }

  @Test
  void h38_writers_that_replay_what_another_server_did_are_seen_too() throws Exception {
    Copy device = Copy.synced(server, ANNA);
    try (Connection replay = database.connect()) {
      execute(replay, "SET session_replication_role = replica");
      execute(replay, "UPDATE \"Status\" SET \"Name\" = 'ready' WHERE \"ID\" = 1");
    }
    device.download();
    assertThat(device.content())
        .isEqualTo(Selected.of(server, ANNA))
        .anyMatch(r -> r.contains("ready"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DISABLE", "ENABLE", "ENABLE REPLICA"})
  void h39_a_trigger_that_does_not_always_fire_is_missing_until_the_next_start(String state)
      throws Exception {
    database.execute("ALTER TABLE \"Item\" %s TRIGGER \"SYNCLINE_TRG_Item\"".formatted(state));
    assertThat(missing()).containsExactly("SYNCLINE_TRG_Item");
    SyncServer.start(database, database.service());
    assertThat(missing()).isEmpty();
  }

  private List<String> missing() throws SQLException {
    try (Connection connection = database.connect()) {
      return new Provisioning(
              new PostgresDialect(), TrackedTable.of(List.of(database.service())).values())
          .missingTriggers(connection);
    }
  }

  @Test
  void a_start_on_a_database_that_is_ready_waits_for_nobody_who_writes() throws Exception {
    try (Connection writer = database.connect()) {
      writer.setAutoCommit(false);
      execute(writer, "UPDATE \"Status\" SET \"Name\" = 'ready'");
      execute(writer, "DELETE FROM SYNCLINE_CONFLICT");
      SyncServer.start(database, database.service()); // else fails after its lock timeout
    }
  }

  @Test
  void a_writer_needs_no_right_on_synclines_tables_and_any_search_path_will_do() throws Exception {
    Copy device = Copy.synced(server, ANNA);
    String role = "clerk_" + UUID.randomUUID().toString().replace("-", "");
    database.execute("CREATE ROLE %s LOGIN PASSWORD 'x'".formatted(role));
    try {
      database.execute("GRANT INSERT, UPDATE, DELETE, TRUNCATE ON \"Tag\" TO " + role);
      database.execute("CREATE SCHEMA elsewhere");
      database.execute("CREATE TABLE elsewhere.syncline_log (LIKE SYNCLINE_LOG)");
      database.execute("GRANT ALL ON SCHEMA elsewhere TO " + role);
      database.execute("GRANT ALL ON elsewhere.syncline_log TO " + role);
      try (Connection clerk = connect(role)) {
        execute(clerk, "SET search_path = elsewhere, pg_catalog");
        execute(clerk, "INSERT INTO public.\"Tag\" VALUES (7, 'theirs')");
        assertThatThrownBy(() -> execute(clerk, "DELETE FROM public.syncline_log"))
            .hasMessageContaining("permission denied");
        // nor can the function be put on a table of one's own, to write into the log
        execute(clerk, "CREATE TABLE elsewhere.\"Tag\" (\"ID\" INT, \"Name\" TEXT)");
        assertThatThrownBy(
                () ->
                    execute(
                        clerk,
                        "CREATE TRIGGER t AFTER INSERT ON elsewhere.\"Tag\" FOR EACH ROW"
                            + " EXECUTE FUNCTION public.\"SYNCLINE_TRG_Tag\"()"))
            .hasMessageContaining("permission denied");
      }
      device.download();
      assertThat(device.content())
          .isEqualTo(Selected.of(server, ANNA))
          .anyMatch(r -> r.contains("theirs"));
    } finally {
      database.execute("DROP OWNED BY " + role + " CASCADE");
      database.execute("DROP ROLE " + role);
    }
  }

  private Connection connect(String role) throws SQLException {
    try (Connection connection = database.connect()) {
      return DriverManager.getConnection(connection.getMetaData().getURL(), role, "x");
    }
  }

  @Test
  void tables_live_in_the_connections_current_schema() throws Exception {
    try (NewDatabase other = DatabaseKind.POSTGRES.create();
        Connection connection = other.connect()) {
      execute(connection, "CREATE SCHEMA \"My Data\"");
      execute(connection, "CREATE TABLE t (k INT PRIMARY KEY)"); // of the same name
      execute(connection, "SET search_path = \"My Data\", public");
      execute(connection, "CREATE TABLE t (k INT PRIMARY KEY)");
      Provisioning provisioning = provisioning(table("t", "k", EdmType.INT32));
      provisioning.createTables(connection);
      provisioning.track(connection);
      assertThat(provisioning.missing(connection)).isEmpty();
      execute(connection, "INSERT INTO public.t VALUES (1)");
      execute(connection, "INSERT INTO t VALUES (2)");
      assertThat(column(connection, "SELECT pk FROM \"My Data\".syncline_log"))
          .containsExactly("[\"2\"]");
      execute(connection, "SET search_path = public");
      assertThat(provisioning.missing(connection)).contains("syncline_log");
    }
  }

  @Test
  void what_is_no_number_and_no_time_can_be_no_key_but_leaves_again() throws Exception {
    try (NewDatabase other = DatabaseKind.POSTGRES.create();
        Connection connection = other.connect()) {
      execute(connection, "CREATE TABLE n (k NUMERIC PRIMARY KEY)");
      execute(connection, "CREATE TABLE d (k DATE PRIMARY KEY)");
      execute(connection, "CREATE TABLE t (k TIME PRIMARY KEY)");
      execute(connection, "INSERT INTO n VALUES ('NaN'), (1)");
      Provisioning provisioning =
          provisioning(
              table("n", "k", EdmType.DECIMAL),
              table("d", "k", EdmType.DATE_TIME),
              table("t", "k", EdmType.TIME));
      provisioning.createTables(connection);
      provisioning.track(connection);
      for (String insert :
          List.of(
              "INSERT INTO n VALUES ('Infinity')",
              "INSERT INTO d VALUES ('-infinity')",
              "INSERT INTO t VALUES ('24:00')",
              "UPDATE n SET k = '-Infinity' WHERE k = 1")) {
        assertThatThrownBy(() -> execute(connection, insert))
            .hasMessageContaining("cannot be keys of table");
      }
      execute(connection, "DELETE FROM n");
      assertThat(column(connection, "SELECT pk FROM syncline_log")).containsExactly("[\"1\"]");
    }
  }

  @Test
  void long_names_are_told_apart() throws Exception {
    String name = "ä".repeat(17) + "_a_table_with_a_name_of_63_";
    try (NewDatabase other = DatabaseKind.POSTGRES.create();
        Connection connection = other.connect()) {
      List<TrackedTable> tables = new ArrayList<>();
      for (String one : List.of(name + "a", name + "b")) {
        execute(connection, "CREATE TABLE \"%s\" (k INT PRIMARY KEY)".formatted(one));
        tables.add(table(one, "k", EdmType.INT32));
      }
      Provisioning provisioning = provisioning(tables.toArray(TrackedTable[]::new));
      provisioning.createTables(connection);
      provisioning.track(connection);
      provisioning.track(connection);
      assertThat(provisioning.missing(connection)).isEmpty();
      assertThat(provisioning.missingTriggers(connection)).isEmpty();
      for (TrackedTable table : tables) {
        execute(connection, "INSERT INTO \"%s\" VALUES (1)".formatted(table.sqlName()));
        assertThat(
                new PostgresDialect().trackingName(table).getBytes(StandardCharsets.UTF_8).length)
            .isLessThanOrEqualTo(63);
      }
      assertThat(column(connection, "SELECT tbl FROM syncline_log ORDER BY id"))
          .containsExactly(tables.get(0).sqlName(), tables.get(1).sqlName());
    }
  }

  /** Of types, too, that know no equality, and of more columns than a function takes arguments. */
  @Test
  void old_values_of_any_type_are_kept() throws Exception {
    try (NewDatabase other = DatabaseKind.POSTGRES.create();
        Connection connection = other.connect()) {
      StringBuilder many = new StringBuilder();
      List<TrackedTable.Column> recorded = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        many.append(", c").append(i).append(" TEXT");
        recorded.add(new TrackedTable.Column("c" + i, EdmType.STRING));
      }
      execute(
          connection,
          "CREATE TABLE t (k INT PRIMARY KEY, j JSON, f REAL, p CHAR(3), n NUMERIC" + many + ")");
      recorded.add(new TrackedTable.Column("j", EdmType.STRING));
      recorded.add(new TrackedTable.Column("f", EdmType.SINGLE));
      recorded.add(new TrackedTable.Column("p", EdmType.STRING));
      recorded.add(new TrackedTable.Column("n", EdmType.DECIMAL));
      TrackedTable table =
          new TrackedTable(
              "t", List.of(new TrackedTable.Column("k", EdmType.INT32)), List.of(), recorded);
      Provisioning provisioning = provisioning(table);
      provisioning.createTables(connection);
      provisioning.track(connection);
      execute(
          connection,
          "INSERT INTO t (k, j, f, p, n, c149) VALUES (1, '{\"a\": 1}', 0.1, 'x', 1.50, 'é\"')");
      execute(connection, "SET extra_float_digits = 0");
      execute(
          connection, "UPDATE t SET j = NULL, f = 1, p = 'y', n = NULL, c149 = 'e', c0 = 'new'");
      execute(connection, "UPDATE t SET n = 1.50");
      execute(connection, "UPDATE t SET n = 1.5"); // not the same bytes, but the same value
      assertThat(column(connection, "SELECT changed FROM syncline_log WHERE op = 'U' ORDER BY id"))
          .containsExactly(
              "{\"c0\":null,\"c149\":\"é\\\"\",\"j\":\"{\\\"a\\\": 1}\",\"f\":\"0.1\",\"p\":\"x  \",\"n\":\"1.5\"}",
              "{\"n\":null}",
              "{}");
      execute(connection, "UPDATE t SET n = n");
      assertThat(column(connection, "SELECT id::text FROM syncline_log")).hasSize(4);
    }
  }

  @Test
  void one_start_at_a_time_makes_tables() throws Exception {
    Provisioning provisioning = provisioning();
    try (Connection first = database.connect();
        Connection second = database.connect()) {
      List<String> order = new ArrayList<>();
      Thread other =
          new Thread(
              () -> {
                try {
                  provisioning.alone(second, () -> order.add("second"));
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      provisioning.alone(
          first,
          () -> {
            other.start();
            other.join(Duration.ofSeconds(1).toMillis());
            order.add("first");
          });
      other.join(Duration.ofSeconds(30).toMillis());
      assertThat(order).containsExactly("first", "second");
      assertThat(column(first, "SHOW lock_timeout")).containsExactly("2s");
    }
  }

  private static Provisioning provisioning(TrackedTable... tables) {
    return new Provisioning(new PostgresDialect(), List.of(tables));
  }

  private static TrackedTable table(String name, String key, EdmType type) {
    return new TrackedTable(name, List.of(new TrackedTable.Column(key, type)), List.of());
  }
}
