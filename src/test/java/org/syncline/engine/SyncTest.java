package org.syncline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.syncline.scope.ConflictPolicy.CLIENT_WINS;
import static org.syncline.scope.ConflictPolicy.SERVER_WINS;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.syncline.model.Change;
import org.syncline.model.ConflictResolution;
import org.syncline.model.EntityType;
import org.syncline.model.ReplicaState;
import org.syncline.model.Row;
import org.syncline.model.SyncException;
import org.syncline.model.UploadOutcome;
import org.syncline.model.UploadedChange;
import org.syncline.testkit.Copy;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.EachDatabase;
import org.syncline.testkit.Selected;
import org.syncline.testkit.SyncServer;

/** Devices against the engine on a real database, step by step, one hazard at a time. */
@EachDatabase
class SyncTest {
  @Parameter DatabaseKind kind;

  private static final UUID ANNA = new UUID(1, 1);
  private static final UUID BERT = new UUID(1, 2);
  private static final UUID ANNAS_LIST = new UUID(2, 1);
  private static final UUID BERTS_LIST = new UUID(2, 2);

  private SyncServer server;
  private int tempIds;

  @BeforeEach
  void start() throws Exception {
    server = SyncServer.start(kind);
    try (Connection connection = server.database().connect();
        Statement sql = connection.createStatement()) {
      sql.execute("INSERT INTO \"Status\" VALUES (1, 'open'), (2, 'done')");
      sql.execute(
          "INSERT INTO \"User\" (\"ID\", \"Name\") VALUES ('%s', 'anna'), ('%s', 'bert')"
              .formatted(ANNA, BERT));
      sql.execute(
          "INSERT INTO \"List\" (\"ID\", \"Name\", \"UserID\", \"CreatedDate\") VALUES ('%s', 'hers', '%s', TIMESTAMP '2026-01-02 03:04:05'), ('%s', 'his', '%s', TIMESTAMP '2026-01-02 03:04:05')"
              .formatted(ANNAS_LIST, ANNA, BERTS_LIST, BERT));
    }
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void first_run_in_batches_brings_every_row_of_the_filter_parents_first() throws Exception {
    for (int i = 0; i < 40; i++) {
      insertItem(i, i % 4 == 0 ? BERT : ANNA);
    }
    Copy copy = Copy.of(server, ANNA, 7);
    List<Change> changes = copy.download();
    assertThat(copy.batches()).isGreaterThan(4);
    assertThat(copy.content()).isEqualTo(selected(ANNA));
    assertThat(changes).noneMatch(Change::deleted);
    List<String> tables = changes.stream().map(c -> c.type().name()).distinct().toList();
    assertThat(tables).containsExactly("Status", "User", "List", "Item");
  }

  @Test
  void h02_a_commit_between_the_batches_of_the_first_run_is_not_missed() throws Exception {
    for (int i = 0; i < 20; i++) {
      insertItem(i, ANNA);
    }
    Copy copy = Copy.of(server, ANNA, 6);
    for (int batch = 0; batch < 5; batch++) {
      assertThat(copy.downloadOnce()).isTrue();
      execute("UPDATE \"Status\" SET \"Name\" = \"Name\" || '+'"); // read in the first batch
      execute("UPDATE \"Item\" SET \"Name\" = \"Name\" || '!'");
      execute("DELETE FROM \"Item\" WHERE \"ID\" = '%s'".formatted(itemId(batch)));
      insertItem(-batch - 1, ANNA); // keys on both sides of where the run has come to
      insertItem(100 + batch, ANNA);
    }
    copy.download();
    assertThat(copy.content()).isEqualTo(selected(ANNA));
  }

  @Test
  void a_row_that_changed_before_it_was_read_is_named_once_in_its_batch() throws Exception {
    for (int i = 0; i < 5; i++) {
      insertItem(i, ANNA);
    }
    Copy copy = Copy.of(server, ANNA, 4); // refuses a batch that names a row twice
    assertThat(copy.downloadOnce()).isTrue();
    assertThat(copy.downloadOnce()).isTrue();
    assertThat(copy.content()).noneMatch(r -> r.contains("item 4"));
    execute("UPDATE \"Item\" SET \"Name\" = 'new' WHERE \"ID\" = '%s'".formatted(itemId(4)));
    copy.download();
    assertThat(copy.content()).isEqualTo(selected(ANNA));
  }

  @Test
  void h05_writers_that_outrun_a_device_are_caught_up_with() throws Exception {
    for (int i = 0; i < 30; i++) {
      insertItem(i, ANNA);
    }
    Copy copy = Copy.of(server, ANNA, 8);
    copy.download();
    int batches = 0;
    do {
      execute("UPDATE \"Item\" SET \"Name\" = 'hot %d'".formatted(batches));
      assertThat(++batches).as("batches without a checkpoint").isLessThan(10);
    } while (copy.downloadOnce());
    assertThat(copy.content()).isEqualTo(selected(ANNA));
  }

  @Test
  void later_runs_bring_what_changed_and_nothing_else() throws Exception {
    insertItem(1, ANNA);
    insertItem(2, ANNA);
    Copy copy = Copy.of(server, ANNA, 100);
    copy.download();
    assertThat(copy.download()).isEmpty();
    execute("UPDATE \"Item\" SET \"Name\" = 'new' WHERE \"ID\" = '%s'".formatted(itemId(1)));
    execute("DELETE FROM \"Item\" WHERE \"ID\" = '%s'".formatted(itemId(2)));
    execute("UPDATE \"Item\" SET \"Name\" = \"Name\""); // changes nothing
    assertThat(copy.download()).hasSize(2);
    assertThat(copy.content()).isEqualTo(selected(ANNA));
  }

  @Test
  void h01_a_transaction_that_commits_late_is_not_missed() throws Exception {
    insertItem(1, ANNA);
    Copy copy = Copy.of(server, ANNA, 100);
    copy.download();
    try (Connection late = server.database().connect()) {
      late.setAutoCommit(false);
      insertItem(late, 2, ANNA);
      insertItem(3, ANNA);
      copy.download();
      insertItem(4, ANNA);
      assertThat(copy.download()).hasSize(1);
      assertThat(copy.content()).isEqualTo(selected(ANNA));
      late.commit();
    }
    copy.download();
    assertThat(copy.content()).isEqualTo(selected(ANNA)).anyMatch(r -> r.contains("item 2"));
  }

  @Test
  void h07_a_row_that_leaves_the_filter_arrives_as_a_tombstone_and_as_a_row() throws Exception {
    insertItem(1, ANNA);
    Copy anna = Copy.of(server, ANNA, 100);
    Copy bert = Copy.of(server, BERT, 100);
    anna.download();
    bert.download();
    moveItem(1, BERT);
    anna.download();
    bert.download();
    assertThat(anna.tombstones()).isEqualTo(1);
    assertThat(anna.content()).isEqualTo(selected(ANNA));
    assertThat(bert.content()).isEqualTo(selected(BERT)).anyMatch(r -> r.contains("item 1"));
  }

  @Test
  void h07_it_does_so_however_often_it_moves_on() throws Exception {
    insertItem(1, ANNA);
    Copy anna = Copy.of(server, ANNA, 100);
    anna.download();
    moveItem(1, BERT);
    server.number();
    execute("UPDATE \"Item\" SET \"Name\" = 'again' WHERE \"ID\" = '%s'".formatted(itemId(1)));
    server.number();
    anna.download();
    assertThat(anna.content()).isEqualTo(selected(ANNA));
    moveItem(1, ANNA);
    anna.download();
    assertThat(anna.content()).isEqualTo(selected(ANNA)).anyMatch(r -> r.contains("again"));
  }

  @Test
  void h09_nobody_is_told_of_rows_that_were_never_theirs() throws Exception {
    Copy anna = Copy.of(server, ANNA, 100);
    anna.download();
    insertItem(1, BERT);
    server.number();
    execute("DELETE FROM \"Item\"");
    assertThat(anna.download()).isEmpty();
  }

  @Test
  void h33_a_new_key_is_a_new_row_and_the_old_one_is_gone() throws Exception {
    insertItem(1, ANNA);
    Copy anna = Copy.of(server, ANNA, 100);
    anna.download();
    execute("UPDATE \"Item\" SET \"ID\" = '%s'".formatted(itemId(2)));
    anna.download();
    assertThat(anna.content()).isEqualTo(selected(ANNA));
  }

  @Test
  void own_changes_do_not_come_back_but_reach_the_other_device() throws Exception {
    Copy phone = Copy.of(server, ANNA, 100);
    Copy laptop = Copy.of(server, ANNA, 100);
    phone.download();
    laptop.download();
    var outcomes = phone.upload(CLIENT_WINS, insert(item(1, ANNA, "from the phone")));
    assertThat(outcomes.get(0)).isInstanceOf(UploadOutcome.Inserted.class);
    assertThat(phone.download()).isEmpty();
    laptop.download();
    assertThat(laptop.content()).isEqualTo(selected(ANNA)).isEqualTo(phone.content());
  }

  @Test
  void a_row_moved_away_by_its_own_device_leaves_it() throws Exception {
    insertItem(1, ANNA);
    Copy anna = Copy.of(server, ANNA, 100);
    anna.download();
    anna.upload(CLIENT_WINS, update(item(1, BERT, "yours now")));
    anna.download();
    assertThat(anna.tombstones()).isEqualTo(1);
    assertThat(anna.content()).isEqualTo(selected(ANNA));
  }

  @Test
  void h19_client_wins_reports_the_server_row_it_beat() throws Exception {
    insertItem(1, ANNA);
    Copy anna = Copy.of(server, ANNA, 100);
    anna.download();
    execute("UPDATE \"Item\" SET \"Name\" = 'server'");
    var outcome = anna.upload(CLIENT_WINS, update(item(1, ANNA, "client"))).get(0);
    var conflict = (UploadOutcome.Conflicted) outcome;
    assertThat(conflict.resolution()).isEqualTo(ConflictResolution.CLIENT_WINS);
    assertThat(conflict.live().toString()).contains("client");
    assertThat(conflict.losing().toString()).contains("server");
    anna.download();
    assertThat(anna.content()).isEqualTo(selected(ANNA)).anyMatch(r -> r.contains("client"));
  }

  @Test
  void h19_server_wins_keeps_the_server_row_and_does_not_send_it_twice() throws Exception {
    insertItem(1, ANNA);
    Copy anna = Copy.of(server, ANNA, 100);
    anna.download();
    execute("UPDATE \"Item\" SET \"Name\" = 'server'");
    var outcome = anna.upload(SERVER_WINS, update(item(1, ANNA, "client"))).get(0);
    assertThat(((UploadOutcome.Conflicted) outcome).resolution())
        .isEqualTo(ConflictResolution.SERVER_WINS);
    assertThat(anna.download()).isEmpty();
    assertThat(anna.content()).isEqualTo(selected(ANNA)).anyMatch(r -> r.contains("server"));
    // what it was shown is what it now has: no second conflict
    assertThat(anna.upload(SERVER_WINS, update(item(1, ANNA, "client"))).get(0))
        .isInstanceOf(UploadOutcome.Accepted.class);
  }

  @Test
  void h30_an_update_of_a_deleted_row_is_a_conflict() throws Exception {
    insertItem(1, ANNA);
    insertItem(2, ANNA);
    Copy anna = Copy.of(server, ANNA, 100);
    anna.download();
    execute("DELETE FROM \"Item\"");
    var server1 = anna.upload(SERVER_WINS, update(item(1, ANNA, "client"))).get(0);
    assertThat(((UploadOutcome.Conflicted) server1).live().deleted()).isTrue();
    var client2 = anna.upload(CLIENT_WINS, update(item(2, ANNA, "client"))).get(0);
    assertThat(((UploadOutcome.Conflicted) client2).losing().deleted()).isTrue();
    anna.download();
    assertThat(anna.content()).isEqualTo(selected(ANNA)).anyMatch(r -> r.contains("client"));
  }

  @Test
  void deletions_are_idempotent_and_conflict_with_unseen_changes() throws Exception {
    insertItem(1, ANNA);
    insertItem(2, ANNA);
    Copy anna = Copy.of(server, ANNA, 100);
    anna.download();
    assertThat(anna.upload(CLIENT_WINS, delete(item(1, ANNA, ""))).get(0))
        .isInstanceOf(UploadOutcome.Accepted.class);
    assertThat(anna.upload(CLIENT_WINS, delete(item(1, ANNA, ""))).get(0))
        .isInstanceOf(UploadOutcome.Accepted.class);
    execute("UPDATE \"Item\" SET \"Name\" = 'server'");
    var kept =
        (UploadOutcome.Conflicted) anna.upload(SERVER_WINS, delete(item(2, ANNA, ""))).get(0);
    assertThat(kept.live().toString()).contains("server");
    assertThat(anna.content()).isEqualTo(selected(ANNA));
  }

  @Test
  void h21_the_same_upload_again_has_no_further_effect_and_the_same_answer() throws Exception {
    insertItem(1, ANNA);
    Copy anna = Copy.of(server, ANNA, 100);
    anna.download();
    ReplicaState before = anna.state();
    UploadedChange[] changes = {
      insert(item(5, ANNA, "mine")), update(item(1, ANNA, "once")), insert(item(6, ANNA, " "))
    };
    var first = anna.upload(CLIENT_WINS, changes);
    execute("UPDATE \"Item\" SET \"Name\" = 'later' WHERE \"ID\" = '%s'".formatted(itemId(1)));
    long log = count("SYNCLINE_LOG");
    anna.forgetSince(before);
    var second = anna.upload(CLIENT_WINS, changes);
    assertThat(second).isEqualTo(first);
    assertThat(count("SYNCLINE_LOG")).isEqualTo(log);
    anna.download();
    assertThat(anna.content()).isEqualTo(selected(ANNA)).anyMatch(r -> r.contains("later"));
  }

  @Test
  void a_value_set_changed_and_set_back_with_one_old_blob_is_not_taken_for_a_repetition()
      throws Exception {
    insertItem(1, ANNA);
    Copy anna = Copy.of(server, ANNA, 100);
    anna.download();
    ReplicaState kept = anna.state();
    for (String name : List.of("on", "off", "on")) {
      anna.forgetSince(kept);
      anna.upload(CLIENT_WINS, update(item(1, ANNA, name)));
      assertThat(selected(ANNA)).anyMatch(r -> r.contains(", " + name + ","));
    }
  }

  @Test
  void h28_own_earlier_changes_never_conflict_even_with_an_old_blob() throws Exception {
    insertItem(1, ANNA);
    Copy anna = Copy.of(server, ANNA, 100);
    anna.download();
    ReplicaState kept = anna.state();
    for (int i = 0; i < 3; i++) {
      anna.forgetSince(kept);
      assertThat(anna.upload(SERVER_WINS, update(item(1, ANNA, "v" + i))).get(0))
          .isInstanceOf(UploadOutcome.Accepted.class);
    }
  }

  @Test
  void h26_one_bad_row_is_reported_and_the_others_are_stored() throws Exception {
    insertItem(1, ANNA);
    Copy anna = Copy.of(server, ANNA, 100);
    anna.download();
    var outcomes =
        anna.upload(
            CLIENT_WINS,
            insert(item(2, ANNA, "good")),
            insert(item(3, ANNA, "  ")),
            update(item(1, ANNA, "")),
            insert(item(4, ANNA, "good too")));
    assertThat(outcomes.get(0)).isInstanceOf(UploadOutcome.Inserted.class);
    assertThat(outcomes.get(3)).isInstanceOf(UploadOutcome.Inserted.class);
    var insert = (UploadOutcome.Failed) outcomes.get(1);
    assertThat(insert.description()).contains("Name");
    assertThat(insert.live().deleted()).isTrue();
    var update = (UploadOutcome.Failed) outcomes.get(2);
    assertThat(update.live().toString()).contains("item 1");
    anna.download();
    assertThat(anna.content()).isEqualTo(selected(ANNA));
  }

  @Test
  void h27_an_upload_does_not_move_the_download_position() throws Exception {
    Copy anna = Copy.of(server, ANNA, 100);
    anna.download();
    insertItem(1, ANNA);
    server.number();
    anna.upload(CLIENT_WINS, insert(item(2, ANNA, "mine")));
    anna.download();
    assertThat(anna.content()).isEqualTo(selected(ANNA)).anyMatch(r -> r.contains("item 1"));
  }

  @Test
  void h49_the_row_of_another_user_is_neither_shown_nor_overwritten() throws Exception {
    insertItem(1, BERT);
    Copy anna = Copy.of(server, ANNA, 100);
    anna.download();
    var insert = anna.upload(CLIENT_WINS, insert(item(1, ANNA, "mine"))).get(0);
    assertThat(((UploadOutcome.Failed) insert).live().deleted()).isTrue();
    assertThat(insert.toString()).doesNotContain("item 1");
    var update = anna.upload(CLIENT_WINS, update(item(1, ANNA, "mine"))).get(0);
    assertThat(((UploadOutcome.Conflicted) update).live().deleted()).isTrue();
    anna.upload(CLIENT_WINS, delete(item(1, ANNA, "")));
    assertThat(selected(BERT)).anyMatch(r -> r.contains("item 1"));
  }

  @Test
  void an_upload_before_the_first_download_makes_a_replica() throws Exception {
    Upload answer =
        server.uploadWithoutBlob(List.of(ANNA), List.of(insert(item(1, ANNA, "early"))));
    assertThat(answer.outcomes().get(0)).isInstanceOf(UploadOutcome.Inserted.class);
    Copy copy = Copy.of(server, ANNA, 100);
    copy.forgetSince(answer.next());
    copy.download();
    assertThat(copy.content()).isEqualTo(selected(ANNA));
  }

  @Test
  void h31_a_replica_of_another_history_is_told_to_start_over() throws Exception {
    Copy anna = Copy.of(server, ANNA, 100);
    anna.download();
    insertItem(1, ANNA);
    anna.download();
    execute("UPDATE SYNCLINE_PASS SET NONCE = NONCE + 1 WHERE SEQ > 0");
    assertThatThrownBy(anna::download)
        .isInstanceOf(SyncException.class)
        .hasMessageStartingWith("Scope does not exist");
    assertThatThrownBy(() -> anna.upload(CLIENT_WINS, insert(item(2, ANNA, "kept"))))
        .hasMessageStartingWith("Scope does not exist");
    assertThat(selected(ANNA)).noneMatch(r -> r.contains("kept"));
  }

  private UploadedChange insert(Row row) {
    return new UploadedChange(new Change.Live(row), "t" + ++tempIds, true);
  }

  private static UploadedChange update(Row row) {
    return new UploadedChange(new Change.Live(row), null, false);
  }

  private static UploadedChange delete(Row row) {
    return new UploadedChange(new Change.Tombstone(row.key()), null, false);
  }

  private Row item(int number, UUID user, String name) {
    EntityType type = server.database().type("Item");
    return new Row(type, itemId(number), listOf(user), user, name, "text", null, 1, null, null);
  }

  private static UUID itemId(int number) {
    return new UUID(3, number);
  }

  private static UUID listOf(UUID user) {
    return user.equals(ANNA) ? ANNAS_LIST : BERTS_LIST;
  }

  private void insertItem(int number, UUID user) throws Exception {
    try (Connection connection = server.database().connect()) {
      insertItem(connection, number, user);
    }
  }

  private static void insertItem(Connection connection, int number, UUID user) throws Exception {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO \"Item\" (\"ID\", \"ListID\", \"UserID\", \"Name\") VALUES (?, ?, ?, ?)")) {
      insert.setObject(1, itemId(number));
      insert.setObject(2, listOf(user));
      insert.setObject(3, user);
      insert.setString(4, "item " + number);
      insert.executeUpdate();
    }
  }

  private void moveItem(int number, UUID user) throws Exception {
    execute(
        "UPDATE \"Item\" SET \"UserID\" = '%s' WHERE \"ID\" = '%s'"
            .formatted(user, itemId(number)));
  }

  private void execute(String sql) throws Exception {
    server.database().execute(sql);
  }

  private long count(String table) throws Exception {
    try (Connection connection = server.database().connect();
        ResultSet rows =
            connection.createStatement().executeQuery("SELECT COUNT(*) FROM " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private List<String> selected(UUID user) throws Exception {
    return Selected.of(server, user);
  }
}
