package org.syncline.scope;

/** Settles conflicts in the way of the application. Used by many threads at the same time. */
public interface ConflictMerger {
  /**
   * Decides what becomes of a row that was changed on both sides. Runs inside the upload's
   * transaction, perhaps more than once for the same conflict, so it should be quick and change
   * nothing elsewhere. If it throws, or gives null, nothing of the upload is stored and the client
   * is told that the fault is the server's.
   */
  Resolution resolve(Conflict conflict);
}
