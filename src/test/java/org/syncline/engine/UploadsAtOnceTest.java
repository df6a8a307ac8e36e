package org.syncline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.syncline.model.Change;
import org.syncline.model.ErrorCode;
import org.syncline.model.ReplicaState;
import org.syncline.model.Row;
import org.syncline.model.SyncException;
import org.syncline.model.UploadOutcome;
import org.syncline.model.UploadedChange;
import org.syncline.scope.ConflictPolicy;
import org.syncline.testkit.Copy;
import org.syncline.testkit.DatabaseKind;
import org.syncline.testkit.EachDatabase;
import org.syncline.testkit.SyncServer;

/** Uploads that meet each other, or another program's transaction, on the same rows. */
@EachDatabase
class UploadsAtOnceTest {
  @Parameter DatabaseKind kind;

  private static final UUID ANNA = new UUID(1, 1);
  private static final UUID LIST = new UUID(2, 1);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private SyncServer server;

  @BeforeEach
  void start() throws Exception {
    server = SyncServer.start(kind);
    execute("INSERT INTO \"User\" (\"ID\", \"Name\") VALUES ('%s', 'anna')".formatted(ANNA));
    execute(
        "INSERT INTO \"List\" (\"ID\", \"Name\", \"UserID\", \"CreatedDate\") VALUES ('%s', 'hers', '%s', TIMESTAMP '2026-01-02 03:04:05')"
            .formatted(LIST, ANNA));
    for (int i = 0; i < 2; i++) {
      execute(
          "INSERT INTO \"Item\" (\"ID\", \"ListID\", \"UserID\", \"Name\") VALUES ('%s', '%s', '%s', 'old')"
              .formatted(itemId(i), LIST, ANNA));
    }
  }

  @AfterEach
  void stop() throws Exception {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    server.close();
  }

  @RepeatedTest(5)
  void h19_of_two_updates_of_one_row_one_is_told_of_the_other() throws Exception {
    List<Copy> copies = List.of(Copy.synced(server, ANNA), Copy.synced(server, ANNA));
    List<Callable<UploadOutcome>> uploads = new ArrayList<>();
    for (Copy copy : copies) {
      uploads.add(
          () ->
              copy.upload(ConflictPolicy.SERVER_WINS, update(0, copy.state().replica().toString()))
                  .get(0));
    }
    List<UploadOutcome> outcomes = atOnce(uploads);
    assertThat(outcomes).filteredOn(o -> o instanceof UploadOutcome.Accepted).hasSize(1);
    assertThat(outcomes).filteredOn(o -> o instanceof UploadOutcome.Conflicted).hasSize(1);
  }

  @RepeatedTest(5)
  void of_two_inserts_of_one_key_one_is_told_of_the_other() throws Exception {
    List<Copy> copies = List.of(Copy.synced(server, ANNA), Copy.synced(server, ANNA));
    List<Callable<UploadOutcome>> uploads = new ArrayList<>();
    for (Copy copy : copies) {
      String name = copy.state().replica().toString();
      uploads.add(
          () ->
              copy.upload(
                      ConflictPolicy.SERVER_WINS,
                      new UploadedChange(new Change.Live(item(9, name)), "t", true))
                  .get(0));
    }
    List<UploadOutcome> outcomes = atOnce(uploads);
    assertThat(outcomes).filteredOn(o -> o instanceof UploadOutcome.Inserted).hasSize(1);
    assertThat(outcomes).filteredOn(o -> o instanceof UploadOutcome.Conflicted).hasSize(1);
  }

  @RepeatedTest(5)
  void h22_the_same_upload_twice_at_once_has_one_effect() throws Exception {
    Copy copy = Copy.synced(server, ANNA);
    ReplicaState state = copy.state();
    execute("UPDATE \"Item\" SET \"Name\" = 'theirs'");
    List<UploadedChange> changes = List.of(update(0, "once"), update(1, "once too"));
    Callable<Upload> upload =
        () -> server.upload(ConflictPolicy.CLIENT_WINS, state, "blob", changes);
    long before = logged();
    List<Upload> answers = atOnce(List.of(upload, upload, upload));
    // applied a second time it would find no conflict, since its own change is the last one
    assertThat(answers.get(0).outcomes())
        .allMatch(outcome -> outcome instanceof UploadOutcome.Conflicted);
    assertThat(answers).extracting(Upload::outcomes).containsOnly(answers.get(0).outcomes());
    assertThat(logged() - before).isEqualTo(2);
  }

  @Test
  void h23_an_upload_that_the_database_gave_up_is_done_again_as_a_whole() throws Exception {
    Copy copy = Copy.synced(server, ANNA);
    try (Connection other = server.database().connect()) {
      other.setAutoCommit(false);
      // the other program takes the rows in the opposite order: somebody must give way
      other.createStatement().execute(change(1));
      Future<List<UploadOutcome>> upload = both(copy);
      awaitLockOf(0);
      boolean committed = true;
      try {
        other.createStatement().execute(change(0));
        other.commit();
      } catch (java.sql.SQLException deadlock) {
        committed = false;
        other.rollback();
      }
      List<UploadOutcome> outcomes = upload.get(30, TimeUnit.SECONDS);
      assertThat(outcomes).hasSize(2);
      assertThat(outcomes)
          .as("the other one committed: %s", committed)
          .noneMatch(o -> o instanceof UploadOutcome.Failed);
    }
    assertThat(names()).containsExactlyInAnyOrder("mine 0", "mine 1");
  }

