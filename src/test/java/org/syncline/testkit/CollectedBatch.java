package org.syncline.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.syncline.model.Change;
import org.syncline.model.ChangeSink;
import org.syncline.model.Row;
import org.syncline.model.RowKey;
import org.syncline.model.RowView;

/** A batch as a device gets it, which ends after so many rows. */
public final class CollectedBatch implements ChangeSink {
  private final Map<RowKey, Change> changes = new LinkedHashMap<>();
  private final int most;
  private final Function<String, AssertionError> failure;

  /** Of as many rows as come. */
  public CollectedBatch() {
    this(Integer.MAX_VALUE);
  }

  public CollectedBatch(int most) {
    this(most, AssertionError::new);
  }

  /**
   * @param failure what is thrown if the batch names a row twice
   */
  public CollectedBatch(int most, Function<String, AssertionError> failure) {
    this.most = most;
    this.failure = failure;
  }

  /** What came, in the order of arrival. */
  public List<Change> changes() {
    return List.copyOf(changes.values());
  }

  @Override
  public boolean row(RowView row, int order) {
    return take(new Change.Live(Row.copyOf(row)));
  }

  @Override
  public boolean tombstone(RowKey key, int order) {
    return take(new Change.Tombstone(key));
  }

  private boolean take(Change change) {
    if (changes.containsKey(change.key())) {
      throw failure.apply("a batch names a row twice: " + change);
    }
    return changes.size() < most && changes.put(change.key(), change) == null;
  }

  @Override
  public int size() {
    return changes.size();
  }
}
