package org.syncline.web;

import java.util.List;
import org.syncline.model.ErrorCode;
import org.syncline.model.SyncException;

/** The verb is not for this address. */
final class MethodNotAllowedException extends SyncException {
  private static final long serialVersionUID = 1L;

  private final String allow;

  MethodNotAllowedException(String method, List<String> allowed) {
    super(
        ErrorCode.METHOD_NOT_ALLOWED,
        Echo.of(method)
            + " is not for this address; "
            + (allowed.isEmpty()
                ? "nothing is there"
                : "it takes " + String.join(" and ", allowed)));
    this.allow = String.join(", ", allowed);
  }

  /** As it goes into {@code Allow}. */
  String allow() {
    return allow;
  }
}
