package org.syncline.model;

/**
 * One entity of an upload, read and typed but not yet judged.
 *
 * @param change the row the client wants to have, or a tombstone
 * @param tempId the client's mark on an insert, to be handed back exactly once; null if none
 * @param insert whether the client believes the row is new (a tempId and no id)
 */
public record UploadedChange(Change change, String tempId, boolean insert) {
  public RowKey key() {
    return change.key();
  }
}
