package org.syncline.engine;

/**
 * The database or the mapping refuses rows as they are: a constraint, a validation, a value out of
 * range. Sending them again would not help.
 */
public final class RowsRejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message for the client's user: what is wrong, without internals of the server
   */
  public RowsRejectedException(String message, Throwable cause) {
    super(message, cause);
  }
}
