package org.syncline.model;

import java.util.List;

/** How far a replica's download has come. */
public sealed interface Position {

  /** Nothing downloaded yet; the next download begins the first run. */
  record Start() implements Position {}

  /**
   * In the middle of the first run.
   *
   * @param from fixed before the first row was read; changes after it follow when the tables are
   *     done
   * @param table rank in the scope of the table being read
   * @param after key of the last row sent of that table; empty before its first row
   */
  record Loading(Anchor from, int table, List<Object> after) implements Position {
    public Loading {
      after = List.copyOf(after);
    }
  }

  /**
   * The first run is done.
   *
   * @param anchor has everything up to here
   */
  record Following(Anchor anchor) implements Position {}
}
