package org.syncline.store.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.syncline.testkit.ConfiguredServer.by;
import static org.syncline.testkit.ConfiguredServer.table;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.syncline.model.SyncException;
import org.syncline.scope.config.ConfiguredTable;
import org.syncline.scope.config.SqlServerType;
import org.syncline.testkit.ConfiguredServer;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.EachDatabase;
import org.syncline.testkit.ScopeCopy;

/** What is left when Syncline was taken out of a database: what was there before it came. */
@EachDatabase
class RemovalTest {
  private static final String ROWS = "SELECT COUNT(*) FROM T";

  @Parameter DatabaseKind kind;
  private ConfiguredServer server;
  private ScopeCopy device;

  @BeforeEach
  void open() throws Exception {
    server = ConfiguredServer.on(kind);
    server.execute(
        "CREATE TABLE T (ID INT PRIMARY KEY, OWNER INT)",
        "CREATE TABLE ONCE (ID INT PRIMARY KEY)",
        "CREATE TABLE SYNCLINE_NOTES (ID INT PRIMARY KEY)",
        "INSERT INTO T VALUES (1, 7), (2, 8)");
    // a table that is no longer synchronised has a tracking table still
    server.serve(table(name("ONCE")));
    server.serve(tracked());
    device = server.copy(7);
    device.assertConverged();
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  private ConfiguredTable tracked() {
    return table(name("T"), by(name("OWNER"), SqlServerType.INT));
  }

  private String name(String name) {
    return kind == DatabaseKind.POSTGRES ? name.toLowerCase(Locale.ROOT) : name;
  }

  private void assertNothingLeft() throws Exception {
    String schema = kind.dialect().schema().currentSchema();
    assertThat(
            server.text(
                "SELECT MAX(TABLE_NAME) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = "
                    + schema
                    + " AND UPPER(TABLE_NAME) LIKE 'SYNCLINE%' AND UPPER(TABLE_NAME) <>"
                    + " 'SYNCLINE_NOTES'"))
        .isNull();
    assertThat(
            server.text(
                "SELECT MAX(TRIGGER_NAME) FROM INFORMATION_SCHEMA.TRIGGERS WHERE TRIGGER_SCHEMA = "
                    + schema))
        .isNull();
    if (kind == DatabaseKind.POSTGRES) {
      assertThat(
              server.text("SELECT MAX(proname::text) FROM pg_proc WHERE proname ILIKE 'syncline%'"))
          .isNull();
      assertThat(
              server.text(
                  "SELECT MAX(indexname::text) FROM pg_indexes WHERE indexname ILIKE 'syncline_i%'"))
          .isNull();
    }
  }

  @Test
  void everything_goes_but_the_rows() throws Exception {
    server.remove();
    assertNothingLeft();
    server.remove();
    server.execute("INSERT INTO T VALUES (3, 7)", "DELETE FROM T WHERE ID = 2");
    assertThat(server.text(ROWS)).isEqualTo("2");
    assertThat(server.text("SELECT COUNT(*) FROM SYNCLINE_NOTES")).isEqualTo("0");
  }

  @Test
  void a_server_that_still_runs_makes_no_triggers_again() throws Exception {
    server.remove();
    assertThat(server.heal()).isEmpty();
    assertNothingLeft();
    assertThatThrownBy(device::download).isInstanceOf(RuntimeException.class);
    server.execute("INSERT INTO T VALUES (3, 7)");
  }

  @Test
  void a_removal_that_was_stopped_goes_on() throws Exception {
    server.execute(kind.triggersOff(name("T")).toArray(String[]::new));
    server.execute("DROP TABLE SYNCLINE_LOG");
    server.remove();
    assertNothingLeft();
  }

  @Test
  void a_new_start_begins_anew() throws Exception {
    server.remove();
    server.execute("INSERT INTO T VALUES (3, 7)");
    server.serve(tracked());
    assertThatThrownBy(device::download).isInstanceOf(SyncException.class);
    ScopeCopy fresh = server.copy(7);
    server.execute("INSERT INTO T VALUES (4, 7)");
    fresh.assertConverged();
    server.execute("DELETE FROM T WHERE ID = 4");
    fresh.assertConverged();
  }
}
