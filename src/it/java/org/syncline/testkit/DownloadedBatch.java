package org.syncline.testkit;

import java.util.HashSet;
import java.util.Set;

/** What must hold for every download answer, whatever is in it. */
final class DownloadedBatch {
  private DownloadedBatch() {}

  /** Live rows parents first, then tombstones children first, no row twice, no upload's marks. */
  static void check(WireMessage batch) {
    Set<String> seen = new HashSet<>();
    WireEntity last = null;
    for (WireEntity entity : batch.entities()) {
      Checks.require(
          entity.tempId() == null && entity.outcome() == null, "marks of an upload", entity);
      Checks.require(seen.add(entity.id()), "a row twice in one batch", entity);
      Checks.require(last == null || inOrder(last, entity), "out of order in the batch", entity);
      last = entity;
    }
  }

  private static boolean inOrder(WireEntity first, WireEntity second) {
    if (first.deleted() != second.deleted()) {
      return second.deleted();
    }
    int order = first.table().compareTo(second.table());
    return first.deleted() ? order >= 0 : order <= 0;
  }
}
