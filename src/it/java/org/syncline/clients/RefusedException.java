package org.syncline.clients;

/** The server answered something else than 200. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  RefusedException(int status, String description) {
    super(description);
    this.status = status;
  }

  int status() {
    return status;
  }
}
