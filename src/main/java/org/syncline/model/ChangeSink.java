package org.syncline.model;

/**
 * Takes the rows of one batch. The sink knows how many bytes fit, so it is the one that ends a
 * batch: a call that answers false has taken nothing, and that row belongs to the next batch. The
 * first row of a batch is always taken, however large it is.
 */
public interface ChangeSink {
  /**
   * Offers a live row.
   *
   * @param order rank of its table in the scope, parents before children
   * @return false if the batch is full
   */
  boolean row(RowView row, int order);

  /**
   * Offers a deletion.
   *
   * @param order rank of its table in the scope, parents before children
   * @return false if the batch is full
   */
  boolean tombstone(RowKey key, int order);

  /** How many rows and tombstones were taken so far. */
  int size();
}
