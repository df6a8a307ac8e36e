package org.syncline.testkit;

/** The server answered a whole request with something else than 200. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  RefusedException(int status, String body) {
    super(status + " " + body);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
