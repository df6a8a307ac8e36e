package org.syncline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.syncline.model.Change;
import org.syncline.model.ConflictResolution;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.model.UploadOutcome;
import org.syncline.model.UploadedChange;
import org.syncline.scope.Conflict;
import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.ConflictRule;
import org.syncline.scope.Resolution;
import org.syncline.scope.Scope;
import org.syncline.scope.ScopeTable;
import org.syncline.scope.Service;
import org.syncline.store.jdbc.ConflictPurge;
import org.syncline.testkit.Copy;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.EachDatabase;
import org.syncline.testkit.ListsDatabase;
import org.syncline.testkit.Selected;
import org.syncline.testkit.SyncServer;

/** Conflicts over the item 1 that other programs and other devices change. */
@EachDatabase
class ConflictStrategiesTest {
  @Parameter DatabaseKind kind;

  private static final UUID ANNA = new UUID(1, 1);
  private static final UUID LIST = new UUID(2, 1);
  private static final UUID ITEM = new UUID(3, 1);
  private static final LocalDateTime NOON = LocalDateTime.of(2026, 1, 2, 12, 0);

  private ListsDatabase database;
  private SyncServer server;

  @BeforeEach
  void open() throws SQLException {
    database = ListsDatabase.open(kind);
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @ParameterizedTest
  @EnumSource(ConflictPolicy.class)
  void merging_keeps_what_only_one_side_changed(ConflictPolicy policy) throws Exception {
    start(new ConflictRule.MergeColumns());
    Copy copy = synced();
    execute("UPDATE \"Item\" SET \"Name\" = 'theirs'");
    execute("UPDATE \"Item\" SET \"Priority\" = 2");
    List<UploadOutcome> outcomes = copy.upload(policy, item("old", "mine", null, null));

    assertThat(conflict(outcomes).resolution()).isEqualTo(ConflictResolution.MERGE);
    assertThat(stored()).containsExactly("theirs", "mine", 2);
    assertThat(conflict(outcomes).live().toString()).contains("theirs", "mine");
    assertSame(copy);
  }

  @ParameterizedTest
  @CsvSource({"CLIENT_WINS, mine", "SERVER_WINS, theirs"})
  void merging_leaves_a_column_that_both_changed_to_the_policy(ConflictPolicy policy, String name)
      throws Exception {
    start(new ConflictRule.MergeColumns());
    Copy copy = synced();
    execute("UPDATE \"Item\" SET \"Name\" = 'theirs', \"Priority\" = 2");
    copy.upload(policy, item("mine", "my text", null, null));
    assertThat(stored()).containsExactly(name, "my text", 2);
    assertSame(copy);
  }

  @Test
  void merging_compares_with_what_the_device_saw_last_even_if_it_was_its_own() throws Exception {
    start(new ConflictRule.MergeColumns());
    Copy copy = synced();
    var before = copy.state();
    copy.upload(ConflictPolicy.SERVER_WINS, item("mine", null, null, null));
    execute("UPDATE \"Item\" SET \"Priority\" = 2");
    server.number();
    copy.forgetSince(before); // as clients do that lose the blobs of upload answers
    copy.upload(ConflictPolicy.SERVER_WINS, item("mine", "my text", null, null));
    assertThat(stored()).containsExactly("mine", "my text", 2);
    assertSame(copy);
  }

  @Test
  void s13_in_the_middle_of_a_first_download_nothing_is_merged() throws Exception {
    start(new ConflictRule.MergeColumns());
    synced();
    Copy copy = Copy.of(server, ANNA, 2);
    assertThat(copy.downloadOnce()).isTrue(); // the anchor is fixed, the item has not come
    execute("UPDATE \"Item\" SET \"Name\" = 'in between'");
    assertThat(copy.downloadOnce()).isTrue();
    assertThat(copy.downloadOnce()).isTrue();
    assertThat(copy.content().toString()).contains("in between");
    execute("UPDATE \"Item\" SET \"Name\" = 'theirs'");
    List<UploadOutcome> outcomes =
        copy.upload(ConflictPolicy.SERVER_WINS, item("in between", "mine", null, null));
    assertThat(conflict(outcomes).resolution()).isEqualTo(ConflictResolution.SERVER_WINS);
    assertThat(stored()).containsExactly("theirs", null, null);
  }

  @ParameterizedTest
  @EnumSource(ConflictPolicy.class)
  void a_merge_whose_answer_was_lost_is_not_undone_by_the_next_edit(ConflictPolicy policy)
      throws Exception {
    start(new ConflictRule.MergeColumns());
    Copy copy = synced();
    var before = copy.state();
    execute("UPDATE \"Item\" SET \"Priority\" = 2");
    server.upload(policy, before, "blob", List.of(item("mine", null, null, null)));
    assertThat(stored()).containsExactly("mine", null, 2);

    copy.upload(policy, item("mine", "later", null, null)); // it never heard of the merge
    assertThat(stored()).containsExactly("mine", "later", 2);
    assertSame(copy);
  }

  @ParameterizedTest
  @EnumSource(ConflictPolicy.class)
  void s13_a_merge_that_was_seen_is_no_conflict_even_with_an_old_blob(ConflictPolicy policy)
      throws Exception {
    start(new ConflictRule.MergeColumns());
    Copy copy = synced();
    var before = copy.state();
    execute("UPDATE \"Item\" SET \"Priority\" = 2");
    copy.upload(policy, item("mine", null, null, null));
    copy.forgetSince(before); // as clients do that lose the blobs of upload answers
    assertThat(copy.upload(policy, item("mine again", null, 2, null)))
        .containsExactly(new UploadOutcome.Accepted());
    assertThat(stored()).containsExactly("mine again", null, 2);
    assertSame(copy);
  }

  @ParameterizedTest
  @CsvSource({"12:00:00.123456, 12:00:00.123", "12:00:00.123456, 12:00:00.123456"})
  void what_the_wire_cuts_off_is_no_change(String stored, String sent) throws Exception {
    start(new ConflictRule.MergeColumns());
    Copy copy = synced();
    execute("UPDATE \"Item\" SET \"EndDate\" = TIMESTAMP '2026-01-02 " + stored + "'");
    copy.download();
    execute("UPDATE \"Item\" SET \"EndDate\" = TIMESTAMP '2026-01-02 13:00:00.654321'");
    copy.upload(
        ConflictPolicy.CLIENT_WINS,
        item("mine", null, null, LocalDateTime.parse("2026-01-02T" + sent)));
    copy.download();
    assertThat(copy.content().toString()).contains("13:00:00.654321", "mine");
  }

  @Test
  void old_values_from_before_a_column_was_recorded_do_not_pass_for_complete() throws Exception {
    start(new ConflictRule.MergeColumns());
    Copy copy = synced();
    execute("UPDATE \"Item\" SET \"Name\" = 'theirs'");
    // as if only other columns had been recorded then
    execute("UPDATE SYNCLINE_LOG SET CHANGED = '{}' WHERE TBL = 'Item' AND OP = 'U'");
    execute("UPDATE SYNCLINE_TABLE SET RECORDED_COLUMNS = '[\"ID\"]' WHERE TBL = 'Item'");
    start(new ConflictRule.MergeColumns());
    Copy again = Copy.of(server, ANNA, 100);
    again.forgetSince(copy.state());
    List<UploadOutcome> outcomes =
        again.upload(ConflictPolicy.SERVER_WINS, item("old", "mine", null, null));
    assertThat(conflict(outcomes).resolution()).isEqualTo(ConflictResolution.SERVER_WINS);
    assertThat(stored()).containsExactly("theirs", null, null);
  }

  @Test
  void merging_takes_changes_back_that_others_took_back() throws Exception {
    start(new ConflictRule.MergeColumns());
    Copy copy = synced();
    execute("UPDATE \"Item\" SET \"Name\" = 'for a while'");
    execute("UPDATE \"Item\" SET \"Name\" = 'old'");
    copy.upload(ConflictPolicy.SERVER_WINS, item("mine", null, null, null));
    assertThat(stored()).containsExactly("mine", null, null);
  }

  @ParameterizedTest
  @CsvSource({"CLIENT_WINS, mine", "SERVER_WINS, theirs"})
  void without_old_values_the_policy_decides_about_the_row(ConflictPolicy policy, String name)
      throws Exception {
    start(new ConflictRule.MergeColumns());
    Copy copy = synced();
    execute("UPDATE \"Item\" SET \"Name\" = 'theirs', \"Priority\" = 2");
    execute("UPDATE SYNCLINE_LOG SET CHANGED = NULL"); // as before tracking was switched on
    List<UploadOutcome> outcomes = copy.upload(policy, item("mine", null, null, null));
    assertThat(conflict(outcomes).resolution().name()).isEqualTo(policy.name());
    assertThat(stored().get(0)).isEqualTo(name);
    assertSame(copy);
  }

  @ParameterizedTest
  @CsvSource({"CLIENT_WINS, 1", "SERVER_WINS, 0"})
  void a_deleted_row_cannot_be_merged(ConflictPolicy policy, int rows) throws Exception {
    start(new ConflictRule.MergeColumns());
    Copy copy = synced();
    execute("DELETE FROM \"Item\"");
    copy.upload(policy, item("mine", null, null, null));
    assertThat(stored()).hasSize(3 * rows);
    assertSame(copy);
  }

  @ParameterizedTest
  @CsvSource({
    "12:00, 11:59, theirs",
    "12:00, 12:01, mine",
    "12:00, 12:00, theirs",
    ", 11:00, mine"
  })
  void the_last_writer_wins(String theirs, String mine, String name) throws Exception {
    start(new ConflictRule.LastWriter(database.type("Item").positionOf("EndDate")));
    Copy copy = synced();
    String time = theirs == null ? "NULL" : "TIMESTAMP '2026-01-02 " + theirs + ":00'";
    execute("UPDATE \"Item\" SET \"Name\" = 'theirs', \"EndDate\" = " + time);
    LocalDateTime myTime = LocalDateTime.parse("2026-01-02T" + mine);
    copy.upload(ConflictPolicy.CLIENT_WINS, item("mine", null, null, myTime));
    assertThat(stored().get(0)).isEqualTo(name);
    assertSame(copy);
  }

  @Test
  void a_merger_gets_all_three_rows() throws Exception {
    List<Conflict> seen = new ArrayList<>();
    start(
        new ConflictRule.Custom(
            conflict -> {
              seen.add(conflict);
              Row server = ((Change.Live) conflict.server()).row();
              int name = server.type().positionOf("Name");
              return new Resolution.Merge(server.with(name, "agreed"));
            }),
        true);
    Copy copy = synced();
    execute("UPDATE \"Item\" SET \"Name\" = 'theirs'");
    copy.upload(ConflictPolicy.SERVER_WINS, item("mine", null, null, NOON));
    assertThat(seen).singleElement().satisfies(c -> assertThat(c.base()).isPresent());
    assertThat(seen.toString()).contains("old", "theirs", "mine");
    assertThat(stored().get(0)).isEqualTo("agreed");
    assertSame(copy);
  }

  @Test
  void a_merger_that_gives_another_row_stops_the_upload() throws Exception {
    start(
        new ConflictRule.Custom(
            c -> new Resolution.Merge(((Change.Live) c.client()).row().with(0, new UUID(9, 9)))),
        false);
    Copy copy = synced();
    execute("UPDATE \"Item\" SET \"Name\" = 'theirs'");
    assertThatThrownBy(
            () -> copy.upload(ConflictPolicy.CLIENT_WINS, item("mine", null, null, null)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("same key");
    assertThat(stored().get(0)).isEqualTo("theirs");
  }

  @Test
  void a_merger_that_settles_nothing_stops_the_upload() throws Exception {
    start(new ConflictRule.Custom(c -> null), false);
    Copy copy = synced();
    execute("UPDATE \"Item\" SET \"Name\" = 'theirs'");
    assertThatThrownBy(
            () -> copy.upload(ConflictPolicy.CLIENT_WINS, item("mine", null, null, null)))
        .hasMessageContaining("settled nothing");
    assertThat(stored().get(0)).isEqualTo("theirs");
  }

  @Test
  void what_lost_or_was_refused_stays_in_the_inbox_for_its_time() throws Exception {
    start(new ConflictRule.ByService());
    Copy copy = synced();
    execute("UPDATE \"Item\" SET \"Name\" = 'theirs'");
    copy.upload(ConflictPolicy.SERVER_WINS, item("mine", null, null, null));
    copy.download();
    copy.upload(ConflictPolicy.SERVER_WINS, item(" ", null, null, null));

    assertThat(inbox())
        .hasSize(2)
        .satisfiesExactly(
            first ->
                assertThat(first).startsWith("false ServerWins {").contains("\"Name\":\"mine\""),
            second ->
                assertThat(second)
                    .startsWith("true ")
                    .contains("\"Name\":\" \"", "{\"userid\":\"" + ANNA + "\"}"));
    var purge = new ConflictPurge(database.pool(), kind.dialect());
    assertThat(purge.olderThan(Duration.ofDays(1))).isZero();
    assertThat(purge.olderThan(Duration.ZERO)).isEqualTo(2);
    assertThat(inbox()).isEmpty();
  }

  @Test
  void old_values_are_kept_from_the_start_on_at_which_they_are_asked_for() throws Exception {
    start(new ConflictRule.ByService());
    Copy copy = synced();
    var before = copy.state();
    start(new ConflictRule.MergeColumns());
    Copy again = Copy.of(server, ANNA, 100);
    again.forgetSince(before); // nobody starts over
    again.download();
    execute("UPDATE \"Item\" SET \"Priority\" = 2");
    again.upload(ConflictPolicy.SERVER_WINS, item("mine", null, null, null));
    assertThat(stored()).containsExactly("mine", null, 2);
  }

  private void start(ConflictRule rule) throws Exception {
    start(rule, false);
  }

  private void start(ConflictRule rule, boolean tracks) throws Exception {
    Service plain = database.service();
    Scope scope = plain.scopes().get(0);
    List<ScopeTable> tables = new ArrayList<>(scope.tables());
    tables.replaceAll(
        t ->
            t.type().name().equals("Item")
                ? new ScopeTable(
                        t.order(),
                        t.type(),
                        t.sqlName(),
                        t.columns(),
                        t.filters(),
                        t.conflicts(),
                        tracks)
                    .with(rule)
                : t);
    server =
        SyncServer.start(
            database,
            new Service(
                plain.name(),
                plain.persistenceUnit(),
                List.of(scope.with(tables)),
                plain.conflictPolicy(),
                plain.batchBytes()));
  }

  private Copy synced() throws Exception {
    execute("INSERT INTO \"User\" (\"ID\", \"Name\") VALUES ('%s', 'anna')".formatted(ANNA));
    execute(
        "INSERT INTO \"List\" (\"ID\", \"Name\", \"UserID\", \"CreatedDate\") VALUES ('%s', 'list', '%s', TIMESTAMP '2026-01-02 03:04:05')"
            .formatted(LIST, ANNA));
    execute("INSERT INTO \"Priority\" VALUES (1, 'low'), (2, 'high')");
    execute(
        "INSERT INTO \"Item\" (\"ID\", \"ListID\", \"UserID\", \"Name\") VALUES ('%s', '%s', '%s', 'old')"
            .formatted(ITEM, LIST, ANNA));
    Copy copy = Copy.of(server, ANNA, 100);
    copy.download();
    return copy;
  }

  private UploadedChange item(
      String name, String description, Integer priority, LocalDateTime endDate) {
    Row row =
        new Row(
            database.type("Item"),
            ITEM,
            LIST,
            ANNA,
            name,
            description,
            priority,
            null,
            null,
            endDate);
    return new UploadedChange(new Change.Live(row), null, false);
  }

  private static UploadOutcome.Conflicted conflict(List<UploadOutcome> outcomes) {
    assertThat(outcomes).singleElement().isInstanceOf(UploadOutcome.Conflicted.class);
    return (UploadOutcome.Conflicted) outcomes.get(0);
  }

  /** Name, description and priority. */
  private List<Object> stored() throws SQLException {
    List<Object> values = new ArrayList<>();
    try (Connection connection = database.connect();
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery("SELECT \"Name\", \"Description\", \"Priority\" FROM \"Item\"")) {
      while (rows.next()) {
        for (int i = 1; i <= 3; i++) {
          values.add(rows.getObject(i));
        }
      }
    }
    return values;
  }

  private List<String> inbox() throws SQLException {
    List<String> all = new ArrayList<>();
    try (Connection connection = database.connect();
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT REFUSED, REASON, LOSING, PARAMETERS FROM SYNCLINE_CONFLICT ORDER BY ID")) {
      while (rows.next()) {
        all.add(
            rows.getBoolean(1)
                + " "
                + rows.getString(2)
                + " "
                + rows.getString(3)
                + rows.getString(4));
      }
    }
    return all;
  }

  private void assertSame(Copy copy) throws Exception {
    copy.download();
    assertThat(copy.content()).isEqualTo(Selected.of(server, ANNA));
    assertThat(copy.row(new RowKey(database.type("Item"), List.of(ITEM))) == null)
        .isEqualTo(stored().isEmpty());
  }

  private void execute(String sql) throws SQLException {
    database.execute(sql);
  }
}
