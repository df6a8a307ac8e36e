package org.syncline.tenant;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.syncline.scope.Catalog;
import org.syncline.scope.Service;
import org.syncline.scope.SyncService;
import org.syncline.scope.config.ConfiguredScope;
import org.syncline.store.jpa.MappedUnit;

/**
 * One tenant, on the embedded database or the one that is configured, opened when the application
 * starts: a configuration that could lose or leak data stops the start with a sentence that says
 * how to mend it.
 */
@ApplicationScoped
class DefaultTenants implements Tenants {
  private static final Logger LOG = Logger.getLogger(DefaultTenants.class.getName());
  private static final Duration NUMBERING_PAUSE = Duration.ofSeconds(1);
  private static final Duration SIGHTINGS_PAUSE = Duration.ofMinutes(1);
  private static final Duration TRIGGERS_PAUSE = Duration.ofMinutes(1);
  private static final Duration RECONCILE_PAUSE = Duration.ofSeconds(1);
  private static final Duration WATCH_PAUSE = Duration.ofSeconds(10);
  private static final Duration PURGE_PAUSE = Duration.ofHours(1);
  private static final Duration MOST_INITIAL_DELAY = Duration.ofMinutes(1);

  @Inject Settings settings;
  @Inject BeanManager beans;
  @Inject @Any Instance<SeedData> seeds;
  @Resource ManagedScheduledExecutorService scheduler;

  private final Map<String, MappedUnit> units = new LinkedHashMap<>();
  private Database database;
  private H2Port port;
  private DefaultTenant tenant;
  private Catalog catalog;
  private final List<ScheduledFuture<?>> background = new ArrayList<>();

  void open(
      @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) @Initialized(ApplicationScoped.class)
          Object started) {
    settings.checkNames(LOG::warning);
    Duration conflictsKept = settings.conflictsKept();
    Duration retention = settings.retention();
    Duration reconcilePeriod = settings.reconcilePeriod();
    OptionalInt tcpPort = settings.h2TcpPort();
    database = openDatabase();
    try {
      List<Service> services = readServices();
      settings.checkServices(services);
      catalog = new Catalog(services);
      tenant =
          new DefaultTenant(
              database, units, services, retention, reconcilePeriod, settings.naiveAnchor());
      tenant.prepare(seeds);
    } catch (SQLException e) {
      throw new IllegalStateException("change tracking cannot be put in place: " + e, e);
    }
    if (tcpPort.isPresent()) {
      port = H2Port.open(tcpPort.getAsInt(), settings.dataDirectory());
    }
    // keeps the backlog small for whoever downloads next
    every(NUMBERING_PAUSE, tenant::number, "changes could not be numbered");
    every(WATCH_PAUSE, tenant::watch, "long transactions would not be noticed");
    every(SIGHTINGS_PAUSE, tenant::writeSightings, "who was here could not be written down");
    every(TRIGGERS_PAUSE, tenant::healTriggers, "triggers could not be put right");
    every(RECONCILE_PAUSE, tenant::reconcile, "tables could not be reconciled");
    every(
        PURGE_PAUSE,
        () -> tenant.purge(conflictsKept),
        "what is older than retention could not be purged");
  }

  /** What fails is tried again the next time. */
  private void every(Duration pause, Runnable work, String failure) {
    background.add(
        scheduler.scheduleWithFixedDelay(
            () -> {
              try {
                work.run();
              } catch (RuntimeException e) {
                LOG.log(Level.WARNING, failure + "; trying again", e);
              }
            },
            Math.min(pause.toMillis(), MOST_INITIAL_DELAY.toMillis()),
            pause.toMillis(),
            TimeUnit.MILLISECONDS));
  }

  private Database openDatabase() {
    Optional<DatabaseAddress> address = settings.database();
    Optional<Path> script = settings.h2Script();
    if (address.isPresent()) {
      return ServerDatabase.open(address.get(), settings.dataDirectory());
    }
    EmbeddedDatabase embedded = EmbeddedDatabase.open(settings.dataDirectory());
    script.ifPresent(embedded::run);
    return embedded;
  }

  private List<Service> readServices() {
    List<Service> services = new ArrayList<>();
    beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
        .map(Bean::getBeanClass)
        .filter(type -> type.isAnnotationPresent(SyncService.class))
        .filter(settings::isServed)
        .distinct()
        .sorted(Comparator.comparing(Class::getName))
        .forEach(
            declaration -> {
              String unit = declaration.getAnnotation(SyncService.class).persistenceUnit();
              MappedUnit mapped =
                  units.computeIfAbsent(
                      unit, name -> database.probing(() -> MappedUnit.open(name, database.pool())));
              services.add(settings.adjusted(mapped.service(declaration)));
            });
    for (ConfiguredScope scope : settings.configuredScopes()) {
      MappedUnit mapped =
          units.computeIfAbsent(
              MappedUnit.WITHOUT_CLASSES, name -> MappedUnit.withoutClasses(database.pool()));
      services.add(settings.adjusted(service(mapped, scope)));
    }
    return services;
  }

  private static Service service(MappedUnit mapped, ConfiguredScope scope) {
    try {
      return mapped.service(scope);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("syncline.scope-files: " + e.getMessage(), e);
    }
  }

  @PreDestroy
  void close() {
    background.forEach(work -> work.cancel(false));
    if (port != null) {
      port.close();
    }
    units.values().forEach(MappedUnit::close);
    if (database != null) {
      database.close();
    }
  }

  @Override
  public Catalog catalog() {
    return catalog;
  }

  @Override
  public Optional<Tenant> find(String name) {
    return name.isEmpty() ? Optional.of(tenant) : Optional.empty();
  }
}
