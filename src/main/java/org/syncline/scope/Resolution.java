package org.syncline.scope;

import org.syncline.model.Row;

/** How a conflict ends. */
public sealed interface Resolution {
  /** The server's side stays. */
  record ServerWins() implements Resolution {}

  /** The client's side is stored. */
  record ClientWins() implements Resolution {}

  /**
   * A third row is stored, and both sides get it.
   *
   * @param row of the same type and key
   */
  record Merge(Row row) implements Resolution {}
}
