package org.syncline.tenant;

/**
 * What a check can find. Where the original diagnostics page had a name for it, it is that one
 * (wire reference, section 22).
 */
public enum CheckResult {
  SUCCESS,
  /** Something else has to be mended first. */
  NOT_DETERMINED,
  UNKNOWN_ERROR,
  ERROR_OPENING_SQL_CONNECTION,
  /** A table is missing that synchronised tables need, or one of these itself. */
  TEMPLATE_OR_SCOPE_DOES_NOT_EXIST,
  DIRECTORY_NOT_FOUND,
  INSUFFICIENT_PERMISSIONS,
  PATH_TOO_LONG,
  IO_ERROR,
  /** Changes of a table are not logged. */
  TRIGGER_DOES_NOT_EXIST,
  /** The database may forget what it has acknowledged. */
  COMMITS_NOT_DURABLE,
  CHANGES_NOT_NUMBERED,
  CLOCKS_DIFFER,
  /** A transaction that has written does not end. */
  TRANSACTION_TOO_OLD
}
