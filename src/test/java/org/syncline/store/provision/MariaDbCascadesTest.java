package org.syncline.store.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.syncline.testkit.Sql.execute;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syncline.model.EdmType;
import org.syncline.store.jdbc.TrackedTable;
import org.syncline.store.jdbc.TrackedTable.Column;

/** What MariaDB's triggers have to be told of rows that go, or change, with others. */
class MariaDbCascadesTest extends MariaDbTables {
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
}
