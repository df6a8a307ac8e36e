package org.syncline.engine.intercept;

/**
 * A place where one interceptor may be called.
 *
 * @param scope in lower case
 * @param operation UPLOAD or DOWNLOAD
 * @param type name of a type without its namespace; empty: any
 */
record Slot(Kind kind, String service, String scope, SyncOperations operation, String type) {
  /** When interceptors are called. */
  enum Kind {
    REQUEST,
    CONFLICT,
    RESPONSE
  }

  Slot ofType(String other) {
    return new Slot(kind, service, scope, operation, other);
  }

  @Override
  public String toString() {
    return "%s of %s in scope '%s' of service '%s'%s"
        .formatted(
            kind.name().toLowerCase(java.util.Locale.ROOT),
            operation.name().toLowerCase(java.util.Locale.ROOT) + "s",
            scope,
            service,
            type.isEmpty() ? "" : " for type '" + type + "'");
  }
}
