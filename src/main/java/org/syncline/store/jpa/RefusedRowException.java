package org.syncline.store.jpa;

/** A row cannot be stored as it is. The message is for the app's user. */
final class RefusedRowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean missesAnother;

  RefusedRowException(String message, Throwable cause) {
    super(message, cause);
    this.missesAnother = false;
  }

  RefusedRowException(String message) {
    this(message, false);
  }

  private RefusedRowException(String message, boolean missesAnother) {
    super(message);
    this.missesAnother = missesAnother;
  }

  /** Whether it could be stored if another row were there. */
  boolean missesAnother() {
    return missesAnother;
  }

  /** The row refers to a row of this type, which does not exist. */
  static RefusedRowException missing(String type) {
    return new RefusedRowException("the row refers to a " + type + " that does not exist", true);
  }
}
