package org.syncline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.syncline.model.Change;
import org.syncline.model.ReplicaState;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.model.UploadOutcome;
import org.syncline.model.UploadedChange;
import org.syncline.scope.ConflictPolicy;
import org.syncline.testkit.Copy;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.EachDatabase;
import org.syncline.testkit.Selected;
import org.syncline.testkit.SyncServer;

/** What an upload changes beyond its own rows, and what others change in the middle of it. */
@EachDatabase
class UploadEffectsTest {
  @Parameter DatabaseKind kind;

  private static final UUID ANNA = new UUID(1, 1);
  private static final UUID BERT = new UUID(1, 2);
  private static final UUID LIST = new UUID(2, 1);
  private static final UUID OTHER_LIST = new UUID(2, 2);
  private static final UUID BERTS_LIST = new UUID(2, 3);

  private SyncServer server;

  @BeforeEach
  void start() throws Exception {
    server = SyncServer.start(kind);
    for (UUID user : List.of(ANNA, BERT)) {
      execute("INSERT INTO \"User\" (\"ID\", \"Name\") VALUES ('%s', '%s')".formatted(user, user));
    }
    insertList(LIST, ANNA);
    insertList(OTHER_LIST, ANNA);
    insertList(BERTS_LIST, BERT);
    for (int i = 0; i < 3; i++) {
      insertItem(i, LIST, ANNA, "old");
    }
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void h18_rows_that_are_deleted_with_another_leave_the_device_that_deleted_it() throws Exception {
    cascade();
    // on MariaDB triggers have to know of it, and are made at the start
    server = SyncServer.start(server.database(), server.service());
    Copy copy = Copy.synced(server, ANNA);
    assertThat(copy.upload(ConflictPolicy.CLIENT_WINS, deletion("List", LIST)))
        .containsExactly(new UploadOutcome.Accepted());
    copy.download();
    copy.assertConverged();
    assertThat(copy.content().toString()).doesNotContain("old");
  }

  @Test
  void a_list_is_deleted_after_its_items_have_moved_though_deletions_are_written_first()
      throws Exception {
    Copy copy = Copy.synced(server, ANNA);
    List<UploadOutcome> outcomes =
        copy.upload(
            ConflictPolicy.CLIENT_WINS,
            deletion("List", LIST),
            item(0, OTHER_LIST, ANNA, "moved"),
            item(1, OTHER_LIST, ANNA, "moved"),
            item(2, OTHER_LIST, ANNA, "moved"));
    assertThat(outcomes).hasSize(4).containsOnly(new UploadOutcome.Accepted());
    copy.download();
    copy.assertConverged();
  }

  @Test
  void h26_a_list_stays_when_one_of_its_items_cannot_move() throws Exception {
    Copy copy = Copy.synced(server, ANNA);
    List<UploadOutcome> outcomes =
        copy.upload(
            ConflictPolicy.CLIENT_WINS,
            deletion("List", LIST),
            item(0, OTHER_LIST, ANNA, "moved"),
            item(1, OTHER_LIST, ANNA, " "),
            item(2, OTHER_LIST, ANNA, "moved"));
    assertThat(outcomes).filteredOn(o -> o instanceof UploadOutcome.Accepted).hasSize(2);
    assertThat(outcomes.get(0)).isInstanceOf(UploadOutcome.Failed.class);
    assertThat(outcomes.get(2)).isInstanceOf(UploadOutcome.Failed.class);
    copy.download();
    copy.assertConverged();
  }

  @Test
  void h19_an_insert_of_a_key_that_the_first_run_has_not_come_to_is_a_conflict() throws Exception {
    server.number();
    Copy copy = Copy.of(server, ANNA, 4); // one user, two lists, one item
    assertThat(copy.downloadOnce()).isTrue();
    List<UploadOutcome> outcomes =
        copy.upload(
            ConflictPolicy.SERVER_WINS,
            newItem(2, LIST, ANNA, "unseen"),
            item(0, LIST, ANNA, "seen"));
    assertThat(outcomes.get(0)).isInstanceOf(UploadOutcome.Conflicted.class);
    assertThat(outcomes.get(1)).isInstanceOf(UploadOutcome.Accepted.class);
    assertThat(copy.upload(ConflictPolicy.SERVER_WINS, newItem(7, LIST, ANNA, "new")).get(0))
        .isInstanceOf(UploadOutcome.Inserted.class);
    copy.download();
    copy.assertConverged();
  }

  @Test
  void h19_what_a_device_was_shown_before_its_first_run_is_not_what_the_run_will_bring()
      throws Exception {
    Copy copy = Copy.of(server, ANNA, 2); // one user, one list
    copy.upload(ConflictPolicy.SERVER_WINS, newItem(0, LIST, ANNA, "shown instead"));
    assertThat(copy.content()).hasSize(1).allMatch(row -> row.contains("old"));
    execute("UPDATE \"Item\" SET \"Name\" = 'newer'");
    assertThat(copy.downloadOnce()).isTrue();
    assertThat(copy.upload(ConflictPolicy.SERVER_WINS, deletion("Item", new UUID(3, 0))))
        .hasOnlyElementsOfType(UploadOutcome.Conflicted.class);
    copy.download();
    copy.assertConverged();
  }

  @Test
  void a_device_hears_what_became_of_its_rows_between_its_first_upload_and_its_first_run()
      throws Exception {
    List<UploadedChange> sent = List.of(newItem(8, LIST, ANNA, "early"));
    Upload first = server.uploadWithoutBlob(List.of(ANNA), sent);
    execute("DELETE FROM \"Item\" WHERE \"Name\" = 'early'");
    server.number();
    Upload again = server.uploadWithoutBlob(List.of(ANNA), sent);
    for (Upload answer : List.of(first, again)) {
      Copy copy = Copy.of(server, ANNA, 4);
      copy.forgetSince(answer.next());
      List<Change> changes = copy.download();
      assertThat(changes).contains(new Change.Tombstone(sent.get(0).key()));
      copy.assertConverged();
    }
  }

  @Test
  void a_row_inserted_outside_of_the_devices_filter_leaves_it_again() throws Exception {
    Copy copy = Copy.synced(server, ANNA);
    Copy berts = Copy.of(server, BERT, 100);
    berts.download();
    copy.upload(ConflictPolicy.CLIENT_WINS, newItem(9, BERTS_LIST, BERT, "for bert"));
    copy.download();
    copy.assertConverged();
    assertThat(copy.tombstones()).isOne();
    berts.download();
    assertThat(berts.content()).isEqualTo(Selected.of(server, BERT));
    assertThat(berts.content().toString()).contains("for bert");
  }

  @Test
  void what_an_answer_that_never_arrived_would_have_said_comes_down_later() throws Exception {
    Copy copy = Copy.synced(server, ANNA);
    ReplicaState before = copy.state();
    server.upload(
        ConflictPolicy.CLIENT_WINS, before, "blob", List.of(newItem(8, LIST, ANNA, "forgotten")));
    // the device gives up on that row, and on the answer, and sends another one
    copy.upload(ConflictPolicy.CLIENT_WINS, newItem(9, LIST, ANNA, "kept"));
    copy.download();
    copy.assertConverged();
    assertThat(copy.content().toString()).contains("forgotten", "kept");
  }

  @Test
  void devices_restored_from_one_backup_hear_of_each_others_rows() throws Exception {
    Copy copy = Copy.synced(server, ANNA);
    Copy twin = Copy.synced(server, ANNA);
    twin.forgetSince(copy.state());
    copy.upload(ConflictPolicy.CLIENT_WINS, newItem(8, LIST, ANNA, "by one"));
    twin.upload(ConflictPolicy.CLIENT_WINS, newItem(9, LIST, ANNA, "by the other"));
    copy.download();
    twin.download();
    copy.assertConverged();
    twin.assertConverged();
  }

  @Test
  void h31_a_device_that_was_told_of_an_upload_which_a_restore_undid_starts_over()
      throws Exception {
    Copy copy = Copy.synced(server, ANNA);
    ReplicaState before = copy.state();
    copy.upload(ConflictPolicy.CLIENT_WINS, newItem(8, LIST, ANNA, "undone"));
    // as a backup from before the upload would have it
    execute("DELETE FROM \"Item\" WHERE \"Name\" = 'undone'");
    execute("DELETE FROM SYNCLINE_LOG");
    execute("DELETE FROM SYNCLINE_RECEIPT");

    assertThatThrownBy(copy::download).hasMessageStartingWith("Scope does not exist");
    assertThatThrownBy(
            () -> copy.upload(ConflictPolicy.CLIENT_WINS, newItem(9, LIST, ANNA, "next")))
        .hasMessageStartingWith("Scope does not exist");
    copy.forgetSince(before);
    copy.download();
  }

  @ParameterizedTest
  @EnumSource(ConflictPolicy.class)
  void h20_a_row_inserted_by_another_program_meanwhile_is_a_conflict(ConflictPolicy policy)
      throws Exception {
    Copy copy = Copy.synced(server, ANNA);
    server.onceRowsAreLocked(() -> insertItem(9, LIST, ANNA, "theirs"));
    List<UploadOutcome> outcomes = copy.upload(policy, newItem(9, LIST, ANNA, "mine"));
    assertThat(outcomes)
        .singleElement()
        .isInstanceOfSatisfying(
            UploadOutcome.Conflicted.class,
            conflict ->
                assertThat(conflict.live().toString() + conflict.losing())
                    .contains("theirs", "mine"));
    copy.download();
    copy.assertConverged();
  }

  @Test
  void h48_a_strangers_row_inserted_meanwhile_is_neither_shown_nor_overwritten() throws Exception {
    Copy copy = Copy.synced(server, ANNA);
    server.onceRowsAreLocked(() -> insertItem(9, BERTS_LIST, BERT, "theirs"));
    List<UploadOutcome> outcomes =
        copy.upload(ConflictPolicy.CLIENT_WINS, newItem(9, LIST, ANNA, "mine"));
    assertThat(outcomes).singleElement().isInstanceOf(UploadOutcome.Failed.class);
    assertThat(outcomes.toString()).doesNotContain("theirs");
    copy.download();
    copy.assertConverged();
    assertThat(Selected.of(server, BERT).toString()).contains("theirs");
  }

  @Test
  void rows_that_are_refused_are_looked_at_together() throws Exception {
    Copy copy = Copy.synced(server, ANNA);
    UploadedChange[] blank = new UploadedChange[50];
    Arrays.setAll(blank, i -> newItem(100 + i, LIST, ANNA, " "));
    List<UploadOutcome> outcomes = copy.upload(ConflictPolicy.CLIENT_WINS, blank);
    assertThat(outcomes).hasSize(50).allMatch(o -> o instanceof UploadOutcome.Failed);
    assertThat(server.holds()).as("before and after they were tried").isEqualTo(2);
  }

  @Test
  void who_sends_an_upload_without_a_blob_again_may_go_on_with_its_rows() throws Exception {
    List<UploadedChange> changes = List.of(newItem(9, LIST, ANNA, "first"));
    Upload first = server.uploadWithoutBlob(List.of(ANNA), changes);
    Upload again = server.uploadWithoutBlob(List.of(ANNA), changes);
    assertThat(again.outcomes()).isEqualTo(first.outcomes());
    assertThat(edit(again.next(), "second")).containsExactly(new UploadOutcome.Accepted());
  }

  @Test
  void h29_two_devices_whose_first_uploads_are_equal_do_not_overwrite_each_other()
      throws Exception {
    List<UploadedChange> changes = List.of(newItem(9, LIST, ANNA, "both"));
    ReplicaState one = server.uploadWithoutBlob(List.of(ANNA), changes).next();
    ReplicaState other = server.uploadWithoutBlob(List.of(ANNA), changes).next();
    assertThat(edit(one, "by one")).containsExactly(new UploadOutcome.Accepted());
    assertThat(edit(other, "by the other"))
        .singleElement()
        .isInstanceOf(UploadOutcome.Conflicted.class);
  }

  private List<UploadOutcome> edit(ReplicaState replica, String name) {
    List<UploadedChange> changes = List.of(item(9, LIST, ANNA, name));
    return server
        .upload(ConflictPolicy.SERVER_WINS, replica, "blob of " + replica, changes)
        .outcomes();
  }

  private void cascade() throws Exception {
    List<String> constraints = new ArrayList<>();
    try (Connection connection = server.database().connect();
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT CONSTRAINT_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS"
                        + " WHERE TABLE_NAME = 'Item' AND CONSTRAINT_TYPE = 'FOREIGN KEY'")) {
      while (rows.next()) {
        constraints.add(rows.getString(1));
      }
    }
    for (String constraint : constraints) {
      execute("ALTER TABLE \"Item\" DROP CONSTRAINT \"" + constraint + "\"");
    }
    execute(
        "ALTER TABLE \"Item\" ADD FOREIGN KEY (\"ListID\") REFERENCES \"List\" (\"ID\") ON DELETE CASCADE");
  }

