package org.syncline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.syncline.testkit.ConfiguredServer.by;
import static org.syncline.testkit.ConfiguredServer.table;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.syncline.model.UploadOutcome;
import org.syncline.scope.config.ConfiguredTable;
import org.syncline.scope.config.SqlServerType;
import org.syncline.testkit.ConfiguredServer;
import org.syncline.testkit.ScopeCopy;

/** Rows that belong to whom their parent belongs to (hazard 8), as docs/schemas.md says. */
class ParentFilterTest extends OnConfiguredServer {
  private ScopeCopy seven;
  private ScopeCopy eight;

  @BeforeEach
  void open() throws Exception {
    assumeThat(kind.logsFollowingKeys()).isTrue();
    server.execute(example("CREATE TABLE PROJECT"));
    server.execute(
        "INSERT INTO PROJECT VALUES (1, 7, 'one'), (2, 8, 'two')",
        "INSERT INTO TASK VALUES (11, 1, 7, 'a'), (12, 1, 7, 'b'), (21, 2, 8, 'c')",
        "INSERT INTO REMARK VALUES (111, 11, 7, 'x'), (211, 21, 8, 'y')");
    server.serve(owned("PROJECT"), owned("TASK"), owned("REMARK"));
    seven = server.copy(7);
    eight = server.copy(8);
    assertConverged();
  }

  private static ConfiguredTable owned(String name) {
    return table(name, by("OWNER", SqlServerType.INT));
  }

  @Test
  void h08_children_go_where_their_parent_goes() throws Exception {
    server.execute("UPDATE PROJECT SET OWNER = 8 WHERE ID = 1");
    assertConverged();
    assertThat(seven.values("REMARK", 0)).isEmpty();
    assertThat(eight.values("REMARK", 0)).containsExactly(111, 211);
    server.number();
    // and back, by a device
    eight.store(eight.row("PROJECT", 1, 7, "one"));
    assertConverged();
    assertThat(seven.values("TASK", 0)).containsExactly(11, 12);
    assertThat(eight.values("TASK", 0)).containsExactly(21);
  }

  @Test
  void h08_a_child_moves_to_another_parent() throws Exception {
    server.execute("UPDATE TASK SET PROJECT = 2, OWNER = 8 WHERE ID = 11");
    assertConverged();
    assertThat(eight.values("REMARK", 0)).containsExactly(111, 211);
    seven.store(seven.row("TASK", 12, 2, 8, "b"));
    assertConverged();
    assertThat(seven.values("TASK", 0)).isEmpty();
    assertThat(eight.values("TASK", 0)).containsExactly(11, 12, 21);
  }

  @Test
  void nobody_puts_rows_below_a_strangers_parent() throws Exception {
    List<UploadOutcome> outcomes =
        seven.put(seven.row("TASK", 99, 2, 7, "mine?"), seven.row("TASK", 98, 1, 7, "mine"));
    assertThat(outcomes.get(0)).isInstanceOf(UploadOutcome.Failed.class);
    assertThat(outcomes.get(1)).isInstanceOf(UploadOutcome.Inserted.class);
    seven.store(
        seven.row("REMARK", 31, 30, 7, "r"),
        seven.row("TASK", 30, 3, 7, "t"),
        seven.row("PROJECT", 3, 7, "p"));
    assertConverged();
  }

  @Test
  void a_table_that_is_full_gets_the_column() throws Exception {
    try (ConfiguredServer old = ConfiguredServer.on(kind)) {
      old.execute(
          "CREATE TABLE PROJECT (ID INT PRIMARY KEY, OWNER INT NOT NULL)",
          "CREATE TABLE TASK (ID INT PRIMARY KEY, PROJECT INT NOT NULL)",
          "INSERT INTO PROJECT VALUES (1, 7), (2, 8)",
          "INSERT INTO TASK VALUES (11, 1), (21, 2)");
      old.execute(example("ALTER TABLE TASK"));
      old.serve(owned("PROJECT"), owned("TASK"));
      ScopeCopy copy = old.copy(7);
      copy.assertConverged();
      assertThat(copy.values("TASK", 0)).containsExactly(11);
      old.execute("UPDATE PROJECT SET OWNER = 7");
      copy.assertConverged();
      assertThat(copy.values("TASK", 0)).containsExactly(11, 21);
    }
  }

  /** The statements of the page's example that begins so. */
  private static String[] example(String beginning) throws Exception {
    String page = Files.readString(Path.of("docs/schemas.md"));
    Matcher example =
        Pattern.compile("```sql\n(" + beginning + ".*?)```", Pattern.DOTALL).matcher(page);
    assertThat(example.find()).isTrue();
    return Arrays.stream(example.group(1).split(";", -1))
        .filter(statement -> !statement.isBlank())
        .toArray(String[]::new);
  }

  private void assertConverged() throws Exception {
    seven.assertConverged();
    eight.assertConverged();
  }
}
