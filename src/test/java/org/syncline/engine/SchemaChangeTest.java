package org.syncline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.syncline.testkit.ConfiguredServer.by;
import static org.syncline.testkit.ConfiguredServer.table;
import static org.syncline.testkit.Copy.assertMustStartOver;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.syncline.model.Change;
import org.syncline.model.Row;
import org.syncline.model.UploadOutcome;
import org.syncline.scope.config.ConfiguredColumn;
import org.syncline.scope.config.ConfiguredTable;
import org.syncline.scope.config.SqlServerType;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.ScopeCopy;

/** Tables and scopes that change while devices have copies (hazard 40). */
class SchemaChangeTest extends OnConfiguredServer {
  /** The colour and the weight, which are added. */
  private static final Set<Integer> ADDED = Set.of(3, 4);

  private ScopeCopy device;

  @BeforeEach
  void open() throws Exception {
    server.execute(
        "CREATE TABLE T (ID INT PRIMARY KEY, OWNER INT NOT NULL, NAME VARCHAR(9), UNIQUE (OWNER, ID))",
        "INSERT INTO T VALUES (1, 7, 'one'), (2, 7, 'two'), (3, 7, 'three'), (4, 8, 'four')");
    serve();
    device = server.copy(7);
    device.assertConverged();
    server.number();
  }

  private void serve() throws Exception {
    server.serve(table("T", by("OWNER", SqlServerType.INT)));
  }

  private void addColumns() throws Exception {
    server.execute(
        "ALTER TABLE T ADD COLUMN COLOUR VARCHAR(9)",
        "ALTER TABLE T ADD COLUMN WEIGHT INT DEFAULT 70 NOT NULL",
        // while no server runs, or one that knows nothing of it
        "INSERT INTO T VALUES (5, 7, 'five', 'blue', 5)");
    serve();
  }

  @Test
  void h40_columns_are_added_and_devices_go_on() throws Exception {
    addColumns();
    assertThat(device.download()).isOne();
    server.execute("UPDATE T SET COLOUR = 'red' WHERE ID = 1");
    assertThat(device.download()).isOne();
    assertThat(device.values("T", 2)).containsExactly("one", "two", "three", "five");
    server.execute("UPDATE T SET WEIGHT = WEIGHT + 1");
    device.assertConverged();
    server.copy(7).assertConverged();
  }

  @Test
  void h40_what_a_device_does_not_know_of_it_does_not_destroy() throws Exception {
    addColumns();
    server.execute("UPDATE T SET COLOUR = 'red', WEIGHT = 1 WHERE ID < 3");
    device.download();
    List<UploadOutcome> outcomes =
        device.uploadWithout(
            ADDED,
            List.of(
                live(1, 7, "uno", null, 0),
                live(3, 7, "tre", null, 0),
                live(9, 7, "new", null, 0)));
    ScopeCopy.assertStored(outcomes);
    assertThat(outcomes.get(2))
        .isEqualTo(new UploadOutcome.Inserted(device.row("T", 9, 7, "new", null, 70)));
    assertThat(server.text("SELECT COLOUR FROM T WHERE NAME = 'uno'")).isEqualTo("red");
    assertThat(server.text("SELECT WEIGHT FROM T WHERE NAME = 'uno'")).isEqualTo("1");
    assertThat(server.text("SELECT WEIGHT FROM T WHERE NAME = 'tre'")).isEqualTo("70");
    // the row comes down with what the device did not send
    device.assertConverged();
    // an app that has learned of the columns empties them on purpose, with the same blob
    device.store(device.row("T", 1, 7, "uno", null, 2));
    device.assertConverged();
    assertThat(server.text("SELECT COLOUR FROM T WHERE ID = 1")).isNull();
  }

  @Test
  void h49_it_does_not_learn_the_values_of_a_strangers_row() throws Exception {
    addColumns();
    server.execute("UPDATE T SET COLOUR = 'secret', WEIGHT = 12345 WHERE ID = 4");
    List<UploadOutcome> outcomes =
        device.uploadWithout(ADDED, List.of(live(4, 7, "mine", null, 0)));
    assertThat(outcomes).hasOnlyElementsOfType(UploadOutcome.Failed.class);
    assertThat(outcomes.toString()).doesNotContain("secret", "12345");
    server.execute("UPDATE T SET WEIGHT = WEIGHT + 1");
    device.assertConverged();
  }

