package org.syncline.store.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * An entry of the log that tells devices what no trigger has told them.
 *
 * @param oldFilters those of devices that believe the row to be theirs; null: there are none
 * @param newFilters those that the row has; null: there is no row
 */
record Correction(String key, String oldFilters, String newFilters) {
  String op() {
    return oldFilters == null ? "I" : newFilters == null ? "D" : "U";
  }

  /**
   * What has to be logged of one row. A device believes that a row is its own if that was so when
   * the row was last seen and no change has told it otherwise since. Changes without numbers come
   * last: each row's are in the order in which they were committed.
   *
   * @param first whether what was never seen may be new, or never looked at
   * @param doubtful whether a row that triggers saw change may have changed once more without them
   */
  static List<Correction> of(
      String key, KeyRange range, long shape, boolean first, boolean doubtful) {
    KeyRange.Row row = range.row(key);
    KeyRange.Seen seen = range.seen(key);
    Set<String> believed = new TreeSet<>();
    boolean touched = false;
    if (seen != null) {
      believed.add(seen.filters());
    }
    for (KeyRange.Told told : range.told().getOrDefault(key, List.of())) {
      if (seen == null || told.seq() > seen.seq()) {
        touched = true;
        tell(believed, told.filters(), !told.gone());
      }
    }
    for (LogEntry entry : range.unnumbered().getOrDefault(key, List.of())) {
      touched = true;
      tell(believed, entry.oldFilters(), false);
      tell(believed, entry.newFilters(), true);
    }
    String present = row == null ? null : row.filters();
    boolean known = present != null && believed.remove(present);
    List<Correction> corrections = new ArrayList<>();
    believed.forEach(wrong -> corrections.add(new Correction(key, wrong, present)));
    if (present == null || !corrections.isEmpty()) {
      return corrections;
    }
    boolean changed =
        touched ? doubtful : seen != null && seen.shape() == shape && seen.hash() != row.hash();
    if (known && changed) {
      corrections.add(new Correction(key, present, present));
    } else if (!known && (touched || !first)) {
      corrections.add(new Correction(key, null, present));
    }
    return corrections;
  }

  private static void tell(Set<String> believed, String filters, boolean theirs) {
    if (filters != null && theirs) {
      believed.add(filters);
    } else if (filters != null) {
      believed.remove(filters);
    }
  }
}