  @Test
  void h25_an_upload_whose_wait_for_a_row_times_out_is_stored_as_a_whole_once_the_row_is_free()
      throws Exception {
    Copy copy = Copy.synced(server, ANNA);
    long before = logged();
    try (Connection other = server.database().connect()) {
      other.setAutoCommit(false);
      other.createStatement().execute(change(1));
      Future<List<UploadOutcome>> upload = both(copy);
      long held = System.nanoTime();
      while (!upload.isDone()) {
        assertThat(names()).containsAnyOf("old", "mine 1").doesNotContain("theirs");
        assertThat(column("SELECT COUNT(DISTINCT \"Name\" = 'old') FROM \"Item\""))
            .as("both or none")
            .containsExactly("1");
        // longer than two lock time-outs
        if (System.nanoTime() - held > TimeUnit.SECONDS.toNanos(5)) {
          other.rollback();
        }
        Thread.sleep(5);
      }
      assertThat(upload.get()).hasSize(2).allMatch(o -> o instanceof UploadOutcome.Accepted);
    }
    assertThat(names()).containsExactlyInAnyOrder("mine 0", "mine 1");
    assertThat(logged() - before).isEqualTo(2);
  }

  @Test
  void h25_a_row_that_is_never_let_go_leaves_nothing_stored_and_says_so() throws Exception {
    Copy copy = Copy.synced(server, ANNA);
    long before = logged();
    try (Connection other = server.database().connect()) {
      other.setAutoCommit(false);
      other.createStatement().execute(change(1));
      Savepoint savepoint = other.setSavepoint();
      other.createStatement().execute("UPDATE \"User\" SET \"Name\" = 'nobody'");
      other.rollback(savepoint);
      Future<List<UploadOutcome>> upload = both(copy);
      assertThatThrownBy(() -> upload.get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOfSatisfying(
              SyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUSY));
    }
    assertThat(names()).containsExactly("old", "old");
    assertThat(logged()).isEqualTo(before);
  }

  @Test
  void h25_who_changes_a_row_again_and_again_does_not_keep_uploads_from_it() throws Exception {
    Copy copy = Copy.synced(server, ANNA);
    try (Connection other = server.database().connect()) {
      other.setAutoCommit(false);
      other.createStatement().execute(change(1));
      Future<List<UploadOutcome>> upload = both(copy);
      while (!upload.isDone()) {
        Thread.sleep(45);
        other.commit();
        Thread.sleep(5);
        other.createStatement().execute(change(1));
      }
      assertThat(upload.get()).noneMatch(o -> o instanceof UploadOutcome.Failed);
    }
  }

  private Future<List<UploadOutcome>> both(Copy copy) {
    return threads.submit(
        () -> copy.upload(ConflictPolicy.CLIENT_WINS, update(0, "mine 0"), update(1, "mine 1")));
  }

  /** Until the upload has the row; from then on it waits for the other one. */
  private void awaitLockOf(int number) throws Exception {
    for (int i = 0; i < 200; i++) {
      try (Connection probe = server.database().connect();
          Statement statement = probe.createStatement()) {
        statement.execute(kind.setLockTimeout(Duration.ofMillis(20)));
        probe.setAutoCommit(false);
        statement
            .executeQuery(
                "SELECT 1 FROM \"Item\" WHERE \"ID\" = '%s' FOR UPDATE".formatted(itemId(number)))
            .close();
        probe.rollback();
      } catch (java.sql.SQLException locked) {
        return;
      }
    }
    throw new AssertionError("the upload never locked its first row");
  }

  private static String change(int number) {
    return "UPDATE \"Item\" SET \"Name\" = 'theirs' WHERE \"ID\" = '%s'".formatted(itemId(number));
  }

  private <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
    CyclicBarrier together = new CyclicBarrier(tasks.size());
    List<Future<T>> futures = new ArrayList<>();
    for (Callable<T> task : tasks) {
      futures.add(
          threads.submit(
              () -> {
                together.await();
                return task.call();
              }));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(future.get(60, TimeUnit.SECONDS));
    }
    return results;
  }

  private UploadedChange update(int number, String name) {
    return new UploadedChange(new Change.Live(item(number, name)), null, false);
  }

  private Row item(int number, String name) {
    return new Row(
        server.database().type("Item"),
        itemId(number),
        LIST,
        ANNA,
        name,
        null,
        null,
        null,
        null,
        null);
  }

  private static UUID itemId(int number) {
    return new UUID(3, number);
  }

  private void execute(String sql) throws Exception {
    server.database().execute(sql);
  }

  private long logged() throws Exception {
    return Long.parseLong(column("SELECT COUNT(*) FROM SYNCLINE_LOG").get(0));
  }

  private List<String> names() throws Exception {
    return column("SELECT \"Name\" FROM \"Item\"");
  }

  private List<String> column(String sql) throws Exception {
    List<String> values = new ArrayList<>();
    try (Connection connection = server.database().connect();
        ResultSet rows = connection.createStatement().executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
