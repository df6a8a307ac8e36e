package org.syncline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.syncline.engine.Download;
import org.syncline.engine.Upload;
import org.syncline.model.Change;
import org.syncline.model.ErrorCode;
import org.syncline.model.ReplicaState;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.model.SyncException;
import org.syncline.model.UploadOutcome;
import org.syncline.model.UploadedChange;
import org.syncline.scope.ConflictPolicy;

/** A device's copy, kept by the engine's own types: what a client would hold after each answer. */
public final class Copy {
  private final SyncServer server;
  private final Map<String, Row> rows = new TreeMap<>();
  private final int batchRows;
  private ReplicaState state;

  /** How many tombstones the last download brought. */
  private int tombstones;

  private int batches;

  private Copy(SyncServer server, ReplicaState state, int batchRows) {
    this.server = server;
    this.state = state;
    this.batchRows = batchRows;
  }

  /**
   * A device that has nothing yet.
   *
   * @param batchRows rows that fit into one batch
   */
  public static Copy of(SyncServer server, UUID user, int batchRows) throws Exception {
    return new Copy(server, server.newReplica(user), batchRows);
  }

  /** A device that has all that there is for its user. */
  public static Copy synced(SyncServer server, UUID user) throws Exception {
    Copy copy = of(server, user, 100);
    copy.download();
    return copy;
  }

  public ReplicaState state() {
    return state;
  }

  /** Another device with all that this one has, its blob included. */
  public Copy copied() {
    Copy copy = new Copy(server, state, batchRows);
    copy.rows.putAll(rows);
    return copy;
  }

  /** Goes back to a blob that the device has kept. */
  public void forgetSince(ReplicaState old) {
    state = old;
  }

  public int tombstones() {
    return tombstones;
  }

  public int batches() {
    return batches;
  }

  /** Downloads until nothing more waits; gives what came, in the order of arrival. */
  public List<Change> download() {
    List<Change> all = new ArrayList<>();
    tombstones = 0;
    batches = 0;
    boolean more = true;
    while (more) {
      more = downloadBatch(all);
      batches++;
    }
    return all;
  }

  /** One batch; whether another waits. */
  public boolean downloadOnce() {
    return downloadBatch(new ArrayList<>());
  }

  private boolean downloadBatch(List<Change> all) {
    CollectedBatch batch = new CollectedBatch(state.batchBytes(batchRows));
    Download answer = server.downloads().download(server.scope(), state, batch);
    state = answer.next();
    batch.changes().forEach(this::apply);
    all.addAll(batch.changes());
    return answer.more();
  }

  /** Uploads with the blob's text standing for the state, and applies the outcome. */
  public List<UploadOutcome> upload(ConflictPolicy policy, UploadedChange... changes) {
    for (UploadedChange change : changes) {
      apply(change.change());
    }
    Upload answer = server.upload(policy, state, "blob of " + state, List.of(changes));
    state = answer.next();
    answer.outcomes().forEach(outcome -> Outcomes.applied(outcome).ifPresent(this::apply));
    return answer.outcomes();
  }

  private void apply(Change change) {
    if (change instanceof Change.Live live) {
      rows.put(change.key().toString(), live.row());
    } else {
      tombstones++;
      rows.remove(change.key().toString());
    }
  }

  public Row row(RowKey key) {
    return rows.get(key.toString());
  }

  /** Asserts that the copy is what its filter selects, byte for byte. */
  public void assertConverged() throws SQLException {
    assertThat(content()).isEqualTo(Selected.of(server, (UUID) state.parameters().get(0)));
  }

  /** Asserts that the server wants the device to begin with a download of everything. */
  public static void assertMustStartOver(ThrowingCallable request) {
    assertThatThrownBy(request)
        .isInstanceOfSatisfying(
            SyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_REPLICA));
  }

  /** All rows, as text that compares. */
  public List<String> content() {
    return rows.values().stream().map(Objects::toString).sorted().toList();
  }
}
