package org.syncline.model;

/** A request that ends here. The message is meant for the caller: it says what to do instead. */
public class SyncException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** By this beginning of a message clients know that they have to start over. */
  public static final String UNKNOWN_REPLICA_TEXT = "Scope does not exist";

  private final ErrorCode code;

  public SyncException(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  /**
   * @param cause for the server's log; its text never reaches the caller
   */
  public SyncException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }

  /** The refusal that makes clients drop their copy and start over. */
  public static SyncException unknownReplica(String why) {
    return new SyncException(ErrorCode.UNKNOWN_REPLICA, UNKNOWN_REPLICA_TEXT + ": " + why);
  }
}
