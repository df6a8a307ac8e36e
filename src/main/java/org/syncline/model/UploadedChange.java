package org.syncline.model;

import java.util.Set;

/**
 * One entity of an upload, read and typed but not yet judged.
 *
 * @param change the row the client wants to have, or a tombstone
 * @param tempId the client's mark on an insert, to be handed back exactly once; null if none
 * @param insert whether the client believes the row is new (a tempId and no id)
 * @param missing positions of the properties that the client did not send, which have their type's
 *     default in {@code change}
 */
public record UploadedChange(Change change, String tempId, boolean insert, Set<Integer> missing) {
  public UploadedChange {
    missing = Set.copyOf(missing);
  }

  /** A change of which all properties were sent. */
  public UploadedChange(Change change, String tempId, boolean insert) {
    this(change, tempId, insert, Set.of());
  }

  public RowKey key() {
    return change.key();
  }
}
