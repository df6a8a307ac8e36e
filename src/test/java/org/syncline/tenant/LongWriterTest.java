package org.syncline.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.syncline.engine.Download;
import org.syncline.engine.Upload;
import org.syncline.engine.UploadRequest;
import org.syncline.model.Change;
import org.syncline.model.ErrorCode;
import org.syncline.model.ReplicaState;
import org.syncline.model.Row;
import org.syncline.model.SyncException;
import org.syncline.model.UploadedChange;
import org.syncline.scope.Scope;
import org.syncline.testkit.CollectedBatch;

/** What others get done while one transaction of the server keeps its turn. */
class LongWriterTest extends ListsTenant {
  /** More than the pool has connections, fewer than may wait. */
  private static final int MANY = 40;

  private static final List<Object> ANNA = List.of(new UUID(1, 1));

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Connection longOne;

  @BeforeEach
  void begin() throws Exception {
    var begun = new FutureTask<>(this::beginLongOne);
    new Thread(begun).start();
    begun.get();
  }

  /** By a thread of its own, since the one that has the turn need not wait for it. */
  private Void beginLongOne() throws SQLException {
    longOne = database.pool().getConnection();
    longOne.setAutoCommit(false);
    try (Statement statement = longOne.createStatement()) {
      statement.execute("INSERT INTO \"Tag\" VALUES (1, 'not committed yet')");
    }
    return null;
  }

  @AfterEach
  void end() throws Exception {
    longOne.close();
    threads.shutdownNow();
    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void h5_downloads_carry_what_has_no_number() throws Exception {
    execute("INSERT INTO \"Status\" VALUES (1, 'by somebody')");
    ReplicaState replica = tenant.newReplica(ANNA);
    List<Future<List<Object>>> downloads = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      downloads.add(threads.submit(() -> download(replica)));
    }
    for (Future<List<Object>> download : downloads) {
      assertThat(download.get(30, TimeUnit.SECONDS)).containsExactly("by somebody");
    }
    assertThat(tenant.check()).allMatch(Check::passed);
  }

  @Test
  void what_has_no_number_comes_once_however_small_the_batches() throws Exception {
    ReplicaState replica = tenant.newReplica(ANNA);
    Download last = tenant.download(service, scope(), replica, new CollectedBatch(10));
    for (int i = 0; i < 140; i++) {
      execute("INSERT INTO \"Status\" VALUES (%d, 'status %d')".formatted(i, i));
    }
    List<Object> names = new ArrayList<>();
    do {
      CollectedBatch batch = new CollectedBatch(10);
      last = tenant.download(service, scope(), last.next(), batch);
      names.addAll(names(batch));
    } while (last.more() && names.size() < 1_000);
    assertThat(names).hasSize(140).doesNotHaveDuplicates();
  }

  @Test
  void uploads_that_wait_leave_connections_to_others_and_are_stored_in_the_end() throws Exception {
    ReplicaState replica = tenant.newReplica(ANNA);
    List<Future<Upload>> uploads = waitingUploads(MANY);

    assertThat(download(replica)).isEmpty();
    assertThat(tenant.check()).allMatch(Check::passed);
    Upload empty = tenant.upload(service, scope(), request(List.of()));
    assertThat(empty.outcomes()).isEmpty();
    assertThat(uploads).noneMatch(Future::isDone);

    longOne.rollback();
    for (Future<Upload> upload : uploads) {
      assertThat(upload.get(30, TimeUnit.SECONDS).outcomes()).hasSize(1);
    }
    assertThat(download(replica)).hasSize(MANY);
  }

  @Test
  void uploads_that_would_wait_behind_too_many_are_asked_to_come_back() throws Exception {
    List<Future<Upload>> uploads = waitingUploads(64);
    assertThatThrownBy(() -> tenant.upload(service, scope(), request(List.of(status(4711)))))
        .isInstanceOfSatisfying(
            SyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUSY));
    longOne.rollback();
    for (Future<Upload> upload : uploads) {
      upload.get(30, TimeUnit.SECONDS);
    }
    assertThat(download(tenant.newReplica(ANNA))).hasSize(64);
  }

  private List<Future<Upload>> waitingUploads(int count) throws Exception {
    List<Future<Upload>> uploads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      UploadRequest request = request(List.of(status(i)));
      uploads.add(threads.submit(() -> tenant.upload(service, scope(), request)));
    }
    for (Future<Upload> upload : uploads) {
      Callable<Upload> wait = () -> upload.get(2_000 / count, TimeUnit.MILLISECONDS);
      assertThatThrownBy(wait::call).isInstanceOf(TimeoutException.class);
    }
    return uploads;
  }

  private static UploadRequest request(List<UploadedChange> changes) {
    return new UploadRequest(Optional.empty(), "", ANNA, changes);
  }

  private UploadedChange status(int id) {
    var type = scope().tableOf(scope().namespace() + ".Status").orElseThrow().type();
    return new UploadedChange(new Change.Live(new Row(type, id, "status " + id)), "t" + id, true);
  }

  private Scope scope() {
    return service.scopes().get(0);
  }

  /** The names of all that came. */
  private List<Object> download(ReplicaState replica) {
    CollectedBatch batch = new CollectedBatch();
    tenant.download(service, scope(), replica, batch);
    return names(batch);
  }

  private static List<Object> names(CollectedBatch batch) {
    return batch.changes().stream().map(change -> ((Change.Live) change).row().value(1)).toList();
  }
}
