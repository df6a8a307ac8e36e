package org.syncline.web;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive means that the application answers at all. A database that is away does not make it dead: a
 * restart would not bring the database back.
 */
@Liveness
@ApplicationScoped
public class AliveCheck implements HealthCheck {
  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.up("syncline");
  }
}
