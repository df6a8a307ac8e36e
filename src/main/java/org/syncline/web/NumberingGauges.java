package org.syncline.web;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.syncline.model.SyncException;
import org.syncline.tenant.Backlog;
import org.syncline.tenant.Tenant;
import org.syncline.tenant.Tenants;

/** Shows at {@code /metrics} how far the numbering of the default tenant's changes is behind. */
@ApplicationScoped
public class NumberingGauges {
  @Inject MetricRegistry metrics;
  @Inject Tenants tenants;

  void register(
      @Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) @Initialized(ApplicationScoped.class)
          Object applicationStarted) {
    gauge(
        "syncline_unnumbered_changes",
        "Committed changes that have no number yet; counting ends soon after 100,000",
        MetricUnits.NONE,
        Backlog::waiting);
    gauge(
        "syncline_unnumbered_oldest",
        "No change without a number has waited for longer",
        MetricUnits.SECONDS,
        backlog -> backlog.oldest().toMillis() / 1e3);
  }

  private void gauge(
      String name, String description, String unit, ToDoubleFunction<Backlog> value) {
    Metadata metadata =
        Metadata.builder().withName(name).withDescription(description).withUnit(unit).build();
    metrics.gauge(metadata, tenants, all -> read(all, value));
  }

  private static double read(Tenants tenants, ToDoubleFunction<Backlog> value) {
    try {
      return tenants.find("").map(Tenant::backlog).map(value::applyAsDouble).orElse(Double.NaN);
    } catch (SyncException e) {
      return Double.NaN; // the database is away, which the other gauges must not suffer from
    }
  }
}
