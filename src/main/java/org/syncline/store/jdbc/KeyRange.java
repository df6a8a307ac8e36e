package org.syncline.store.jdbc;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * All that the database holds of the rows between two keys, as one snapshot sees it, by the keys'
 * texts.
 *
 * @param head the newest number given out
 * @param end the last key; empty: the table ends here
 * @param rows what the table has
 * @param seen what was last seen of it
 * @param told what devices are told of it, by numbered changes
 * @param unnumbered what they are told without numbers, in the order of the log
 */
record KeyRange(
    long head,
    List<Object> end,
    Map<String, List<Row>> rows,
    Map<String, List<Seen>> seen,
    Map<String, List<Told>> told,
    Map<String, List<LogEntry>> unnumbered) {

  /**
   * A row of the table.
   *
   * @param filters text of its filter values
   */
  record Row(List<Object> key, String filters, long hash) {}

  /**
   * A row as it was seen last.
   *
   * @param shape stands for the columns that the hash is of
   * @param seq changes with numbers up to this one were seen with it
   */
  record Seen(List<Object> key, String filters, long shape, long hash, long seq) {}

  /** The last numbered change of a row under one set of filter values. */
  record Told(List<Object> key, String filters, long seq, boolean gone) {}

  Set<String> keys() {
    Set<String> keys = new TreeSet<>(rows.keySet());
    keys.addAll(seen.keySet());
    keys.addAll(told.keySet());
    return keys;
  }

  Row row(String key) {
    return only(rows, key);
  }

  Seen seen(String key) {
    return only(seen, key);
  }

  /** Null if there is none. */
  private static <T> T only(Map<String, List<T>> all, String key) {
    List<T> found = all.get(key);
    return found == null ? null : found.get(0);
  }
}
