package org.syncline.store.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syncline.model.EdmType;
import org.syncline.store.jdbc.TrackedTable;
import org.syncline.store.jdbc.TrackedTable.Column;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.NewDatabase;

/** What only MariaDB's triggers have to be told. */
class MariaDbTriggersTest {
  private static final TrackedTable LEAF =
      new TrackedTable(
          "leaf",
          List.of(new Column("id", EdmType.INT32)),
          List.of(new Column("branch", EdmType.INT32), new Column("owner", EdmType.INT32)));

  private NewDatabase database;
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    database = DatabaseKind.MARIADB.create();
    connection = database.connect();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    database.close();
  }

  @Test
  void h36_rows_that_a_deletion_takes_with_it_are_logged_several_levels_deep() throws Exception {
    createTree("ON DELETE CASCADE");
    TrackedTable branch =
        new TrackedTable("branch", List.of(new Column("id", EdmType.INT32)), List.of());
    track(LEAF, branch);
    execute(connection, "SET @SYNCLINE_WRITER = '0a000000-0000-4000-8000-000000000001'");
    execute(connection, "SET @SYNCLINE_UPLOAD = 7");
    execute(connection, "DELETE FROM tree WHERE id IN (SELECT tree FROM branch WHERE id = 10)");
    assertThat(column("SELECT COUNT(*) FROM leaf")).containsExactly("1");
    assertThat(log())
        .containsExactlyInAnyOrder(
            "branch D [\"10\"] [] null",
            "branch D [\"11\"] [] null",
            "leaf D [\"100\"] [\"10\",\"5\"] null",
            "leaf D [\"101\"] [\"10\",\"6\"] null",
            "leaf D [\"110\"] [\"11\",null] null");
    assertThat(column("SELECT DISTINCT CONCAT(WRITER, ' ', UPLOAD) FROM SYNCLINE_LOG"))
        .containsExactly("0a000000-0000-4000-8000-000000000001 7");
  }

  @Test
  void h36_rows_that_only_lose_what_they_refer_to_are_logged_as_changed() throws Exception {
    createTree("ON DELETE SET NULL");
    TrackedTable recorded =
        new TrackedTable(
            "leaf",
            LEAF.keys(),
            LEAF.filters(),
            List.of(new Column("branch", EdmType.INT32), new Column("text", EdmType.STRING)));
    track(recorded);
    execute(connection, "DELETE FROM tree WHERE id = 1");
    assertThat(column("SELECT branch FROM leaf WHERE id = 100")).containsExactly((String) null);
    assertThat(log())
        .containsExactlyInAnyOrder(
            "leaf U [\"100\"] [\"10\",\"5\"] [null,\"5\"]",
            "leaf U [\"101\"] [\"10\",\"6\"] [null,\"6\"]",
            "leaf U [\"110\"] [\"11\",null] [null,null]");
    assertThat(column("SELECT DISTINCT CHANGED FROM SYNCLINE_LOG ORDER BY 1"))
        .containsExactly("{\"branch\":\"10\"}", "{\"branch\":\"11\"}");
  }

  @Test
  void h36_a_deletion_that_is_refused_leaves_no_entry() throws Exception {
    createTree("ON DELETE CASCADE");
    execute(connection, "CREATE TABLE guard (tree INT, FOREIGN KEY (tree) REFERENCES tree (id))");
    execute(connection, "INSERT INTO guard VALUES (1)");
    track(LEAF);
    assertThatThrownBy(() -> execute(connection, "DELETE FROM tree WHERE id = 1"))
        .isInstanceOf(SQLException.class);
    assertThat(log()).isEmpty();
  }

  @Test
  void h36_rows_that_come_while_their_parent_goes_are_logged_too() throws Exception {
    createTree("ON DELETE CASCADE");
    track(LEAF);
    execute(connection, "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
    ExecutorService deleter = Executors.newSingleThreadExecutor();
    try (Connection other = database.connect()) {
      other.setAutoCommit(false);
      execute(other, "INSERT INTO leaf VALUES (201, 20, 5, 'late')");
      Future<?> deleted =
          deleter.submit(
              () -> {
                execute(connection, "DELETE FROM branch WHERE id IN (10, 20)");
                return null;
              });
      awaitLockWait(other, deleted);
      other.commit();
      deleted.get();
    } finally {
      deleter.shutdown();
    }
    assertThat(column("SELECT PK FROM SYNCLINE_LOG WHERE OP = 'D'"))
        .containsExactlyInAnyOrder("[\"100\"]", "[\"101\"]", "[\"200\"]", "[\"201\"]");
  }

  private static void awaitLockWait(Connection on, Future<?> work) throws Exception {
    boolean waits = false;
    while (!waits && !work.isDone()) {
      Thread.sleep(150); // the server shows the same for as long as it is asked more often
      try (Statement statement = on.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT 1 FROM INFORMATION_SCHEMA.PROCESSLIST P"
                      + " JOIN INFORMATION_SCHEMA.INNODB_TRX T ON T.TRX_MYSQL_THREAD_ID = P.ID"
                      + " WHERE P.DB = DATABASE() AND T.TRX_STATE = 'LOCK WAIT'")) {
        waits = rows.next();
      }
    }
  }

  private void createTree(String onDelete) throws SQLException {
    execute(connection, "CREATE TABLE tree (id INT PRIMARY KEY)");
    execute(
        connection,
        "CREATE TABLE branch (id INT PRIMARY KEY, tree INT,"
            + " FOREIGN KEY (tree) REFERENCES tree (id) ON DELETE CASCADE)");
    execute(
        connection,
        "CREATE TABLE leaf (id INT PRIMARY KEY, branch INT, owner INT,"
            + " text VARCHAR(50) COLLATE utf8mb4_uca1400_ai_ci,"
            + " CONSTRAINT hangs FOREIGN KEY (branch) REFERENCES branch (id) "
            + onDelete
            + ")");
    execute(connection, "INSERT INTO tree VALUES (1), (2)");
    execute(connection, "INSERT INTO branch VALUES (10, 1), (11, 1), (20, 2)");
    execute(
        connection,
        "INSERT INTO leaf VALUES (100, 10, 5, 'a'), (101, 10, 6, 'b'), (110, 11, NULL, 'c'),"
            + " (200, 20, 5, 'd')");
  }

  @ParameterizedTest
  @CsvSource({
    "ON UPDATE CASCADE, ON UPDATE CASCADE of foreign key hangs of table leaf",
    "ON UPDATE SET NULL, ON UPDATE SET NULL of foreign key hangs of table leaf",
  })
  void h36_a_reference_that_follows_its_parent_is_refused(String rule, String sentence)
      throws Exception {
    createTree(rule);
    assertThatThrownBy(() -> track(LEAF))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(sentence)
        .hasMessageContaining("ON UPDATE RESTRICT");
  }

  @Test
  void h36_a_deletion_that_takes_rows_of_the_same_table_is_refused() throws Exception {
    createTree("ON DELETE CASCADE");
    execute(connection, "ALTER TABLE tree ADD COLUMN below INT");
    execute(
        connection,
        "ALTER TABLE tree ADD CONSTRAINT endless FOREIGN KEY (below) REFERENCES tree (id)"
            + " ON DELETE CASCADE");
    assertThatThrownBy(() -> track(LEAF))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("foreign key endless of table tree")
        .hasMessageContaining("ON DELETE RESTRICT");
  }

  @Test
  void triggers_on_other_tables_go_when_a_reference_does_or_the_table_is_no_longer_tracked()
      throws Exception {
    createTree("ON DELETE CASCADE");
    track(LEAF);
    String others =
        "SELECT EVENT_OBJECT_TABLE FROM INFORMATION_SCHEMA.TRIGGERS"
            + " WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE <> 'leaf'";
    assertThat(column(others)).containsExactlyInAnyOrder("branch", "tree");

    execute(connection, "ALTER TABLE leaf DROP FOREIGN KEY hangs");
    track(LEAF);
    assertThat(column(others)).isEmpty();

    execute(
        connection,
        "ALTER TABLE leaf ADD CONSTRAINT hangs FOREIGN KEY (branch) REFERENCES branch (id)"
            + " ON DELETE CASCADE");
    Provisioning provisioning = provisioning(LEAF);
    assertThat(provisioning.missingTriggers(connection)).hasSize(2);
    track(LEAF);
    assertThat(provisioning.missingTriggers(connection)).isEmpty();
    track();
    assertThat(column(others)).isEmpty();
    assertThat(column("SHOW TRIGGERS")).isEmpty();
  }

  @Test
  void updates_that_change_nothing_leave_no_entry_and_those_of_a_letters_case_do()
      throws Exception {
    createTree("ON DELETE CASCADE");
    track(LEAF);
    execute(connection, "UPDATE leaf SET text = 'a', branch = 10 WHERE id = 100");
    assertThat(log()).isEmpty();
    execute(connection, "UPDATE leaf SET text = 'A' WHERE id = 100");
    execute(connection, "UPDATE leaf SET text = 'A ' WHERE id = 100");
    assertThat(log()).hasSize(2);
  }

  @Test
  void a_new_key_is_a_deletion_and_an_insertion() throws Exception {
    createTree("ON DELETE CASCADE");
    track(LEAF);
    execute(connection, "UPDATE leaf SET id = 300, owner = 9 WHERE id = 100");
    assertThat(log())
        .containsExactly(
            "leaf D [\"100\"] [\"10\",\"5\"] null", "leaf I [\"300\"] null [\"10\",\"9\"]");
  }

  @Test
  void a_day_that_no_calendar_has_cannot_be_a_key_and_is_nobodys_filter() throws Exception {
    execute(connection, "CREATE TABLE diary (day DATE PRIMARY KEY, since DATE)");
    track(
        new TrackedTable(
            "diary",
            List.of(new Column("day", EdmType.DATE_TIME)),
            List.of(new Column("since", EdmType.DATE_TIME))));
    execute(connection, "SET SESSION sql_mode = ''");
    for (String none : List.of("0000-00-00", "2024-00-01", "2024-01-00")) {
      assertThatThrownBy(
              () -> execute(connection, "INSERT INTO diary VALUES ('" + none + "', NULL)"))
          .hasMessageContaining("cannot be a key of a synchronised table");
    }
    execute(connection, "INSERT INTO diary VALUES ('2024-01-01', '2024-00-00')");
    assertThat(log()).containsExactly("diary I [\"2024-01-01T00:00:00.000000000\"] null [null]");
  }

  @Test
  void an_instant_has_the_same_text_whatever_the_time_zone_of_who_writes() throws Exception {
    execute(connection, "CREATE TABLE event (at TIMESTAMP(6) PRIMARY KEY)");
    track(
        new TrackedTable("event", List.of(new Column("at", EdmType.DATE_TIME_OFFSET)), List.of()));
    execute(connection, "SET SESSION time_zone = '+05:30'");
    execute(connection, "INSERT INTO event VALUES ('2024-03-01 04:00:00.25')");
    execute(connection, "SET SESSION time_zone = '-08:00'");
    execute(connection, "DELETE FROM event");
    assertThat(column("SELECT PK FROM SYNCLINE_LOG"))
        .containsExactly(
            "[\"2024-02-29T22:30:00.250000000Z\"]", "[\"2024-02-29T22:30:00.250000000Z\"]");
  }

  @Test
  void a_table_without_transactions_is_refused() throws Exception {
    execute(
        connection,
        "CREATE TABLE leaf (id INT PRIMARY KEY, branch INT, owner INT) ENGINE = MyISAM");
    assertThatThrownBy(() -> track(LEAF))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ALTER TABLE leaf ENGINE = InnoDB");
  }

  @Test
  void a_key_that_is_too_long_for_an_index_is_refused() throws Exception {
    execute(connection, "CREATE TABLE long_key (k VARCHAR(768) PRIMARY KEY)");
    assertThatThrownBy(
            () ->
                track(
                    new TrackedTable(
                        "long_key", List.of(new Column("k", EdmType.STRING)), List.of())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("too long for an index");
  }

  @Test
  void names_may_be_as_long_as_the_server_lets_them_be() throws Exception {
    String name = "t" + "\u00e4`".repeat(31) + "x";
    execute(connection, "CREATE TABLE \"%s\" (\"k'\\\" INT PRIMARY KEY)".formatted(name));
    TrackedTable table =
        new TrackedTable(name, List.of(new Column("k'\\", EdmType.INT32)), List.of());
    track(table);
    execute(connection, "INSERT INTO \"%s\" VALUES (1)".formatted(name));
    assertThat(log()).containsExactly(name + " I [\"1\"] null []");
    assertThat(provisioning(table).missing(connection)).isEmpty();
  }

  @Test
  void h39_no_write_goes_unlogged_while_triggers_are_replaced() throws Exception {
    createTree("ON DELETE CASCADE");
    TrackedTable recorded =
        new TrackedTable(
            "leaf", LEAF.keys(), LEAF.filters(), List.of(new Column("text", EdmType.STRING)));
    track(LEAF);
    AtomicBoolean ended = new AtomicBoolean();
    ExecutorService writers = Executors.newFixedThreadPool(2);
    try {
      List<Future<Integer>> written = new ArrayList<>();
      for (int from : new int[] {1_000, 1_000_000}) {
        written.add(writers.submit(writer(from, ended)));
      }
      for (int i = 0; i < 10; i++) {
        track(i % 2 == 0 ? recorded : LEAF);
      }
      ended.set(true);
      int writes = written.get(0).get() + written.get(1).get();
      assertThat(writes).isGreaterThan(20);
      assertThat(column("SELECT COUNT(*) FROM SYNCLINE_LOG"))
          .containsExactly(String.valueOf(3 * writes));
    } finally {
      writers.shutdownNow();
    }
  }

  @Test
  void h01_a_start_that_gives_up_history_does_not_wait_for_those_who_write_elsewhere()
      throws Exception {
    createTree("ON DELETE RESTRICT");
    execute(connection, "CREATE TABLE lone (id INT PRIMARY KEY)");
    TrackedTable lone =
        new TrackedTable("lone", List.of(new Column("id", EdmType.INT32)), List.of());
    track(LEAF, lone);
    execute(connection, "UPDATE leaf SET text = 'z'");
    try (Connection other = database.connect()) {
      other.setAutoCommit(false);
      execute(other, "INSERT INTO lone VALUES (1)");
      track(new TrackedTable("leaf", LEAF.keys(), LEAF.filters().subList(0, 1)), lone);
      other.commit();
    }
    assertThat(column("SELECT TBL FROM SYNCLINE_LOG WHERE SEQ IS NULL")).containsExactly("lone");
    assertThat(column("SELECT HORIZON FROM SYNCLINE_CLOCK")).containsExactly("1");
  }

  private Callable<Integer> writer(int from, AtomicBoolean ended) {
    return () -> {
      int id = from;
      try (Connection own = database.connect()) {
        while (!ended.get()) {
          execute(own, "INSERT INTO leaf VALUES (" + id + ", 10, 5, 'x')");
          execute(own, "UPDATE leaf SET text = 'y' WHERE id = " + id);
          execute(own, "DELETE FROM leaf WHERE id = " + id);
          id++;
        }
      }
      return id - from;
    };
  }

  @Test
  void nodes_that_start_at_once_make_triggers_one_after_the_other() throws Exception {
    Provisioning provisioning = provisioning(LEAF);
    String before = column("SELECT @@lock_wait_timeout").get(0);
    try (Connection other = database.connect()) {
      provisioning.alone(
          connection,
          () -> {
            String lock = "CONCAT('syncline.', LEFT(SHA2(DATABASE(), 256), 40))";
            try (Statement statement = other.createStatement();
                ResultSet rows = statement.executeQuery("SELECT GET_LOCK(" + lock + ", 0)")) {
              rows.next();
              assertThat(rows.getInt(1)).isZero();
            }
          });
    }
    assertThat(column("SELECT @@lock_wait_timeout")).containsExactly(before);
  }

  private Provisioning provisioning(TrackedTable... tables) {
    return new Provisioning(DatabaseKind.MARIADB.dialect(), List.of(tables));
  }

  private void track(TrackedTable... tables) throws SQLException {
    Provisioning provisioning = provisioning(tables);
    provisioning.createTables(connection);
    provisioning.track(connection);
  }

  private List<String> log() throws SQLException {
    return column(
        "SELECT CONCAT_WS(' ', TBL, OP, PK, COALESCE(OLD_F, 'null'), COALESCE(NEW_F, 'null'))"
            + " FROM SYNCLINE_LOG ORDER BY ID");
  }

  private List<String> column(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  private static void execute(Connection on, String sql) throws SQLException {
    try (Statement statement = on.createStatement()) {
      statement.execute(sql);
    }
  }
}
