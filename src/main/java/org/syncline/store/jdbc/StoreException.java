package org.syncline.store.jdbc;

/** The database did what nobody expected; the request fails and the log has the reason. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreException(String doing, Throwable cause) {
    super("while " + doing + ": " + cause.getMessage(), cause);
  }
}
