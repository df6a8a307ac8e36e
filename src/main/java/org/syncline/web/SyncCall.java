package org.syncline.web;

import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;
import org.syncline.scope.Scope;
import org.syncline.scope.Service;
import org.syncline.tenant.Tenant;
import org.syncline.wire.FeedFormat;

/**
 * A request that makes sense.
 *
 * @param scopeOrNull null for the operations that concern the whole service
 * @param format of the answer
 */
record SyncCall(
    Tenant tenant,
    Service service,
    Operation operation,
    Scope scopeOrNull,
    QueryOptions options,
    FeedFormat format) {

  /** The scope, for operations that have one. */
  Scope scope() {
    if (scopeOrNull == null) {
      throw new SyncException(
          ErrorCode.INTERNAL, "the operation " + operation.segment() + " has no scope");
    }
    return scopeOrNull;
  }
}
