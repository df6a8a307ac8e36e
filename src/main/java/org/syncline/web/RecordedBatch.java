package org.syncline.web;

import java.util.ArrayList;
import java.util.List;
import org.syncline.model.Change;
import org.syncline.model.ChangeSink;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.model.RowView;

/** Remembers what another sink takes. */
final class RecordedBatch implements ChangeSink {
  private final ChangeSink batch;
  private final List<Change> changes = new ArrayList<>();

  RecordedBatch(ChangeSink batch) {
    this.batch = batch;
  }

  @Override
  public boolean row(RowView row, int order) {
    boolean taken = batch.row(row, order);
    if (taken) {
      changes.add(new Change.Live(Row.copyOf(row)));
    }
    return taken;
  }

  @Override
  public boolean tombstone(RowKey key, int order) {
    boolean taken = batch.tombstone(key, order);
    if (taken) {
      changes.add(new Change.Tombstone(key));
    }
    return taken;
  }

  @Override
  public int size() {
    return batch.size();
  }

  List<Change> changes() {
    return changes;
  }
}
