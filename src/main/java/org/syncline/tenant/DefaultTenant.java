package org.syncline.tenant;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Logger;
import org.syncline.engine.Download;
import org.syncline.engine.Downloads;
import org.syncline.engine.FeedStore;
import org.syncline.engine.Upload;
import org.syncline.engine.UploadRequest;
import org.syncline.engine.Uploads;
import org.syncline.model.ChangeSink;
import org.syncline.model.ErrorCode;
import org.syncline.model.ReplicaState;
import org.syncline.model.SyncException;
import org.syncline.scope.Scope;
import org.syncline.scope.Service;
import org.syncline.store.jdbc.ConflictPurge;
import org.syncline.store.jdbc.Dialect;
import org.syncline.store.jdbc.HistoryPurge;
import org.syncline.store.jdbc.JdbcFeedStore;
import org.syncline.store.jdbc.JdbcUploadStore;
import org.syncline.store.jdbc.KnownReplicas;
import org.syncline.store.jdbc.Reconcile;
import org.syncline.store.jdbc.Sequencer;
import org.syncline.store.jdbc.TrackedTable;
import org.syncline.store.jpa.MappedUnit;
import org.syncline.store.provision.Provisioning;

/** The one tenant, on whichever database it is configured to use. */
final class DefaultTenant implements Tenant {
  private static final Logger LOG = Logger.getLogger(DefaultTenant.class.getName());
  private static final Duration BACKGROUND_PATIENCE = Duration.ofSeconds(10);

  /** A download can do without numbers for a while, and somebody waits for it. */
  private static final Duration READERS_PATIENCE = Duration.ofMillis(100);

  private final Database database;
  private final Map<String, MappedUnit> units;
  private final Numbering numbering;
  private final Diagnosis diagnosis;
  private final Provisioning provisioning;
  private final ConflictPurge conflictPurge;
  private final HistoryPurge historyPurge;
  private final Sightings sightings;
  private final Reconciling reconciling;
  private final Duration retention;
  private final Downloads downloads;
  private final Map<String, Uploads> uploads = new HashMap<>();

  DefaultTenant(
      Database database,
      Map<String, MappedUnit> units,
      List<Service> services,
      Duration retention,
      Duration reconcilePeriod,
      boolean naiveAnchor) {
    Dialect dialect = database.dialect();
    this.database = database;
    this.units = Map.copyOf(units);
    Map<String, TrackedTable> tables = TrackedTable.of(services);
    this.provisioning = new Provisioning(dialect, tables.values());
    this.numbering =
        new Numbering(
            sequencer(dialect, tables, naiveAnchor, BACKGROUND_PATIENCE), InstantSource.system());
    this.sightings = new Sightings(new KnownReplicas(database.pool(), dialect), retention);
    this.reconciling =
        new Reconciling(
            new Reconcile(database.pool(), dialect, tables, Reconcile.MOST_ROWS), reconcilePeriod);
    this.diagnosis =
        new Diagnosis(
            database, provisioning, numbering, sightings, reconciling, InstantSource.system());
    this.retention = retention;
    this.conflictPurge = new ConflictPurge(database.pool(), dialect);
    this.historyPurge = new HistoryPurge(database.pool(), dialect, tables.values());
    FeedStore feeds =
        new JdbcFeedStore(
            database.pool(),
            dialect,
            sequencer(dialect, tables, naiveAnchor, READERS_PATIENCE),
            services,
            tables);
    this.downloads = new Downloads(feeds);
    for (Service service : services) {
      JdbcUploadStore store =
          new JdbcUploadStore(
              database.pool(),
              dialect,
              units.get(service.persistenceUnit()).writer(),
              services,
              tables);
      uploads.put(service.name(), new Uploads(store, feeds, service.conflictPolicy()));
    }
  }

  private Sequencer sequencer(
      Dialect dialect, Map<String, TrackedTable> tables, boolean naiveAnchor, Duration patience) {
    return new Sequencer(database.numberingPool(patience), dialect, tables, naiveAnchor, patience);
  }

  /** Makes the database ready; new tables are filled before they are tracked. */
  void prepare(Iterable<SeedData> seeds) throws SQLException {
    try (Connection connection = database.pool().getConnection()) {
      provisioning.alone(
          connection,
          () -> {
            provisioning.createTables(connection);
            for (SeedData seed : seeds) {
              if (units.containsKey(seed.persistenceUnit())) {
                fill(seed);
              }
            }
            provisioning.track(connection);
          });
    }
  }

