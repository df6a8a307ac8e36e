package org.syncline.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Compares what two sides hold, row by row and column by column. */
public final class Same {
  private static final int MOST_SHOWN = 20;

  private Same() {}

  /**
   * Fails with the differences, the first ones in full.
   *
   * @param what said in front of the differences
   */
  public static void rows(
      String what,
      Map<String, Map<String, Object>> expected,
      Map<String, Map<String, Object>> actual) {
    List<String> differences = new ArrayList<>();
    TreeSet<String> ids = new TreeSet<>(expected.keySet());
    ids.addAll(actual.keySet());
    for (String id : ids) {
      Map<String, Object> should = expected.get(id);
      Map<String, Object> is = actual.get(id);
      if (!Objects.equals(should, is)) {
        differences.add(id + "\n    server " + should + "\n    device " + is);
      }
    }
    if (!differences.isEmpty()) {
      throw new AssertionError(
          String.format(
              "%s: %d of %d rows differ%n  %s",
              what,
              differences.size(),
              ids.size(),
              String.join(
                  "\n  ", differences.subList(0, Math.min(MOST_SHOWN, differences.size())))));
    }
  }
}
