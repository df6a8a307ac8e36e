package org.syncline.model;

/** Why a whole request was refused. The status is the one the OData + Sync door answers. */
public enum ErrorCode {
  /** The URL does not name anything, or names it wrongly. */
  BAD_URL(400),
  /** A scope parameter is missing, given twice, or not of its type. */
  BAD_PARAMETER(400),
  /** The body is not well-formed or says something impossible; the message names the place. */
  BAD_BODY(400),
  /** The service, or the tenant, does not exist. */
  UNKNOWN_SERVICE(404),
  /**
   * The blob is unknown, altered, expired or of another tenant, scope or schema. The message at the
   * OData + Sync door starts with {@code Scope does not exist}, which makes clients start over
   * (wire reference, section 17).
   */
  UNKNOWN_REPLICA(404),
  METHOD_NOT_ALLOWED(405),
  NOT_ACCEPTABLE(406),
  /** The body comes more slowly than anybody can be waited for. */
  TOO_SLOW(408),
  /**
   * The same upload is still being worked on, a lock could not be had, or too many large bodies are
   * being read; safe to send again.
   */
  BUSY(503),
  BODY_TOO_LARGE(413),
  UNSUPPORTED_ENCODING(415),
  /** The fault is ours; details are in the server's log only. */
  INTERNAL(500);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  /** An HTTP status code. */
  public int status() {
    return status;
  }
}
