package org.syncline.proof;

/** At what moment a server is killed. */
enum KillPoint {
  /** Whatever it does just then. */
  ANY,
  /** Uploads have begun to write, and wait for a row that another program holds. */
  IN_UPLOADS,
  /** An upload is committed, and its device has no answer. */
  AFTER_COMMIT,
  /** A pass has numbered some entries of the change log and waits for another. */
  IN_NUMBERING,
  /** The horizon has moved, and not all that is below it is gone. */
  IN_PURGE,
  /** A device has the beginning of an answer. */
  IN_ANSWER
}
