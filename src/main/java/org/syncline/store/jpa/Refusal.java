package org.syncline.store.jpa;

import java.util.List;
import org.syncline.engine.RowsRejectedException;
import org.syncline.model.Change;

/** Tells what a failure while writing means, and to whom. */
final class Refusal {
  private final TableMapping mapping;
  private final List<Change> changes;

  Refusal(TableMapping mapping, List<Change> changes) {
    this.mapping = mapping;
    this.changes = changes;
  }

  RowsRejectedException of(RuntimeException failure) {
    return new RowsRejectedException(
        mapping.type().name() + ": " + changes.size() + " rows were refused", failure);
  }
}
