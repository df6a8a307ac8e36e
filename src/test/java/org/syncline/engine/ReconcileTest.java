package org.syncline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.syncline.testkit.ConfiguredServer.by;
import static org.syncline.testkit.ConfiguredServer.table;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.syncline.scope.config.SqlServerType;
import org.syncline.store.jdbc.Reconcile;
import org.syncline.store.jdbc.ReconcileRun;
import org.syncline.testkit.ConfiguredServer;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.EachDatabase;
import org.syncline.testkit.ScopeCopy;

/** What no trigger saw reaches devices all the same. */
@EachDatabase
class ReconcileTest {
  /** So few that every test has several ranges. */
  private static final int ROWS = 3;

  @Parameter DatabaseKind kind;
  private ConfiguredServer server;
  private ScopeCopy seven;
  private ScopeCopy eight;

  /** Ten rows, which were there before anything was tracked. */
  @BeforeEach
  void open() throws Exception {
    server = ConfiguredServer.on(kind);
    server.execute(
        "CREATE TABLE T (ID INT PRIMARY KEY, OWNER INT, NAME VARCHAR(20))", "DELETE FROM T");
    for (int id = 1; id <= 10; id++) {
      server.execute("INSERT INTO T VALUES (%d, %d, 'row')".formatted(id, 7 + id % 2));
    }
    server.serve(table(name("T"), by(name("OWNER"), SqlServerType.INT)));
    seven = server.copy(7);
    eight = server.copy(8);
    assertConverged();
    assertThat(reconcile()).isZero();
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  /** As the catalogue has it: PostgreSQL folds what is not in quotes. */
  private String name(String name) {
    return kind == DatabaseKind.POSTGRES ? name.toLowerCase(Locale.ROOT) : name;
  }

  private long reconcile() {
    return server.reconcile(name("T"), ROWS);
  }

  private void assertConverged() throws Exception {
    seven.assertConverged();
    eight.assertConverged();
  }

  /** Runs statements while no trigger of the table fires. */
  private void behindTheTriggers(String... statements) throws Exception {
    server.execute(kind.triggersOff(name("T")).toArray(String[]::new));
    server.execute(statements);
    assertThat(server.heal()).containsExactly(name("T"));
    assertThat(server.heal()).isEmpty();
  }

  /** Nothing is left to log, and devices hold what is selected. */
  private void assertQuiet() throws Exception {
    assertConverged();
    assertThat(reconcile()).isZero();
    server.number();
    assertThat(reconcile()).isZero();
    assertThat(seven.download() + eight.download()).isZero();
    assertConverged();
  }

  @Test
  void h37_rows_that_truncate_took_leave_devices() throws Exception {
    server.execute(
        "INSERT INTO T VALUES (11, 7, 'tracked')", "UPDATE T SET OWNER = 7 WHERE ID = 3");
    assertConverged();
    server.number();
    server.execute("TRUNCATE TABLE T");
    // PostgreSQL's triggers see it
    assertThat(reconcile()).isEqualTo(kind == DatabaseKind.POSTGRES ? 0 : 11);
    assertQuiet();
    assertThat(seven.values(name("T"), 0)).isEmpty();
  }

  @Test
  void h38_what_was_written_while_triggers_were_off_reaches_devices() throws Exception {
    behindTheTriggers(
        "INSERT INTO T VALUES (0, 7, 'bulk'), (25, 8, 'bulk'), (26, NULL, 'nobody''s')",
        "UPDATE T SET NAME = 'changed' WHERE ID IN (2, 9)",
        "DELETE FROM T WHERE ID IN (1, 4)");
    assertThat(reconcile()).isEqualTo(7);
    assertQuiet();
    assertThat(seven.values(name("T"), 2)).contains("bulk", "changed");
  }

  @Test
  void h07_a_row_that_moved_behind_the_triggers_leaves_the_filter_it_was_in() throws Exception {
    behindTheTriggers(
        "UPDATE T SET OWNER = 8 WHERE ID = 2", "UPDATE T SET OWNER = NULL WHERE ID = 3");
    assertThat(reconcile()).isEqualTo(2);
    assertQuiet();
    assertThat(seven.values(name("T"), 0)).doesNotContain(2);
    assertThat(eight.values(name("T"), 0)).contains(2).doesNotContain(3);
  }

  @Test
  void h38_what_triggers_saw_before_and_after_does_not_hide_what_they_did_not_see()
      throws Exception {
    server.execute("UPDATE T SET NAME = 'seen' WHERE ID = 2", "INSERT INTO T VALUES (12, 7, 'in')");
    assertConverged();
    behindTheTriggers(
        "UPDATE T SET OWNER = 8 WHERE ID = 2",
        "UPDATE T SET NAME = 'unseen' WHERE ID = 4",
        "DELETE FROM T WHERE ID IN (6, 12)");
    server.execute(
        "UPDATE T SET NAME = 'again' WHERE ID = 2", "INSERT INTO T VALUES (6, 8, 'another')");
    assertThat(reconcile()).isPositive();
    assertConverged();
    assertThat(seven.values(name("T"), 0)).doesNotContain(2, 6, 12);
    server.number();
    assertQuiet();
  }

  @Test
  void h38_a_row_that_changed_again_after_its_triggers_saw_it_is_told_again() throws Exception {
    server.execute("UPDATE T SET NAME = 'seen' WHERE ID = 2");
    assertConverged();
    behindTheTriggers("UPDATE T SET NAME = 'unseen' WHERE ID = 2");
    assertThat(reconcile()).isEqualTo(1);
    assertQuiet();
  }

  @Test
  void a_row_that_was_deleted_and_came_back_unseen_is_told_of() throws Exception {
    server.execute("DELETE FROM T WHERE ID = 2");
    assertConverged();
    behindTheTriggers("INSERT INTO T VALUES (2, 7, 'row')");
    assertThat(reconcile()).isEqualTo(1);
    assertQuiet();
    assertThat(seven.values(name("T"), 0)).contains(2);
  }

  @Test
  void ordinary_changes_are_nothing_to_log() throws Exception {
    server.execute(
        "INSERT INTO T VALUES (20, 7, 'new')",
        "UPDATE T SET OWNER = 8 WHERE ID = 2",
        "UPDATE T SET ID = 30 WHERE ID = 4",
        "UPDATE T SET NAME = 'other' WHERE ID = 6",
        "DELETE FROM T WHERE ID = 1");
    assertThat(reconcile()).isZero();
    server.number();
    assertThat(reconcile()).isZero();
    server.execute("DELETE FROM T WHERE ID = 6", "INSERT INTO T VALUES (6, 8, 'back')");
    server.number();
    server.execute("DELETE FROM T WHERE ID = 20", "UPDATE T SET OWNER = 7 WHERE ID = 2");
    assertQuiet();
  }

  @Test
  void what_changed_before_the_first_run_is_not_known_and_not_logged() throws Exception {
    server.execute("CREATE TABLE OTHERS (ID INT PRIMARY KEY)", "INSERT INTO OTHERS VALUES (1)");
    server.serve(table(name("OTHERS")));
    assertThat(server.reconcile(name("OTHERS"), ROWS)).isZero();
    server.execute("INSERT INTO OTHERS VALUES (2)");
    assertThat(server.reconcile(name("OTHERS"), ROWS)).isZero();
  }

  @Test
  void keys_of_several_columns_and_texts_are_compared_in_their_own_order() throws Exception {
    String exact =
        switch (kind) {
          case H2 -> "VARCHAR(20)";
          case POSTGRES -> "VARCHAR(20)";
          case MARIADB -> "VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin";
        };
    server.execute(
        "CREATE TABLE TXT (PLACE %s, D DATE, NO DECIMAL(9, 2), OWNER %s, NAME VARCHAR(20), PRIMARY KEY (PLACE, D, NO))"
            .formatted(exact, exact));
    String insert = "INSERT INTO TXT VALUES ('%s', DATE '2024-02-%02d', %d.50, '%s', 'n')";
    List<String> rows = new ArrayList<>();
    for (String place : List.of("a", "A", "\u00e4", "z \"q\" \\", "\uD83D\uDE00", "")) {
      for (int i = 1; i < 9; i++) {
        String quoted = kind == DatabaseKind.MARIADB ? place.replace("\\", "\\\\") : place;
        rows.add(insert.formatted(quoted, i % 3 + 1, i, i % 2 == 0 ? "x" : "y"));
      }
    }
    server.execute(rows.toArray(String[]::new));
    server.serve(table(name("TXT"), by(name("OWNER"), SqlServerType.NVARCHAR)));
    ScopeCopy x = server.copy("x");
    x.assertConverged();
    assertThat(server.reconcile(name("TXT"), ROWS)).isZero();
    assertThat(server.reconcile(name("TXT"), ROWS)).isZero();
    server.execute(kind.triggersOff(name("TXT")).toArray(String[]::new));
    server.execute(
        "DELETE FROM TXT WHERE NO = 2.50",
        "UPDATE TXT SET OWNER = 'y' WHERE NO = 4.50",
        "UPDATE TXT SET NAME = 'm' WHERE NO = 6.50",
        "INSERT INTO TXT VALUES ('b', DATE '2024-01-01', 1, 'x', 'new')");
    server.heal();
    assertThat(server.reconcile(name("TXT"), ROWS)).isEqualTo(3 * 6 + 1);
    x.assertConverged();
    assertThat(server.reconcile(name("TXT"), ROWS)).isZero();
  }

  @Test
  void a_run_that_was_stopped_in_the_middle_is_done_again() throws Exception {
    behindTheTriggers("DELETE FROM T WHERE ID IN (2, 9)", "UPDATE T SET OWNER = 8 WHERE ID = 8");
    ReconcileRun stopped = server.reconciling(ROWS).begin(name("T")).orElseThrow();
    assertThat(stopped.next()).isTrue();
    assertThat(stopped.next()).isTrue();
    // as after a kill: nobody has given the turn back
    Reconcile next = server.reconciling(ROWS);
    assertThat(next.begin(name("T"))).isEmpty();
    server.execute("UPDATE SYNCLINE_RECONCILER SET BEAT_AT = TIMESTAMP '2001-01-01 00:00:00'");
    assertThat(next.begin(name("T"))).isPresent();
    assertThatThrownBy(stopped::next).hasStackTraceContaining("another node");
    next.end();
    assertThat(reconcile() + stopped.logged()).isEqualTo(3);
    assertQuiet();
  }

  /** The entry that reconciling writes may come before or after that of somebody else. */
  @Test
  void h37_a_row_that_comes_back_while_its_loss_is_logged_is_not_hidden() throws Exception {
    behindTheTriggers("DELETE FROM T WHERE ID IN (2, 4)");
    try (Connection writer = server.connect();
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("INSERT INTO T VALUES (2, 7, 'back')");
      assertThat(reconcile()).isEqualTo(2);
      assertConverged();
      server.number();
      statement.execute("INSERT INTO T VALUES (4, 8, 'back')");
      assertConverged();
      writer.commit();
    }
    assertConverged();
    assertThat(seven.values(name("T"), 0)).contains(2);
    server.number();
    assertQuiet();
  }

  @Test
  void h37_both_entries_may_get_their_numbers_at_once() throws Exception {
    behindTheTriggers("DELETE FROM T WHERE ID = 2", "INSERT INTO T VALUES (14, 7, 'unseen')");
    try (Connection writer = server.connect();
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("INSERT INTO T VALUES (2, 7, 'back')");
      statement.execute("DELETE FROM T WHERE ID = 14");
      assertThat(reconcile()).isEqualTo(2);
      writer.commit();
    }
    server.number();
    assertConverged();
    assertThat(seven.values(name("T"), 0)).contains(2).doesNotContain(14);
    reconcile(); // may say once more what the order of the entries left open
    server.number();
    assertQuiet();
  }

  @Test
  void h38_with_others_writing_meanwhile_devices_end_with_what_is_selected() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      int id = 2 + i;
      writers.add(CompletableFuture.runAsync(() -> write(stop, id)));
    }
    try {
      for (int round = 0; round < 5; round++) {
        for (int i = 0; i < 10; i++) {
          assertThat(reconcile()).isZero();
          server.number();
        }
        seven.download();
      }
    } finally {
      stop.set(true);
      writers.forEach(CompletableFuture::join);
    }
    assertQuiet();
  }

  /** Moves, deletes and inserts rows of its own. */
  private void write(AtomicBoolean stop, int id) {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      for (int i = 0; !stop.get(); i++) {
        statement.execute(
            "UPDATE T SET OWNER = 15 - OWNER WHERE ID IN (%d, %d)".formatted(id, id + 4));
        statement.execute("DELETE FROM T WHERE ID = " + (100 + id));
        statement.execute("INSERT INTO T VALUES (%d, 7, 'n%d')".formatted(100 + id, i));
        statement.execute("UPDATE T SET NAME = 'n%d' WHERE ID = %d".formatted(i, id + 2));
        TimeUnit.MILLISECONDS.sleep(3); // or nobody could number as fast as they write
      }
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void h39_a_trigger_that_is_gone_is_made_again_and_its_table_is_reconciled_next()
      throws Exception {
    Reconcile reconcile = server.reconciling(ROWS);
    Duration day = Duration.ofDays(1);
    assertThat(reconcile.beginWhatIsDue(day, Set.of())).isEmpty();
    behindTheTriggers("UPDATE T SET OWNER = 8 WHERE ID = 2");
    server.execute("UPDATE T SET NAME = 'seen' WHERE ID = 4");
    ReconcileRun due = reconcile.beginWhatIsDue(day, Set.of()).orElseThrow();
    while (due.next()) {
      assertThat(due.table()).isEqualTo(name("T"));
    }
    reconcile.end();
    assertThat(reconcile.beginWhatIsDue(day, Set.of())).isEmpty();
    assertConverged();
  }

  @Test
  void h39_what_was_written_while_the_server_was_down_and_triggers_off_is_found() throws Exception {
    server.execute(kind.triggersOff(name("T")).toArray(String[]::new));
    server.execute("DELETE FROM T WHERE ID = 2");
    server.serve(table(name("T"), by(name("OWNER"), SqlServerType.INT)));
    Reconcile reconcile = server.reconciling(ROWS);
    ReconcileRun due = reconcile.beginWhatIsDue(Duration.ofDays(1), Set.of()).orElseThrow();
    while (due.next()) {
      assertThat(due.table()).isEqualTo(name("T"));
    }
    reconcile.end();
    assertQuiet();
  }
}
