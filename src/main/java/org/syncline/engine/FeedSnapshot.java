package org.syncline.engine;

import java.util.List;
import java.util.Optional;
import org.syncline.model.Anchor;
import org.syncline.scope.ScopeTable;

/**
 * One committed state of the database under one replica's filter. For one thread. A snapshot has
 * one cursor over rows at a time, and any number of cursors over changes.
 */
public interface FeedSnapshot extends Past, AutoCloseable {
  /** The newest number given out. */
  Anchor head();

  /** The anchor for a number up to the head. */
  Anchor anchorAt(long seq);

  /**
   * The rows of a table in the order of their keys.
   *
   * @param after key of the row to start behind; empty: from the first one
   */
  RowCursor rows(ScopeTable table, List<Object> after);

  /**
   * What became of each row of a table that changed, or left the filter, in {@code (after, upTo]}:
   * one entry a row, in the order of the numbers. Rows that were never in the filter do not appear.
   */
  ChangeCursor changes(ScopeTable table, long after, long upTo);

  /**
   * What is committed in this snapshot but not numbered, and concerns rows that are or were in the
   * filter: one entry for each row.
   *
   * @return empty if there are more than {@code most} such changes
   */
  Optional<List<PendingChange>> unnumbered(int most);

  @Override
  void close();
}