  /** Once for each database: the mark that it is done is part of the same transaction. */
  private void fill(SeedData seed) {
    try (EntityManager entities = entityManagers(seed.persistenceUnit()).createEntityManager()) {
      entities.getTransaction().begin();
      Object done =
          entities
              .createNativeQuery("SELECT COUNT(*) FROM SYNCLINE_SEED WHERE UNIT = ?")
              .setParameter(1, seed.persistenceUnit())
              .getSingleResult();
      if (((Number) done).longValue() == 0) {
        entities
            .createNativeQuery("INSERT INTO SYNCLINE_SEED (UNIT) VALUES (?)")
            .setParameter(1, seed.persistenceUnit())
            .executeUpdate();
        seed.seed(entities);
      }
      entities.getTransaction().commit();
    }
  }

  void number() {
    numbering.pass();
  }

  /** Looks which transactions are open, for databases that do not tell since when. */
  void watch() {
    try (Connection connection = database.pool().getConnection()) {
      database.openTransactions(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("open transactions could not be looked at", e);
    }
  }

  /** Writes down which replicas were here. */
  void writeSightings() {
    sightings.write();
  }

  /** Makes triggers again that are not as they should be; what was missed is then looked for. */
  void healTriggers() {
    try (Connection connection = database.pool().getConnection()) {
      List<String> healed = provisioning.heal(connection);
      if (!healed.isEmpty()) {
        LOG.warning(
            () ->
                "triggers were missing, disabled or altered, and are made again, on %s; what was written meanwhile is looked for now"
                    .formatted(String.join(", ", healed)));
      }
    } catch (SQLException e) {
      throw new SyncException(ErrorCode.BUSY, "triggers could not be looked at", e);
    } finally {
      reconciling.look();
    }
  }

  /** Does some of what reconciling has to do. */
  void reconcile() {
    reconciling.goOn();
  }

  /** Removes what has been kept for long enough. */
  void purge(Duration conflictsKept) {
    conflictPurge.olderThan(conflictsKept);
    HistoryPurge.Purged purged = historyPurge.olderThan(retention);
    if (!purged.isNothing()) {
      LOG.info(
          () ->
              "history older than %d days is gone: %d changes, %d tombstones, %d passes, %d receipts; devices that have less than change %d start over"
                  .formatted(
                      retention.toDays(),
                      purged.entries(),
                      purged.tombstones(),
                      purged.passes(),
                      purged.receipts(),
                      purged.horizon()));
    }
  }

  @Override
  public String name() {
    return "";
  }

  @Override
  public ReplicaState newReplica(List<Object> parameters) {
    try (Connection connection = database.pool().getConnection();
        PreparedStatement statement =
            connection.prepareStatement("SELECT EPOCH FROM SYNCLINE_CLOCK WHERE ID = 1");
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return ReplicaState.fresh(UUID.randomUUID(), rows.getObject(1, UUID.class), parameters);
    } catch (SQLException e) {
      throw new SyncException(ErrorCode.BUSY, "the database could not be reached; try again", e);
    }
  }

  @Override
  public Download download(Service service, Scope scope, ReplicaState replica, ChangeSink batch) {
    Download answer = downloads.download(scope, replica, batch);
    sightings.note(scope, answer.next());
    return answer;
  }

  @Override
  public Upload upload(Service service, Scope scope, UploadRequest request) {
    return uploads.get(service.name()).upload(scope, request);
  }

  @Override
  public List<Check> check() {
    return diagnosis.safety();
  }

  @Override
  public List<Check> diagnose() {
    return diagnosis.everything();
  }

  @Override
  public Backlog backlog() {
    try (Connection connection = database.pool().getConnection()) {
      return numbering.backlog(connection);
    } catch (SQLException e) {
      throw new SyncException(ErrorCode.BUSY, "the database could not be reached; try again", e);
    }
  }

  @Override
  public EntityManagerFactory entityManagers(String persistenceUnit) {
    MappedUnit unit = units.get(persistenceUnit);
    if (unit == null) {
      throw new IllegalArgumentException("no service uses persistence unit " + persistenceUnit);
    }
    return unit.factory();
  }
}
