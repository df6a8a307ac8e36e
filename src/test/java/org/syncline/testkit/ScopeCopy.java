package org.syncline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.syncline.engine.Download;
import org.syncline.engine.FeedSnapshot;
import org.syncline.engine.Upload;
import org.syncline.engine.UploadRequest;
import org.syncline.model.Change;
import org.syncline.model.EntityType;
import org.syncline.model.ReplicaState;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.model.UploadOutcome;
import org.syncline.model.UploadedChange;
import org.syncline.scope.Scope;

/**
 * A device's copy of one scope of a {@link ConfiguredServer}. Its blob is all that it knows of the
 * server, so it outlives a restart with other tables.
 */
public final class ScopeCopy {
  private final ConfiguredServer server;
  private final String scopeName;
  private final Map<String, Row> rows = new TreeMap<>();
  private String blob;

  ScopeCopy(ConfiguredServer server, Scope scope, List<Object> parameters) {
    this.server = server;
    this.scopeName = scope.name();
    try (FeedSnapshot snapshot = server.feeds().open(scope, parameters)) {
      keep(ReplicaState.fresh(UUID.randomUUID(), snapshot.epoch(), parameters));
    }
  }

  private Scope scope() {
    return server.scope(scopeName);
  }

  private void keep(ReplicaState state) {
    blob = server.sealed(state, scope());
  }

  private ReplicaState state() {
    return server.opened(blob, scope());
  }

  public String blob() {
    return blob;
  }

  /** Goes back to a blob that the device has kept. */
  public void goBackTo(String old) {
    blob = old;
  }

  /** Downloads until nothing more waits; gives how many rows and tombstones came. */
  public int download() {
    int all = 0;
    Download answer;
    do {
      CollectedBatch batch = new CollectedBatch();
      answer = server.downloads().download(scope(), state(), batch);
      keep(answer.next());
      batch.changes().forEach(this::apply);
      all += batch.size();
    } while (answer.more());
    return all;
  }

  /** A row of a table, which is not in the copy yet. */
  public Row row(String table, Object... values) {
    return new Row(type(table), values);
  }

  private EntityType type(String table) {
    return scope().tableOf(scopeName + "." + table).orElseThrow().type();
  }

  /** Uploads rows as the device wants them, in one request: new ones and changed ones. */
  public List<UploadOutcome> put(Row... changed) {
    return upload(Arrays.stream(changed).map(row -> (Change) new Change.Live(row)).toList());
  }

  /** Uploads rows as {@link #put} does, and asserts that all are stored. */
  public void store(Row... changed) {
    assertStored(put(changed));
  }

  /** Asserts that nothing was refused or in conflict. */
  public static void assertStored(List<UploadOutcome> outcomes) {
    assertThat(outcomes)
        .hasOnlyElementsOfTypes(UploadOutcome.Accepted.class, UploadOutcome.Inserted.class);
  }

  /** Uploads the deletion of a row. */
  public List<UploadOutcome> delete(String table, Object... key) {
    return upload(List.of(gone(table, key)));
  }

  /** The deletion of a row, to be uploaded. */
  public Change gone(String table, Object... key) {
    return new Change.Tombstone(new RowKey(type(table), List.of(key)));
  }

  /** Uploads changes in one request, and applies them and the outcomes. */
  public List<UploadOutcome> upload(List<Change> wanted) {
    return uploadWithout(Set.of(), wanted);
  }

  /**
   * As {@link #upload}, from an app that does not know all columns.
   *
   * @param missing their positions
   */
  public List<UploadOutcome> uploadWithout(Set<Integer> missing, List<Change> wanted) {
    List<UploadedChange> changes = new ArrayList<>();
    for (Change change : wanted) {
      boolean insert = !change.deleted() && !rows.containsKey(change.key().toString());
      String tempId = insert ? "t" + changes.size() : null;
      changes.add(new UploadedChange(change, tempId, insert, missing));
    }
    wanted.forEach(this::apply);
    ReplicaState state = state();
    UploadRequest request =
        new UploadRequest(Optional.of(state), blob, state.parameters(), changes);
    Upload answer = server.uploads().upload(scope(), request);
    keep(answer.next());
    answer.outcomes().forEach(outcome -> Outcomes.applied(outcome).ifPresent(this::apply));
    return answer.outcomes();
  }

  private void apply(Change change) {
    if (change instanceof Change.Live live) {
      rows.put(change.key().toString(), live.row());
    } else {
      rows.remove(change.key().toString());
    }
  }

  /** The values of one column, in the order of the keys' text. */
  public List<Object> values(String table, int position) {
    return rows.values().stream()
        .filter(row -> row.type().name().equals(table))
        .map(row -> row.value(position))
        .toList();
  }

  /** Asserts that, after a download, the copy is what its filter selects, byte for byte. */
  public void assertConverged() throws SQLException {
    download();
    List<String> content = rows.values().stream().map(Row::toString).sorted().toList();
    assertThat(content).isEqualTo(server.selected(scope(), state().parameters()));
  }
}