  private UploadedChange deletion(String type, UUID id) {
    RowKey key = new RowKey(server.database().type(type), List.of(id));
    return new UploadedChange(new Change.Tombstone(key), null, false);
  }

  private UploadedChange item(int number, UUID list, UUID user, String name) {
    return new UploadedChange(new Change.Live(row(number, list, user, name)), null, false);
  }

  private UploadedChange newItem(int number, UUID list, UUID user, String name) {
    return new UploadedChange(new Change.Live(row(number, list, user, name)), "t" + number, true);
  }

  private Row row(int number, UUID list, UUID user, String name) {
    return new Row(
        server.database().type("Item"),
        new UUID(3, number),
        list,
        user,
        name,
        null,
        null,
        null,
        null,
        null);
  }

  private void insertList(UUID id, UUID user) throws Exception {
    execute(
        "INSERT INTO \"List\" (\"ID\", \"Name\", \"UserID\", \"CreatedDate\") VALUES ('%s', 'list', '%s', TIMESTAMP '2026-01-02 03:04:05')"
            .formatted(id, user));
  }

  private void insertItem(int number, UUID list, UUID user, String name) throws Exception {
    execute(
        "INSERT INTO \"Item\" (\"ID\", \"ListID\", \"UserID\", \"Name\") VALUES ('%s', '%s', '%s', '%s')"
            .formatted(new UUID(3, number), list, user, name));
  }

  private void execute(String sql) throws Exception {
    server.database().execute(sql);
  }
}
