package org.syncline.interleave;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.syncline.engine.Download;
import org.syncline.engine.Upload;
import org.syncline.engine.UploadRequest;
import org.syncline.model.Change;
import org.syncline.model.ReplicaState;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.model.UploadedChange;
import org.syncline.testkit.Outcomes;

/** A device: the rows that it was told of, its blob, and an upload that was not answered yet. */
final class Device {
  final UUID user;
  final int batchRows;
  private final Committed committed;

  /** Whether it keeps the blobs of upload answers; some clients do not. */
  private final boolean keepsUploadBlobs;

  private Identity identity;
  private Kept kept;
  private Optional<Kept> backup = Optional.empty();

  /** In the middle of a request. */
  boolean busy;

  Device(UUID user, int batchRows, boolean keepsUploadBlobs, Committed committed) {
    this.user = user;
    this.batchRows = batchRows;
    this.keepsUploadBlobs = keepsUploadBlobs;
    this.committed = committed;
    startOver();
  }

  /** Another device with everything that this one has, its name included. */
  Device cloned() {
    Device other = new Device(user, batchRows, keepsUploadBlobs, committed);
    other.identity = identity;
    other.kept = kept.copy();
    identity.shared = true;
    return other;
  }

  void startOver() {
    identity = new Identity(committed, user);
    kept = new Kept(Optional.empty(), "", new HashMap<>(), Optional.empty(), Set.of(""));
    backup = Optional.empty();
  }

  void backUp() {
    backup = Optional.of(kept.copy());
  }

  boolean restore() {
    if (backup.isEmpty()) {
      return false;
    }
    kept = backup.get().copy();
    // it may repeat an upload that it has gone on from
    identity.shared |= kept.pending.isPresent();
    return true;
  }

  /** Empty: it has never had an answer. */
  Optional<ReplicaState> state() {
    return kept.state;
  }

  Map<RowKey, Row> rows() {
    return kept.rows;
  }

  Optional<Sending> pending() {
    return kept.pending;
  }

  /** Its user gives up what could not be sent. */
  void drop() {
    kept.pending = Optional.empty();
  }

  /** To be sent until it is answered. */
  Sending edit(List<UploadedChange> changes) {
    List<Object> parameters = List.of(user);
    Sending sending =
        new Sending(
            new UploadRequest(kept.state, kept.blob, parameters, changes),
            identity,
            kept.past,
            kept.rows);
    changes.forEach(change -> identity.touched.add(change.key()));
    kept.pending = Optional.of(sending);
    return sending;
  }

  /** Whether it may be told that a row is gone. */
  boolean mayHearOf(RowKey key) {
    return identity.touched.contains(key) || committed.wasEverSeenBy(user, key);
  }

  void downloaded(Download answer, String blob, List<Change> changes) {
    kept.goOn(answer.next(), blob);
    changes.forEach(this::apply);
  }

  void uploaded(Upload answer, String blob, Sending sending) {
    if (keepsUploadBlobs || kept.state.isEmpty()) {
      kept.goOn(answer.next(), blob);
    }
    kept.pending = Optional.empty();
    List<UploadedChange> changes = sending.request.changes();
    for (int i = 0; i < changes.size(); i++) {
      apply(Outcomes.applied(answer.outcomes().get(i)).orElse(changes.get(i).change()));
    }
  }

  private void apply(Change change) {
    if (change instanceof Change.Live live) {
      kept.rows.put(change.key(), live.row());
    } else {
      kept.rows.remove(change.key());
    }
  }

  /** One of the rows that it has, of a table; null: none. */
  Row any(Random random, String table) {
    List<Row> rows =
        kept.rows.values().stream()
            .filter(row -> row.type().name().equals(table))
            .sorted((a, b) -> a.key().compareTo(b.key()))
            .toList();
    return rows.isEmpty() ? null : rows.get(random.nextInt(rows.size()));
  }

  /** What devices with the same name have in common. */
  static final class Identity {
    private final Committed committed;
    private final UUID user;

    /** By the blob that it was sent with. */
    private final Map<String, Set<List<Object>>> written = new HashMap<>();

    private final Set<RowKey> touched = new HashSet<>();
    private boolean shared;

    Identity(Committed committed, UUID user) {
      this.committed = committed;
      this.user = user;
    }

    boolean isShared() {
      return shared;
    }

    boolean canSee(Row row) {
      return committed.isVisible(row, user);
    }

    /**
     * A row was changed by an upload.
     *
     * @param row null: deleted
     */
    void wrote(String blob, RowKey key, Row row) {
      written
          .computeIfAbsent(blob, b -> new HashSet<>())
          .add(row == null ? List.of(key) : List.of(key, row));
    }

    /**
     * Whether a row may be what the device itself made of it: what a copy of it made is another's,
     * unless it was sent with a blob that both have had.
     */
    boolean hasWritten(Set<String> past, RowKey key, Row row) {
      List<Object> wanted = row == null ? List.of(key) : List.of(key, row);
      return past.stream().anyMatch(blob -> written.getOrDefault(blob, Set.of()).contains(wanted));
    }
  }

  /** All that is lost with a device, and comes back with its backup. */
  private static final class Kept {
    private Optional<ReplicaState> state;
    private String blob;
    private final Map<RowKey, Row> rows;
    private Optional<Sending> pending;

    /** All blobs that it has come through. */
    private Set<String> past;

    Kept(
        Optional<ReplicaState> state,
        String blob,
        Map<RowKey, Row> rows,
        Optional<Sending> pending,
        Set<String> past) {
      this.state = state;
      this.blob = blob;
      this.rows = rows;
      this.pending = pending;
      this.past = past;
    }

    void goOn(ReplicaState next, String nextBlob) {
      state = Optional.of(next);
      blob = nextBlob;
      past = new HashSet<>(past);
      past.add(nextBlob);
    }

    Kept copy() {
      return new Kept(state, blob, new HashMap<>(rows), pending, past);
    }
  }
}
