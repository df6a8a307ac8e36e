package org.syncline.scope;

/** How a conflict over a row is settled when no interceptor settles it. */
public enum ConflictStrategy {
  /** As the next wider declaration says: the scope's for a table, the service's for a scope. */
  INHERIT,
  /** The client's row is stored. */
  CLIENT_WINS,
  /** The server's row stays. */
  SERVER_WINS,
  /**
   * Column by column: what only one side changed is kept, and where both changed the same column
   * the service's policy decides. The table records old values in the change log for that. Where
   * they are missing, or one side deleted the row, the policy decides about the whole row.
   */
  MERGE_COLUMNS,
  /**
   * The side with the greater value in a named column wins, such as a time of change or a version;
   * null is less than everything, and a tie goes to the server. If one side deleted the row, the
   * service's policy decides.
   */
  LAST_WRITER,
  /** A {@link ConflictMerger} decides. */
  CUSTOM
}