  @Test
  void a_device_that_began_with_the_columns_leaves_them_out_as_ever() throws Exception {
    addColumns();
    server.execute("UPDATE T SET COLOUR = 'red', WEIGHT = 1");
    ScopeCopy later = server.copy(7);
    later.download();
    ScopeCopy.assertStored(later.uploadWithout(ADDED, List.of(live(1, 7, "uno", null, 0))));
    assertThat(server.text("SELECT COLOUR FROM T WHERE ID = 1")).isNull();
    assertThat(server.text("SELECT WEIGHT FROM T WHERE ID = 1")).isEqualTo("0");
    later.assertConverged();
  }

  @Test
  void h21_an_upload_sent_again_after_columns_were_added_is_still_the_same() throws Exception {
    String before = device.blob();
    device.store(device.row("T", 1, 7, "uno"));
    server.execute("UPDATE T SET NAME = 'eins' WHERE ID = 1");
    addColumns();
    device.goBackTo(before);
    assertThat(device.uploadWithout(ADDED, List.of(live(1, 7, "uno", null, 0))))
        .hasOnlyElementsOfType(UploadOutcome.Accepted.class);
    assertThat(server.text("SELECT NAME FROM T WHERE ID = 1")).isEqualTo("eins");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE T DROP COLUMN NAME",
        "ALTER TABLE T DROP COLUMN NAME; ALTER TABLE T ADD COLUMN NAME INT",
        "ALTER TABLE T DROP COLUMN NAME; ALTER TABLE T ADD COLUMN NAME VARCHAR(9) DEFAULT '' NOT NULL",
        "ALTER TABLE T DROP COLUMN NAME; ALTER TABLE T ADD COLUMN TITLE VARCHAR(9)"
      })
  void h40_after_other_changes_devices_start_over(String statements) throws Exception {
    server.execute(statements.split(";", -1));
    serve();
    assertStartsOver();
    ScopeCopy anew = server.copy(7);
    anew.assertConverged();
    server.execute("UPDATE T SET OWNER = 8 WHERE ID = 1");
    anew.assertConverged();
  }

  @Test
  void h39_a_column_of_no_scope_goes_while_the_server_runs() throws Exception {
    // there triggers name all columns, until the next start
    assumeThat(kind).isNotEqualTo(DatabaseKind.MARIADB);
    server.execute(
        "CREATE TABLE U (ID INT PRIMARY KEY, SPARE INT, OWNER INT)",
        "INSERT INTO U VALUES (1, 0, 7), (2, 0, 8)");
    List<ConfiguredColumn> columns =
        List.of(
            new ConfiguredColumn("ID", "ID", SqlServerType.INT, true, false),
            new ConfiguredColumn("OWNER", "OWNER", SqlServerType.INT, false, true));
    server.serve(new ConfiguredTable("U", "U", columns, List.of(by("OWNER", SqlServerType.INT))));
    ScopeCopy copy = server.copy(7);
    copy.assertConverged();
    server.execute("ALTER TABLE U DROP COLUMN SPARE", "UPDATE U SET OWNER = 15 - OWNER");
    copy.assertConverged();
    assertThat(copy.values("U", 0)).containsExactly(2);
    copy.store(copy.row("U", 3, 7));
    copy.assertConverged();
  }

  @Test
  void h40_with_another_key_or_filter_devices_start_over() throws Exception {
    List<ConfiguredColumn> columns =
        List.of(
            new ConfiguredColumn("ID", "ID", SqlServerType.INT, true, false),
            new ConfiguredColumn("OWNER", "OWNER", SqlServerType.INT, true, false),
            new ConfiguredColumn("NAME", "NAME", SqlServerType.NVARCHAR, false, true));
    server.serve(new ConfiguredTable("T", "T", columns, List.of(by("OWNER", SqlServerType.INT))));
    assertStartsOver();
    server.copy(7).assertConverged();
    server.serve(table("T", by("ID", SqlServerType.INT)));
    assertStartsOver();
  }

  private void assertStartsOver() throws Exception {
    String content = server.text("SELECT COUNT(*) FROM T");
    assertMustStartOver(device::download);
    assertMustStartOver(() -> device.upload(List.of()));
    assertThat(server.text("SELECT COUNT(*) FROM T")).isEqualTo(content);
  }

  private Change live(Object... values) {
    Row row = device.row("T", values);
    return new Change.Live(row);
  }
}
