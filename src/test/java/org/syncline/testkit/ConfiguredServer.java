package org.syncline.testkit;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.syncline.engine.Downloads;
import org.syncline.engine.FeedStore;
import org.syncline.engine.Uploads;
import org.syncline.model.ReplicaState;
import org.syncline.scope.ConflictPolicy;
import org.syncline.scope.Scope;
import org.syncline.scope.Service;
import org.syncline.scope.config.ConfiguredFilter;
import org.syncline.scope.config.ConfiguredScope;
import org.syncline.scope.config.ConfiguredTable;
import org.syncline.scope.config.SqlServerType;
import org.syncline.store.jdbc.JdbcFeedStore;
import org.syncline.store.jdbc.JdbcUploadStore;
import org.syncline.store.jdbc.Reconcile;
import org.syncline.store.jdbc.ReconcileRun;
import org.syncline.store.jdbc.Sequencer;
import org.syncline.store.jdbc.TrackedTable;
import org.syncline.store.jpa.MappedUnit;
import org.syncline.store.provision.Provisioning;
import org.syncline.wire.blob.BlobSeal;

/** The engine on tables of any shape, without classes, HTTP and a container. */
public final class ConfiguredServer implements AutoCloseable {
  private static final BlobSeal SEAL = new BlobSeal(new byte[32]);

  private final DatabaseKind kind;
  private final NewDatabase database;
  private HikariDataSource pool;
  private MappedUnit unit;
  private List<Service> services;
  private Sequencer sequencer;
  private FeedStore feeds;
  private Downloads downloads;
  private Uploads uploads;

  private ConfiguredServer(DatabaseKind kind, NewDatabase database) {
    this.kind = kind;
    this.database = database;
  }

  /** On a new database, in which nobody is served yet. */
  public static ConfiguredServer on(DatabaseKind kind) throws SQLException {
    return new ConfiguredServer(kind, kind.create());
  }

  /** A table of which all columns travel. */
  public static ConfiguredTable table(String name, ConfiguredFilter... filters) {
    return new ConfiguredTable(name, name, List.of(), List.of(filters));
  }

  /** A filter by a column and a parameter of its name. */
  public static ConfiguredFilter by(String column, SqlServerType type) {
    return new ConfiguredFilter(column, column, type);
  }

  /** Serves one scope of these tables. */
  public void serve(ConfiguredTable... tables) throws SQLException {
    serve(new ConfiguredScope("Odd", List.of(tables)));
  }

  /** Serves these scopes and nothing else from now on, as after a restart. */
  public void serve(ConfiguredScope... scopes) throws SQLException {
    stop();
    pool = database.pool();
    unit = MappedUnit.withoutClasses(pool);
    services = Arrays.stream(scopes).map(unit::service).toList();
    Map<String, TrackedTable> tables = TrackedTable.of(services);
    Provisioning provisioning = new Provisioning(kind.dialect(), tables.values());
    try (Connection connection = pool.getConnection()) {
      provisioning.createTables(connection);
      provisioning.track(connection);
    }
    sequencer = new Sequencer(pool, kind.dialect(), tables, false, Duration.ofSeconds(10));
    feeds = new JdbcFeedStore(pool, kind.dialect(), sequencer, services, tables);
    downloads = new Downloads(feeds);
    uploads =
        new Uploads(
            new JdbcUploadStore(pool, kind.dialect(), unit.writer(), services, tables),
            feeds,
            ConflictPolicy.CLIENT_WINS);
  }

  /** A device that has nothing yet, of the only scope. */
  public ScopeCopy copy(Object... parameters) {
    return new ScopeCopy(this, services.get(0).scopes().get(0), List.of(parameters));
  }

  /** A device that has nothing yet. */
  public ScopeCopy copyOf(String scopeName, Object... parameters) {
    return new ScopeCopy(this, scope(scopeName), List.of(parameters));
  }

  public Scope scope(String name) {
    Optional<Scope> found =
        services.stream()
            .flatMap(service -> service.scopes().stream())
            .filter(scope -> scope.name().equals(name))
            .findFirst();
    return found.orElseThrow();
  }

  /** What a device must hold. */
  List<String> selected(Scope scope, List<Object> parameters) throws SQLException {
    try (Connection connection = database.connect()) {
      return Selected.of(connection, kind.dialect(), scope, parameters);
    }
  }

  String sealed(ReplicaState state, Scope scope) {
    return SEAL.seal(state, scope, BlobSeal.binding("", scope.name(), scope));
  }

  ReplicaState opened(String blob, Scope scope) {
    return SEAL.open(blob, scope, BlobSeal.binding("", scope.name(), scope));
  }

  FeedStore feeds() {
    return feeds;
  }

  Downloads downloads() {
    return downloads;
  }

  Uploads uploads() {
    return uploads;
  }

  /** As the background does it. */
  public void number() {
    sequencer.numberMany();
  }

  /** Reconciles a table from its first key to its last; gives how many entries that took. */
  public long reconcile(String table, int mostRows) {
    Reconcile reconcile = reconciling(mostRows);
    ReconcileRun run = reconcile.begin(table).orElseThrow();
    while (run.next()) {
      // until the last key
    }
    reconcile.end();
    return run.logged();
  }

  /** Another node, as far as reconciling goes. */
  public Reconcile reconciling(int mostRows) {
    return new Reconcile(pool, kind.dialect(), TrackedTable.of(services), mostRows);
  }

  /** Looks after triggers, as the background does; gives the tables whose were not right. */
  public List<String> heal() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return new Provisioning(kind.dialect(), TrackedTable.of(services).values()).heal(connection);
    }
  }

  /** Takes everything of Syncline's away. */
  public void remove() throws SQLException {
    try (Connection connection = database.connect()) {
      Provisioning.remove(connection, kind.dialect());
    }
  }

  /** A connection of another program. */
  public Connection connect() throws SQLException {
    return database.connect();
  }

  /** Runs statements, each in a transaction of its own, as another program would. */
  public void execute(String... statements) throws SQLException {
    try (Connection connection = database.connect()) {
      Sql.execute(connection, statements);
    }
  }

  /** Runs statements in one transaction. */
  public void executeTogether(String... statements) throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      Sql.execute(connection, statements);
      connection.commit();
    }
  }

  /** The first value of the first row. */
  public String text(String sql) throws SQLException {
    try (Connection connection = database.connect()) {
      return Sql.column(connection, sql).get(0);
    }
  }

  private void stop() {
    if (unit != null) {
      unit.close();
      pool.close();
    }
  }

  @Override
  public void close() throws SQLException {
    stop();
    database.close();
  }
}
