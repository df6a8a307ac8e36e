package org.syncline.engine;

import org.syncline.model.RowKey;
import org.syncline.model.RowView;

/** Walks over numbered changes. */
public interface ChangeCursor {
  boolean next();

  Version version();

  /**
   * The row as it is in the snapshot, the same view every time; null: it is gone for this replica.
   */
  RowView row();

  RowKey key();
}
