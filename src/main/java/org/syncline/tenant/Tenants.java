package org.syncline.tenant;

import java.util.Optional;
import org.syncline.scope.Catalog;

/** Finds the tenant of a request. A CDI bean. */
public interface Tenants {
  /** The services that every tenant has. */
  Catalog catalog();

  /**
   * The tenant with this name.
   *
   * @param name empty for the default tenant
   */
  Optional<Tenant> find(String name);
}
