package org.syncline.model;

/** What became of one uploaded change. */
public sealed interface UploadOutcome {

  /** Stored as sent; an update or deletion needs no word in the answer. */
  record Accepted() implements UploadOutcome {}

  /**
   * A new row was stored.
   *
   * @param stored the full row as the database now holds it, defaults included
   */
  record Inserted(Row stored) implements UploadOutcome {}

  /**
   * Somebody else had changed the row.
   *
   * @param live what the client must end up with
   * @param losing the side that lost
   */
  record Conflicted(ConflictResolution resolution, Change live, Change losing)
      implements UploadOutcome {}

  /**
   * The change could not be stored.
   *
   * @param description for the client's user: what is wrong with the row
   * @param live what the client must end up with: the server's row, or a tombstone
   * @param losing the change that failed
   */
  record Failed(String description, Change live, Change losing) implements UploadOutcome {}
}
