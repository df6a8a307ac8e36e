package org.syncline.scope;

/** Who wins when a row was changed on both sides and no interceptor decides. */
public enum ConflictPolicy {
  CLIENT_WINS,
  SERVER_WINS
}
