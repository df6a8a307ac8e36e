package org.syncline.engine;

/**
 * The database gave up the transaction, or may have (deadlock, serialization failure, lock
 * time-out). Nothing of it may be kept; doing all of it again can succeed.
 */
public final class TransactionLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TransactionLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
