package org.syncline.store.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syncline.model.ReplicaState;
import org.syncline.scope.Service;
import org.syncline.store.jdbc.Sequencer;
import org.syncline.store.jdbc.TrackedTable;
import org.syncline.testkit.Copy;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.EachDatabase;
import org.syncline.testkit.ListsDatabase;
import org.syncline.testkit.Selected;
import org.syncline.testkit.SyncServer;

/** Starts on a database whose tables were tracked for another configuration. */
@EachDatabase
class ChangedServiceTest {
  @Parameter DatabaseKind kind;

  private static final UUID ANNA = new UUID(1, 1);

  private ListsDatabase database;

  @BeforeEach
  void open() throws SQLException {
    database = ListsDatabase.open(kind);
    fill();
  }

  private void fill() throws SQLException {
    database.execute("INSERT INTO \"Status\" VALUES (1, 'open'), (2, 'done')");
    database.execute("INSERT INTO \"Tag\" VALUES (1, 'red'), (2, 'blue')");
    // her list's key equals hers, so that filters by either show her something
    database.execute("INSERT INTO \"User\" VALUES ('%s', 'anna')".formatted(ANNA));
    database.execute(
        "INSERT INTO \"List\" (\"ID\", \"Name\", \"UserID\", \"CreatedDate\") VALUES ('%s', 'hers', '%s', TIMESTAMP '2026-01-02 03:04:05')"
            .formatted(ANNA, ANNA));
    insertItem(1);
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Item              | Item by UserID",
        "Item by UserID    | Item",
        "Item by UserID    | Item by ListID",
        "Item by UserID    | Item by UserID, ListID",
        "Item by UserID, ListID | Item by ListID, UserID",
        "Item by ListID, UserID | Item by ListID"
      })
  void other_filter_columns_make_every_device_start_over(String before, String after)
      throws Exception {
    SyncServer old = SyncServer.start(database, Services.of(database, "Status", before));
    Copy device = Copy.of(old, ANNA, 100);
    device.download();
    insertItem(2); // stays without a number until the next start
    ReplicaState synced = device.state();

    SyncServer server = SyncServer.start(database, Services.of(database, "Status", after));

    assertStartsOver(server, synced);
    Copy again = Copy.of(server, ANNA, 100);
    again.download();
    assertThat(again.content()).isEqualTo(Selected.of(server, ANNA));
    assertFollows(server, again);
  }

  @Test
  void a_table_that_comes_back_makes_every_device_start_over() throws Exception {
    Service with = Services.of(database, "Status", "Tag");
    SyncServer first = SyncServer.start(database, with);
    Copy device = Copy.of(first, ANNA, 100);
    device.download();
    ReplicaState synced = device.state();

    SyncServer.start(database, Services.of(database, "Status"));
    database.execute("UPDATE \"Tag\" SET \"Name\" = 'green' WHERE \"ID\" = 1");
    SyncServer third = SyncServer.start(database, with);

    assertStartsOver(third, synced);
    Copy again = Copy.of(third, ANNA, 100);
    again.download();
    assertThat(again.content()).isEqualTo(Selected.of(third, ANNA));
    database.execute("DELETE FROM \"Tag\" WHERE \"ID\" = 1");
    again.download();
    assertThat(again.content()).isEqualTo(Selected.of(third, ANNA));
  }

  @Test
  void a_table_that_left_the_configuration_is_written_without_a_trace() throws Exception {
    SyncServer.start(database, Services.of(database, "Status", "Tag"));
    SyncServer.start(database, Services.of(database, "Status"));
    database.execute("UPDATE \"Tag\" SET \"Name\" = 'green'");
    assertThat(number("SELECT COUNT(*) FROM SYNCLINE_LOG")).isZero();
    assertThat(number("SELECT COUNT(*) FROM SYNCLINE_TABLE WHERE TBL = 'Tag'")).isZero();
    assertThat(number("SELECT COUNT(*) FROM SYNCLINE_TABLE WHERE TBL = 'Status'")).isOne();
  }

  @Test
  void devices_go_on_when_nothing_changed_or_a_table_was_added_or_left() throws Exception {
    SyncServer first = SyncServer.start(database, Services.of(database, "Status"));
    Copy device = Copy.of(first, ANNA, 100);
    device.download();
    database.execute("UPDATE \"Status\" SET \"Name\" = 'ready' WHERE \"ID\" = 2");
    for (Service service :
        new Service[] {
          Services.of(database, "Status"),
          Services.of(database, "Status", "Item by UserID"),
          Services.of(database, "Status")
        }) {
      SyncServer.start(database, service);
      assertThat(number("SELECT HORIZON FROM SYNCLINE_CLOCK")).isZero();
    }
    device.download();
    assertThat(device.content()).isEqualTo(Selected.of(first, ANNA));
  }

  @Test
  void another_order_of_key_columns_counts_and_entries_in_the_old_order_do_no_harm()
      throws Exception {
    TrackedTable table = TrackedTable.of(List.of(database.service())).get("TagItemMapping");
    List<TrackedTable.Column> turned = new ArrayList<>(table.keys());
    Collections.reverse(turned);
    TrackedTable other = new TrackedTable(table.sqlName(), turned, table.filters());
    track(table);
    database.execute(
        "INSERT INTO \"TagItemMapping\" (\"TagID\", \"ItemID\", \"UserID\") VALUES (1, '%s', '%s')"
            .formatted(item(1), ANNA));
    track(other); // the entry that waits says [1, item, user]
    database.execute("DELETE FROM \"TagItemMapping\"");

    new Sequencer(
            database.pool(),
            kind.dialect(),
            Map.of(table.sqlName(), other),
            false,
            Duration.ofSeconds(1))
        .number();

    assertThat(number("SELECT COUNT(*) FROM SYNCLINE_LOG WHERE SEQ IS NULL")).isZero();
    assertThat(
            number(
                "SELECT COUNT(*) FROM \"SYNCLINE_TRK_TagItemMapping\" WHERE K0 = '%s' AND K2 = 1 AND GONE"
                    .formatted(ANNA)))
        .isOne();
    assertThat(number("SELECT HORIZON FROM SYNCLINE_CLOCK")).isOne();
  }

  @Test
  void h39_a_start_that_is_killed_anywhere_is_made_good_by_the_next() throws Exception {
    // databases of PostgreSQL take longer to make: a third of the places each time, not the same
    int step = kind == DatabaseKind.H2 ? 1 : 3;
    int survived = new Random().nextInt(step);
    while (!startsAfterKill(survived)) {
      survived += step;
      database.close();
      open();
    }
    assertThat(survived).isGreaterThan(20);
  }

  /** Whether the start came through because it has no more statements than that. */
  private boolean startsAfterKill(int statements) throws Exception {
    Service everything = Services.of(database, "Tag", "Item by UserID");
    Copy device = Copy.of(SyncServer.start(database, everything), ANNA, 100);
    device.download();
    ReplicaState synced = device.state();
    SyncServer.start(database, Services.of(database, "Item by UserID"));
    database.execute("UPDATE \"Tag\" SET \"Name\" = 'green' WHERE \"ID\" = 1");
    insertItem(2);
    Service changed = Services.of(database, "Status", "Tag", "Item by UserID, ListID");
    boolean through = true;
    try (Connection connection = database.connect()) {
      Provisioning provisioning = provisioning(changed);
      provisioning.createTables(connection);
      provisioning.track(KilledConnection.after(statements, connection));
    } catch (SQLException e) {
      assertThat(e.getMessage()).isEqualTo("killed");
      through = false;
    }
    insertItem(3); // by another program, before the server is up again
    SyncServer server = SyncServer.start(database, changed);
    try (Connection connection = database.connect()) {
      assertThat(provisioning(changed).missingTriggers(connection)).isEmpty();
    }
    assertStartsOver(server, synced);
    Copy again = Copy.of(server, ANNA, 100);
    again.download();
    assertFollows(server, again);
    return through;
  }

  private Provisioning provisioning(Service service) {
    return new Provisioning(kind.dialect(), TrackedTable.of(List.of(service)).values());
  }

  private void track(TrackedTable table) throws SQLException {
    Provisioning provisioning = new Provisioning(kind.dialect(), List.of(table));
    try (Connection connection = database.connect()) {
      provisioning.createTables(connection);
      provisioning.track(connection);
    }
  }

  private static void assertStartsOver(SyncServer server, ReplicaState replica) throws Exception {
    Copy device = Copy.of(server, ANNA, 100);
    device.forgetSince(replica);
    Copy.assertMustStartOver(device::download);
  }

  /** What happens from now on reaches a device that has everything. */
  private void assertFollows(SyncServer server, Copy device) throws Exception {
    insertItem(10);
    database.execute(
        "UPDATE \"Item\" SET \"Name\" = 'renamed' WHERE \"ID\" = '%s'".formatted(item(1)));
    server.number();
    device.download();
    assertThat(device.content()).isEqualTo(Selected.of(server, ANNA));
    database.execute("DELETE FROM \"Item\" WHERE \"ID\" = '%s'".formatted(item(1)));
    device.download();
    assertThat(device.content()).isEqualTo(Selected.of(server, ANNA));
    assertThat(device.tombstones()).isOne();
  }

  private void insertItem(int number) throws SQLException {
    database.execute(
        "INSERT INTO \"Item\" (\"ID\", \"Name\", \"UserID\", \"ListID\") VALUES ('%s', 'item', '%s', '%s')"
            .formatted(item(number), ANNA, ANNA));
  }

  private static UUID item(int number) {
    return new UUID(3, number);
  }

  private long number(String select) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(select)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
