package org.syncline.store.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.syncline.testkit.Sql.execute;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.syncline.model.EdmType;
import org.syncline.store.jdbc.TrackedTable;
import org.syncline.store.jdbc.TrackedTable.Column;
import org.syncline.testkit.DatabaseKind;

/** What only MariaDB's triggers have to be told. */
class MariaDbTriggersTest extends MariaDbTables {
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

  @Test
  void h36_a_deletion_that_waits_for_a_row_of_another_table_keeps_nobody_else_waiting()
      throws Exception {
    createTree("ON DELETE CASCADE");
    execute(connection, "CREATE TABLE lone (id INT PRIMARY KEY)");
    TrackedTable lone =
        new TrackedTable("lone", List.of(new Column("id", EdmType.INT32)), List.of());
    track(LEAF, lone);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (Connection holder = database.connect();
        Connection waiter = database.connect()) {
      execute(waiter, DatabaseKind.MARIADB.setLockTimeout(Duration.ofSeconds(60)));
      holder.setAutoCommit(false);
      execute(holder, "UPDATE leaf SET text = 'held' WHERE id = 101");
      Future<Long> waited =
          threads.submit(() -> timed(() -> execute(waiter, "DELETE FROM branch WHERE id = 10")));
      awaitLockWait(connection, waited);
      long others = timed(() -> execute(connection, "INSERT INTO lone VALUES (1)"));
      Thread.sleep(1_000);
      assertThat(waited.isDone()).isFalse();
      holder.commit();
      assertThat(others).isLessThan(waited.get() / 2);
    } finally {
      threads.shutdownNow();
    }
    assertThat(log())
        .containsExactlyInAnyOrder(
            "leaf U [\"101\"] [\"10\",\"6\"] [\"10\",\"6\"]",
            "lone I [\"1\"] null []",
            "leaf D [\"100\"] [\"10\",\"5\"] null",
            "leaf D [\"101\"] [\"10\",\"6\"] null");
  }

  private static long timed(ThrowingCallable work) {
    long began = System.nanoTime();
    try {
      work.call();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    return System.nanoTime() - began;
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
}
