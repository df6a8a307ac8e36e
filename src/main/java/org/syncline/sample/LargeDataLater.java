package org.syncline.sample;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import jakarta.persistence.EntityManagerFactory;
import org.eclipse.microprofile.config.Config;
import org.syncline.tenant.Tenants;

/**
 * Adds {@link LargeData} at the start to a database that was made without it, or with less of it.
 * Its tables are tracked by then, so this takes longer than asking for it with a new database.
 */
@ApplicationScoped
class LargeDataLater {
  @Inject Config config;
  @Inject Tenants tenants;

  /** Runs once the tenants are open. */
  void add(
      @Observes @Priority(Interceptor.Priority.APPLICATION) @Initialized(ApplicationScoped.class)
          Object started) {
    LargeData.wanted(config)
        .ifPresent(
            wanted -> {
              EntityManagerFactory factory =
                  tenants.find("").orElseThrow().entityManagers(DefaultScopeSyncService.UNIT);
              wanted.storeMissing(factory);
            });
  }
}
