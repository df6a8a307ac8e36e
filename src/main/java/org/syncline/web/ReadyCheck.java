package org.syncline.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.syncline.tenant.Check;
import org.syncline.tenant.Tenant;
import org.syncline.tenant.Tenants;

/**
 * Ready means: every check of the default tenant passes. The names of those that do not are told;
 * why is on the diagnostics page.
 */
@Readiness
@ApplicationScoped
public class ReadyCheck implements HealthCheck {
  @Inject Tenants tenants;

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("syncline-data");
    Optional<Tenant> tenant = tenants.find("");
    if (tenant.isEmpty()) {
      return answer.up().build(); // every tenant has a name here, and each is opened on first use
    }
    List<Check> checks = tenant.get().check();
    checks.forEach(check -> answer.withData(check.name(), check.passed() ? "ok" : "failed"));
    return answer.status(checks.stream().allMatch(Check::passed)).build();
  }
}
