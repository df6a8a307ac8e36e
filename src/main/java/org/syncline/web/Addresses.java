package org.syncline.web;

import org.syncline.scope.Service;
import org.syncline.tenant.Tenant;

/**
 * The addresses that are handed out. Absolute ones come from configuration and never from the
 * request, because entity ids must stay the same for the life of a row, whichever name of the
 * server a client uses.
 *
 * @param publicUrl where clients find the application, without a slash at the end
 * @param ids what ids begin with
 */
record Addresses(String publicUrl, IdBase ids) {
  /** Address of a service without a slash at the end. */
  String service(Tenant tenant, Service service) {
    return publicUrl + "/sync/" + fromDoor(tenant, service);
  }

  /** What the ids of a service's rows begin with, without a slash at the end. */
  String idRoot(Tenant tenant, Service service) {
    return ids.url() + "/sync/" + fromDoor(tenant, service);
  }

  /** From {@code /sync/} to a service, without a slash at the end. */
  private static String fromDoor(Tenant tenant, Service service) {
    String segment = tenant.name().isEmpty() ? "" : tenant.name() + "/";
    return segment + service.name() + ".svc";
  }

  /**
   * From a page of a service to the landing page, ending in a slash. Relative, so that a browser
   * finds the style sheet by whichever name or proxy it came.
   */
  String home(Tenant tenant) {
    return tenant.name().isEmpty() ? "../../" : "../../../";
  }
}
