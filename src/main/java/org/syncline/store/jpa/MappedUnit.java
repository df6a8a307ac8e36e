package org.syncline.store.jpa;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.eclipse.persistence.config.BatchWriting;
import org.eclipse.persistence.config.PersistenceUnitProperties;
import org.eclipse.persistence.config.TargetServer;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.dynamic.DynamicClassLoader;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.jpa.JpaHelper;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.converters.UUIDConverter;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.eclipse.persistence.sessions.SessionCustomizer;
import org.syncline.model.EntityType;
import org.syncline.scope.Service;
import org.syncline.scope.SyncService;
import org.syncline.scope.config.ConfiguredScope;
import org.syncline.store.jdbc.RowWriter;

/** A persistence unit on one tenant's database. Safe for use by many threads. */
public final class MappedUnit implements AutoCloseable {
  /** The unit of services that are only configured. */
  public static final String WITHOUT_CLASSES = "configured";

  /** Those that store what EclipseLink's own ones would change, by the product's name in JDBC. */
  private static final Map<String, Class<?>> PLATFORMS =
      Map.of(
          "H2",
          ExactH2Platform.class,
          "PostgreSQL",
          ExactPostgresPlatform.class,
          "MariaDB",
          ExactMariaDbPlatform.class);

  private final String unit;
  private final EntityManagerFactory factory;
  private final BoundDataSource connections;
  private final Map<EntityType, TableMapping> tables = new ConcurrentHashMap<>();

  private MappedUnit(String unit, EntityManagerFactory factory, BoundDataSource connections) {
    this.unit = unit;
    this.factory = factory;
    this.connections = connections;
  }

  /**
   * Makes the unit's entity managers, and its tables if the unit says so.
   *
   * @param unit its name in a {@code persistence.xml} that the thread's context class loader finds
   * @param pool where the connections come from; not closed with this object
   * @throws jakarta.persistence.PersistenceException if there is no such unit, its mapping is wrong
   *     or the database cannot be reached
   */
  public static MappedUnit open(String unit, DataSource pool) {
    BoundDataSource connections = new BoundDataSource(pool);
    return open(unit, connections, properties(unit, connections));
  }

  /**
   * Makes entity managers for tables that no class maps, of services that are only configured.
   *
   * @param pool where the connections come from; not closed with this object
   * @throws jakarta.persistence.PersistenceException if the database cannot be reached
   */
  public static MappedUnit withoutClasses(DataSource pool) {
    BoundDataSource connections = new BoundDataSource(pool);
    Map<String, Object> properties = properties(WITHOUT_CLASSES, connections);
    properties.put(
        PersistenceUnitProperties.CLASSLOADER,
        new DynamicClassLoader(Thread.currentThread().getContextClassLoader()));
    properties.put(PersistenceUnitProperties.WEAVING, "false");
    return open(WITHOUT_CLASSES, connections, properties);
  }

  private static MappedUnit open(
      String unit, BoundDataSource connections, Map<String, Object> properties) {
    EntityManagerFactory factory = Persistence.createEntityManagerFactory(unit, properties);
    try {
      JpaHelper.getServerSession(factory); // connects now, not with the first entity manager
      return new MappedUnit(unit, factory, connections);
    } catch (RuntimeException e) {
      factory.close();
      throw e;
    }
  }

