package org.syncline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.scope.ConflictPolicy.SERVER_WINS;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.syncline.model.Change;
import org.syncline.model.Position;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.model.UploadOutcome;
import org.syncline.model.UploadedChange;
import org.syncline.scope.Service;
import org.syncline.store.jdbc.JdbcFeedStore;
import org.syncline.store.jdbc.JdbcUploadStore;
import org.syncline.store.jdbc.Sequencer;
import org.syncline.store.jdbc.TrackedTable;
import org.syncline.testkit.Copy;
import org.syncline.testkit.CountedRows;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.EachDatabase;
import org.syncline.testkit.ListsDatabase;
import org.syncline.testkit.Sql;
import org.syncline.testkit.SyncServer;

/** What devices get done while very many changes wait for a number. */
@EachDatabase
class BacklogTest {
  @Parameter DatabaseKind kind;

  private static final UUID ANNA = new UUID(1, 1);
  private static final UUID BERT = new UUID(1, 2);
  private static final UUID BERTS_LIST = new UUID(3, 0);

  /** Rows that a look at the changes of one list may read, whatever else waits. */
  private static final long FEW = 20;

  private ListsDatabase database;
  private SyncServer server;

  @BeforeEach
  void start() throws Exception {
    database = ListsDatabase.open(kind, Duration.ofMillis(300));
    server = SyncServer.start(database, database.service());
    insert("INSERT INTO \"User\" (\"ID\", \"Name\") VALUES (?, 'anna')", ANNA);
    insert("INSERT INTO \"User\" (\"ID\", \"Name\") VALUES (?, 'bert')", BERT);
    lists(ANNA, annas(1));
    lists(BERT, BERTS_LIST);
    server.number();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void h46_devices_whom_it_does_not_concern_go_on() throws Exception {
    Copy copy = Copy.synced(server, ANNA);
    database.execute("UPDATE \"List\" SET \"Name\" = 'new' WHERE \"UserID\" = '" + BERT + "'");
    doubleWaiting(15);
    database.execute("UPDATE \"List\" SET \"Name\" = 'hers' WHERE \"UserID\" = '" + ANNA + "'");
    try (Connection numbering = numberingThatTakesLong()) {
      assertThat(copy.download()).hasSize(1);
      copy.assertConverged();
      assertThat(copy.upload(SERVER_WINS, renamed(copy, annas(1))))
          .hasExactlyElementsOfTypes(UploadOutcome.Accepted.class);
      copy.download();
      copy.assertConverged();
      numbering.rollback();
    }
    assertThat(waiting("List")).isGreaterThan(30_000);
  }

  @Test
  void what_a_device_needs_is_found_without_reading_what_waits() throws Exception {
    database.execute("UPDATE \"List\" SET \"Name\" = 'new' WHERE \"UserID\" = '" + BERT + "'");
    doubleWaiting(12);
    database.execute("DELETE FROM \"List\" WHERE \"UserID\" = '" + ANNA + "'");
    CountedRows rows = new CountedRows();
    DataSource pool = rows.in(database.pool());
    List<Service> services = List.of(database.service());
    Map<String, TrackedTable> tables = TrackedTable.of(services);
    FeedStore feeds = new JdbcFeedStore(pool, kind.dialect(), sequencer(tables), services, tables);
    try (FeedSnapshot snapshot = feeds.open(database.scope(), List.of(ANNA))) {
      assertThat(snapshot.unnumbered(10)).hasValueSatisfying(c -> assertThat(c).hasSize(1));
    }
    assertThat(rows.reset()).isLessThan(FEW);
    UploadStore uploads =
        new JdbcUploadStore(pool, kind.dialect(), database.unit().writer(), services, tables);
    RowKey bertsList = new RowKey(database.type("List"), List.of(BERTS_LIST));
    try (UploadTransaction upload = uploads.begin(database.scope())) {
      HeldRow held = upload.hold(List.of(bertsList)).get(bertsList);
      assertThat(held.last()).get().extracting(Version::seq).isEqualTo(Version.UNNUMBERED);
    }
    assertThat(rows.reset()).isLessThan(FEW);
  }

  @Test
  void a_device_whose_rows_were_all_changed_gets_what_is_numbered_meanwhile() throws Exception {
    UUID[] many = new UUID[2_500];
    for (int i = 0; i < many.length; i++) {
      many[i] = annas(10 + i);
    }
    lists(ANNA, many);
    server.number();
    Copy copy = Copy.of(server, ANNA, 10_000);
    copy.download();
    database.execute("UPDATE \"List\" SET \"Name\" = 'new' WHERE \"UserID\" = '" + ANNA + "'");

    assertThat(copy.downloadOnce()).isTrue();
    assertThat(waiting("List")).as("left to the background").isGreaterThan(1_000);
    copy.downloadOnce();
    assertThat(((Position.Following) copy.state().position()).growth()).isZero();
    copy.download();
    copy.assertConverged();
  }

  @Test
  void h05_more_than_16_batches_of_hot_rows_are_caught_up_with() throws Exception {
    UUID[] many = new UUID[80];
    for (int i = 0; i < many.length; i++) {
      many[i] = annas(10 + i);
    }
    lists(ANNA, many);
    Copy copy = Copy.of(server, ANNA, 3);
    copy.download();
    int batches = 0;
    do {
      database.execute(
          "UPDATE \"List\" SET \"Name\" = 'hot %d' WHERE \"UserID\" = '%s'"
              .formatted(batches, ANNA));
      assertThat(++batches).as("batches without a checkpoint").isLessThan(12);
    } while (copy.downloadOnce());
    copy.assertConverged();
  }

  @Test
  void h38_a_node_leaves_alone_what_only_another_one_knows_how_to_merge() throws Exception {
    Copy copy = Copy.synced(server, ANNA);
    Map<String, TrackedTable> older = new TreeMap<>(TrackedTable.of(List.of(server.service())));
    older.remove("Tag");
    Sequencer olderNode = sequencer(older);
    database.execute("INSERT INTO \"Tag\" (\"ID\", \"Name\") VALUES (1, 'new')");
    doubleWaiting(11); // more than one transaction of the sequencer looks at
    database.execute("INSERT INTO \"Status\" (\"ID\", \"Name\") VALUES (1, 'open')");

    assertThat(olderNode.numberMany()).isFalse();
    assertThat(waiting("Status")).isZero();
    assertThat(waiting("Tag")).isEqualTo(2_048);
    server.number();
    assertThat(waiting("Tag")).isZero();
    assertThat(copy.download()).hasSize(2);
    copy.assertConverged();
  }

  private Sequencer sequencer(Map<String, TrackedTable> tables) {
    return new Sequencer(database.pool(), kind.dialect(), tables, false, Duration.ofSeconds(10));
  }

  /** Nobody else numbers anything before the connection is closed. */
  private Connection numberingThatTakesLong() throws SQLException {
    Connection connection = database.connect();
    connection.setAutoCommit(false);
    Sql.column(connection, "SELECT SEQ FROM SYNCLINE_CLOCK WHERE ID = 1 FOR UPDATE");
    return connection;
  }

  private static UUID annas(int list) {
    return new UUID(2, list);
  }

  private void lists(UUID user, UUID... ids) throws SQLException {
    insert(
        "INSERT INTO \"List\" (\"ID\", \"Name\", \"UserID\", \"CreatedDate\") VALUES (?, 'list', '%s', TIMESTAMP '2026-01-02 03:04:05')"
            .formatted(user),
        ids);
  }

  private void insert(String sql, UUID... ids) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      connection.setAutoCommit(false);
      for (UUID id : ids) {
        statement.setObject(1, id);
        statement.addBatch();
      }
      statement.executeBatch();
      connection.commit();
    }
  }

  /** As if what has no number had happened again and again. */
  private void doubleWaiting(int times) throws SQLException {
    for (int i = 0; i < times; i++) {
      database.execute(
          "INSERT INTO SYNCLINE_LOG (TBL, OP, PK, OLD_F, NEW_F)"
              + " SELECT TBL, OP, PK, OLD_F, NEW_F FROM SYNCLINE_LOG WHERE SEQ IS NULL");
    }
  }

  private long waiting(String table) throws SQLException {
    try (Connection connection = database.connect()) {
      return Long.parseLong(
          Sql.column(
                  connection,
                  "SELECT COUNT(*) FROM SYNCLINE_LOG WHERE SEQ IS NULL AND TBL = '%s'"
                      .formatted(table))
              .get(0));
    }
  }

  private UploadedChange renamed(Copy copy, UUID list) {
    Row row = copy.row(new RowKey(database.type("List"), List.of(list)));
    Object[] values = new Object[row.type().width()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.value(i);
    }
    values[1] = "mine";
    return new UploadedChange(new Change.Live(new Row(row.type(), values)), null, false);
  }
}
