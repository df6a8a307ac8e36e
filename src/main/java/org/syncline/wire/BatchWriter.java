package org.syncline.wire;

import org.syncline.model.ChangeSink;

/**
 * Builds one download answer in a buffer of bounded size. Rows may be offered in any order; the
 * answer lists live rows with parents first, then tombstones with children first.
 */
public interface BatchWriter extends ChangeSink {
  /**
   * Closes the batch.
   *
   * @param blob base64 text of the replica's next state
   * @param more whether another batch follows
   */
  Payload finish(String blob, boolean more);
}
