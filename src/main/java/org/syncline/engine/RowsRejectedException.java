package org.syncline.engine;

/**
 * The database or the mapping refuses rows as they are: a constraint, a validation, a value out of
 * range. Sending them again would not help, unless other rows change.
 */
public final class RowsRejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean byOtherRows;

  /**
   * @param message for the client's user: what is wrong, without internals of the server
   */
  public RowsRejectedException(String message, Throwable cause) {
    this(message, cause, false);
  }

  /**
   * @param byOtherRows whether the rows could be stored if other rows were there, or were not, or
   *     had other values
   */
  public RowsRejectedException(String message, Throwable cause, boolean byOtherRows) {
    super(message, cause);
    this.byOtherRows = byOtherRows;
  }

  boolean byOtherRows() {
    return byOtherRows;
  }
}
