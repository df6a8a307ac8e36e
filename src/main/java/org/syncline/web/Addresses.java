package org.syncline.web;

import org.syncline.scope.Service;
import org.syncline.tenant.Tenant;

/**
 * The addresses that are handed out. They come from configuration and never from the request,
 * because entity ids must stay the same for the life of a row, whichever name of the server a
 * client uses.
 *
 * @param publicUrl without a slash at the end
 */
record Addresses(String publicUrl) {
  /** Address of a service without a slash at the end. */
  String service(Tenant tenant, Service service) {
    String segment = tenant.name().isEmpty() ? "" : tenant.name() + "/";
    return publicUrl + "/sync/" + segment + service.name() + ".svc";
  }

  /**
   * From a page of a service to the landing page, ending in a slash. Relative, so that a browser
   * finds the style sheet by whichever name or proxy it came.
   */
  String home(Tenant tenant) {
    return tenant.name().isEmpty() ? "../../" : "../../../";
  }
}
