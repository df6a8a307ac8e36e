package org.syncline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.syncline.testkit.Copy.assertMustStartOver;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.syncline.model.Change;
import org.syncline.model.ReplicaState;
import org.syncline.model.Row;
import org.syncline.model.UploadOutcome;
import org.syncline.model.UploadedChange;
import org.syncline.scope.ConflictPolicy;
import org.syncline.store.jdbc.HistoryPurge;
import org.syncline.store.jdbc.TrackedTable;
import org.syncline.testkit.Copy;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.EachDatabase;
import org.syncline.testkit.Selected;
import org.syncline.testkit.SyncServer;

/** What is left of the past, and who can go on with it. */
@EachDatabase
class RetentionTest {
  private static final Duration RETENTION = Duration.ofDays(90);
  private static final UUID ANNA = new UUID(1, 1);
  private static final UUID LIST = new UUID(2, 1);

  @Parameter DatabaseKind kind;
  private SyncServer server;
  private HistoryPurge purge;

  @BeforeEach
  void start() throws Exception {
    server = SyncServer.start(kind);
    purge =
        new HistoryPurge(
            server.database().pool(),
            kind.dialect(),
            TrackedTable.of(List.of(server.service())).values());
    execute("INSERT INTO \"User\" (\"ID\", \"Name\") VALUES ('%s', 'anna')".formatted(ANNA));
    execute(
        "INSERT INTO \"List\" (\"ID\", \"Name\", \"UserID\", \"CreatedDate\") VALUES ('%s', 'list', '%s', TIMESTAMP '2026-01-02 03:04:05')"
            .formatted(LIST, ANNA));
    for (int i = 0; i < 3; i++) {
      insertItem(i);
    }
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void h11_who_was_away_for_longer_than_retention_starts_over() throws Exception {
    Copy away = Copy.synced(server, ANNA);
    deleteItem(0);
    server.number();
    Copy current = Copy.synced(server, ANNA);
    ReplicaState late = away.state();
    age(100);
    HistoryPurge.Purged purged = purge.olderThan(RETENTION);
    assertThat(purged.entries()).isEqualTo(6);
    assertThat(purged.tombstones()).isEqualTo(1);
    assertThat(purged.passes()).isPositive();
    assertThat(count("SYNCLINE_LOG")).isZero();
    assertThat(purge.olderThan(RETENTION).isNothing()).isTrue();

    assertMustStartOver(away::download);
    assertMustStartOver(() -> server.upload(ConflictPolicy.CLIENT_WINS, late, "b", List.of()));
    // it would come to life again
    assertMustStartOver(
        () ->
            server.upload(ConflictPolicy.CLIENT_WINS, late, "b", List.of(item(0, "back", false))));
    assertThat(Selected.of(server, ANNA).toString()).doesNotContain("back");

    insertItem(7);
    deleteItem(1);
    current.download();
    current.assertConverged();
    Copy.synced(server, ANNA).assertConverged();
  }

  @Test
  void nothing_younger_than_retention_goes() throws Exception {
    Copy copy = Copy.synced(server, ANNA);
    deleteItem(0);
    server.number();
    age(89);
    assertThat(purge.olderThan(RETENTION).isNothing()).isTrue();
    copy.download();
    assertThat(copy.tombstones()).isOne();
    copy.assertConverged();
  }

  @Test
  void a_row_that_came_back_is_no_tombstone() throws Exception {
    Copy copy = Copy.synced(server, ANNA);
    deleteItem(0);
    server.number();
    insertItem(0);
    server.number();
    age(100);
    assertThat(purge.olderThan(RETENTION).tombstones()).isZero();
    assertMustStartOver(copy::download);
    Copy.synced(server, ANNA).assertConverged();
  }

  @Test
  void h12_a_download_reads_on_in_the_snapshot_in_which_it_was_found_good() throws Exception {
    Copy copy = Copy.synced(server, ANNA);
    deleteItem(0);
    server.number();
    age(100);
    ReplicaState state = copy.state();
    try (FeedSnapshot snapshot = server.feeds().open(server.scope(), state.parameters())) {
      History.check(snapshot, state);
      assertThat(purge.olderThan(RETENTION).tombstones()).isOne();
      long from = History.anchorOf(state).orElseThrow().seq();
      int tombstones = 0;
      ChangeCursor changes =
          snapshot.changes(server.database().table("Item"), from, snapshot.head().seq());
      while (changes.next()) {
        tombstones += changes.row() == null ? 1 : 0;
      }
      assertThat(tombstones).isOne();
    }
  }

  @Test
  void h12_an_upload_whose_history_is_purged_meanwhile_is_not_judged_without_it() throws Exception {
    Copy copy = Copy.synced(server, ANNA);
    deleteItem(0);
    server.number();
    age(100);
    server.beforeRowsAreLocked(() -> purge.olderThan(RETENTION));
    assertMustStartOver(() -> copy.upload(ConflictPolicy.CLIENT_WINS, item(0, "back", false)));
    assertThat(Selected.of(server, ANNA).toString()).doesNotContain("back");
  }

  @Test
  void h32_a_clock_that_was_set_back_for_a_while_makes_nothing_old() throws Exception {
    Copy copy = Copy.synced(server, ANNA);
    insertItem(7);
    server.number();
    update(
        "UPDATE SYNCLINE_PASS SET MADE_AT = ? WHERE SEQ = (SELECT SEQ FROM SYNCLINE_CLOCK WHERE ID = 1)",
        Instant.parse("1999-01-01T00:00:00Z"));
    assertThat(purge.olderThan(RETENTION).entries()).isZero();
    copy.download();
    copy.assertConverged();
  }

  @Test
  void receipts_go_later_than_the_changes_and_nobody_starts_over_for_that() throws Exception {
    Copy copy = Copy.synced(server, ANNA);
    ReplicaState before = copy.state();
    UploadedChange change = item(9, "mine", true);
    copy.upload(ConflictPolicy.CLIENT_WINS, change);
    server.number();
    ageReceipts(90);
    assertThat(purge.olderThan(RETENTION).receipts()).isZero();
    List<UploadOutcome> again =
        server
            .upload(ConflictPolicy.CLIENT_WINS, before, "blob of " + before, List.of(change))
            .outcomes();
    assertThat(again).hasSize(1).hasOnlyElementsOfType(UploadOutcome.Inserted.class);
    ageReceipts(92);
    assertThat(purge.olderThan(RETENTION).receipts()).isOne();
    assertThat(count("SYNCLINE_RECEIPT")).isZero();
    copy.download();
    copy.upload(ConflictPolicy.CLIENT_WINS, item(9, "mine again", false));
    copy.assertConverged();
  }

  @Test
  void h31_an_upload_that_a_restored_database_never_had_is_missed_all_the_same() throws Exception {
    Copy copy = Copy.synced(server, ANNA);
    copy.upload(ConflictPolicy.CLIENT_WINS, item(8, "old", true));
    server.number();
    ageReceipts(100);
    purge.olderThan(RETENTION);
    copy.upload(ConflictPolicy.CLIENT_WINS, item(9, "lost", true));
    execute("DELETE FROM SYNCLINE_RECEIPT");
    assertMustStartOver(copy::download);
  }

  private UploadedChange item(int number, String name, boolean insert) {
    Object[] values = {id(number), LIST, ANNA, name, null, null, null, null, null};
    Row row = new Row(server.database().type("Item"), values);
    return new UploadedChange(new Change.Live(row), insert ? "t" + number : null, insert);
  }

  private static UUID id(int number) {
    return new UUID(3, number);
  }

  private void insertItem(int number) throws SQLException {
    execute(
        "INSERT INTO \"Item\" (\"ID\", \"ListID\", \"UserID\", \"Name\") VALUES ('%s', '%s', '%s', 'item')"
            .formatted(id(number), LIST, ANNA));
  }

  private void deleteItem(int number) throws SQLException {
    execute("DELETE FROM \"Item\" WHERE \"ID\" = '%s'".formatted(id(number)));
  }

  private void age(int days) throws SQLException {
    update("UPDATE SYNCLINE_PASS SET MADE_AT = ?", daysAgo(days));
  }

  private void ageReceipts(int days) throws SQLException {
    update("UPDATE SYNCLINE_RECEIPT SET MADE_AT = ?", daysAgo(days));
  }

  private static Instant daysAgo(int days) {
    return Instant.now().minus(Duration.ofDays(days));
  }

  private void update(String sql, Instant moment) throws SQLException {
    try (Connection connection = server.database().connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setTimestamp(1, Timestamp.from(moment));
      statement.executeUpdate();
    }
  }

  private int count(String table) throws SQLException {
    try (Connection connection = server.database().connect();
        ResultSet rows =
            connection.createStatement().executeQuery("SELECT COUNT(*) FROM " + table)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private void execute(String sql) throws SQLException {
    server.database().execute(sql);
  }
}
