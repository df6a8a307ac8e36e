package org.syncline.engine;

import org.syncline.model.RowView;

/** Walks over rows. The view it gives is one and the same for every row. */
public interface RowCursor {
  boolean next();

  RowView row();
}
