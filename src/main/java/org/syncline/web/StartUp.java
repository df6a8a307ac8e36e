package org.syncline.web;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.logging.Logger;
import org.syncline.scope.Service;
import org.syncline.tenant.Tenants;

/**
 * Runs when everything else of the application has started: reads the configuration, so that
 * nonsense stops the start and not the first request, opens the default tenant, and says where to
 * look.
 */
@ApplicationScoped
public class StartUp {
  private static final Logger LOG = Logger.getLogger("org.syncline");
  private static final int LAST = Interceptor.Priority.LIBRARY_AFTER + 900;

  @Inject WebSettings settings;
  @Inject Tenants tenants;

  void ready(@Observes @Priority(LAST) @Initialized(ApplicationScoped.class) Object event) {
    tenants.find("");
    StringBuilder line = new StringBuilder("Syncline is ready: ");
    line.append(settings.publicUrl()).append("/  health: ").append(settings.publicUrl());
    line.append("/health");
    for (Service service : tenants.catalog().services()) {
      line.append("  service: ").append(settings.publicUrl()).append("/sync/");
      line.append(service.name()).append(".svc/$syncscopes");
    }
    LOG.info(line.toString());
  }
}