  private static Map<String, Object> properties(String unit, BoundDataSource connections) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(PersistenceUnitProperties.NON_JTA_DATASOURCE, connections);
    properties.put(PersistenceUnitProperties.TRANSACTION_TYPE, "RESOURCE_LOCAL");
    // factories with the same session name would share one database
    properties.put(PersistenceUnitProperties.SESSION_NAME, unit + "-" + UUID.randomUUID());
    properties.put(PersistenceUnitProperties.TARGET_SERVER, TargetServer.None);
    // other programs write to the same tables, so nothing is remembered between transactions
    properties.put(PersistenceUnitProperties.SHARED_CACHE_MODE, "NONE");
    properties.put(PersistenceUnitProperties.BATCH_WRITING, BatchWriting.JDBC);
    properties.put(PersistenceUnitProperties.BATCH_WRITING_SIZE, "500");
    properties.put(PersistenceUnitProperties.LOGGING_LOGGER, "JavaLogger");
    // refused rows are everyday, and reported to whom they concern
    properties.put(PersistenceUnitProperties.LOGGING_LEVEL, "SEVERE");
    properties.put(
        PersistenceUnitProperties.SESSION_CUSTOMIZER,
        (SessionCustomizer)
            session -> {
              // a broken connection cannot be mended from here; the caller does it all again
              session.getLogin().setConnectionHealthValidatedOnError(false);
              session.getDescriptors().values().forEach(MappedUnit::tune);
            });
    Class<?> platform = PLATFORMS.get(productOf(connections));
    if (platform != null) {
      properties.put(PersistenceUnitProperties.TARGET_DATABASE, platform.getName());
    }
    return properties;
  }

  private static void tune(ClassDescriptor descriptor) {
    for (DatabaseMapping mapping : descriptor.getMappings()) {
      // EclipseLink's own way with ids makes texts of them and fails on null
      if (mapping instanceof AbstractDirectMapping direct
          && direct.getConverter() instanceof UUIDConverter) {
        direct.setConverter(null);
      }
    }
  }

  private static String productOf(DataSource database) {
    try (Connection connection = database.getConnection()) {
      return connection.getMetaData().getDatabaseProductName();
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  private static IllegalStateException unreachable(SQLException cause) {
    return new IllegalStateException(
        "the database cannot be reached: " + cause.getMessage(), cause);
  }

  /** For code that wants its own transactions, on connections of the pool. */
  public EntityManagerFactory factory() {
    return factory;
  }

  /**
   * The service that a class declares, read from its annotation and the mapping of its entities.
   *
   * @throws IllegalArgumentException if something cannot be synchronised as it is mapped; the
   *     message says what to change
   */
  public Service service(Class<?> declaration) {
    try (Connection connection = connections.getConnection()) {
      return new ServiceReader(mapping(connection)).read(annotationOf(declaration));
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  /**
   * The service of a scope that is only configured, with entities made for its tables. For units
   * {@linkplain #withoutClasses without classes}.
   *
   * @throws IllegalArgumentException if the database has something else than the scope says; the
   *     message tells what to change
   */
  public Service service(ConfiguredScope scope) {
    try (Connection connection = connections.getConnection()) {
      List<ChosenTable> chosen = new TableChoice(new DatabaseCatalogue(connection), scope).choose();
      Map<ChosenTable, ClassDescriptor> entities =
          new DynamicEntities(DynamicClassLoader.lookup(session()), scope).addTo(factory, chosen);
      return new ConfiguredServiceReader(mapping(connection)).read(scope, entities);
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  private UnitMapping mapping(Connection connection) throws SQLException {
    return new UnitMapping(unit, session(), new SqlNames(connection.getMetaData()), tables);
  }

  private static SyncService annotationOf(Class<?> declaration) {
    // a CDI container may hand in a proxy, which extends the class that has the annotation
    for (Class<?> c = declaration; c != null; c = c.getSuperclass()) {
      if (c.isAnnotationPresent(SyncService.class)) {
        return c.getAnnotation(SyncService.class);
      }
    }
    throw new IllegalArgumentException(declaration + " has no @SyncService");
  }

  /** Writes rows of the scopes of this unit's services. Safe for use by many threads. */
  public RowWriter writer() {
    return new EntityWriter(factory, connections, tables);
  }

  private AbstractSession session() {
    return (AbstractSession) JpaHelper.getDatabaseSession(factory);
  }

  @Override
  public void close() {
    factory.close();
  }
}
