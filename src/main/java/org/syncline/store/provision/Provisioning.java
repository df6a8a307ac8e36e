package org.syncline.store.provision;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.syncline.store.jdbc.Dialect;
import org.syncline.store.jdbc.SchemaDialect;
import org.syncline.store.jdbc.TrackedTable;

/**
 * Puts change tracking onto tables, full or empty, and takes it off tables that are no longer
 * synchronised. Does nothing where all is in place already, so it runs at every start; a start that
 * was killed is made good by the next one.
 */
public final class Provisioning {
  private static final Logger LOG = Logger.getLogger(Provisioning.class.getName());

  private static final String DESCRIPTIONS = "SYNCLINE_TABLE";
  private static final List<String> OWN_TABLES =
      List.of(
          DESCRIPTIONS,
          "SYNCLINE_CLOCK",
          "SYNCLINE_CONFLICT",
          "SYNCLINE_LOG",
          "SYNCLINE_PASS",
          "SYNCLINE_RECEIPT",
          "SYNCLINE_RECONCILED",
          "SYNCLINE_RECONCILER",
          "SYNCLINE_REPLICA",
          "SYNCLINE_SEED");

  /** What belongs to one table; {@link #remove} goes by these. */
  private static final List<String> OF_A_TABLE = List.of("SYNCLINE_TRK_", "SYNCLINE_SEEN_");

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** While devices are served; a minute later there is another chance. */
  private static final Duration PATIENCE_IN_SERVICE = Duration.ofSeconds(3);

  private final Dialect dialect;
  private final SchemaDialect schema;
  private final Collection<TrackedTable> tables;

  public Provisioning(Dialect dialect, Collection<TrackedTable> tables) {
    this.dialect = dialect;
    this.schema = dialect.schema();
    this.tables = List.copyOf(tables);
  }

  /** Does some work while no other node makes tables or triggers in the same database. */
  public <E extends Exception> void alone(Connection connection, Work<E> work)
      throws SQLException, E {
    alone(connection, PATIENCE, work);
  }

  private <E extends Exception> void alone(Connection connection, Duration patience, Work<E> work)
      throws SQLException, E {
    schema.lock(connection, patience);
    try {
      work.run();
    } finally {
      schema.unlock(connection);
    }
  }

  /** What is done {@link #alone}. */
  public interface Work<E extends Exception> {
    void run() throws E;
  }

  /** Creates Syncline's own tables where they are missing. */
  public void createTables(Connection connection) throws SQLException {
    run(connection, schema.createTables());
  }

  /**
   * Makes what is tracked equal to what is configured, before anybody is served. A table's rows
   * need no entries when it begins to be tracked.
   *
   * <p>The order lets every statement be the last one before a kill. A description that fits means
   * that whatever there is was made for it. Without one, a tracking table means that the table was
   * tracked before, with other columns or until it left the configuration; so it goes only after
   * the horizon has been raised, and comes only after the description.
   *
   * @throws IllegalStateException before anything is changed, with a sentence for the operator, if
   *     a table cannot be tracked
   */
  public void track(Connection connection) throws SQLException {
    for (TrackedTable table : tables) {
      Optional<String> unfit = schema.unfit(connection, table);
      if (unfit.isPresent()) {
        throw new IllegalStateException(unfit.get());
      }
    }
    Descriptions descriptions = Descriptions.read(connection);
    forget(connection, descriptions);
    List<TrackedTable> unfit = tables.stream().filter(t -> !descriptions.has(t)).toList();
    for (TrackedTable table : unfit) {
      untrack(connection, descriptions, table);
    }
    giveUpHistory(connection, unfit);
    Reconciled reconciled = new Reconciled(connection);
    for (TrackedTable table : unfit) {
      reconciled.remove(table);
      run(
          connection,
          List.of(
              "DROP TABLE IF EXISTS " + dialect.quote(dialect.seenName(table)),
              "DROP TABLE IF EXISTS " + dialect.quote(dialect.trackingName(table))));
      descriptions.put(table);
    }
    for (TrackedTable table : tables) {
      boolean broken =
          !unfit.contains(table) && !schema.missingTriggers(connection, table).isEmpty();
      if (!descriptions.records(table)) {
        descriptions.forgetOldValues(table);
        descriptions.put(table);
        run(connection, schema.beforeOtherColumns(table));
      }
      run(connection, schema.createTracking(connection, table));
      reconciled.add(table);
      if (broken) {
        reconciled.doubt(table);
      }
      // last, when all that they need is there
      run(connection, schema.createTriggers(connection, table));
    }
  }

  /**
   * Makes triggers again that were dropped, disabled or altered while devices were served. Before
   * that it notes that reconciling must find what was written meanwhile, so that a kill loses
   * neither. Does nothing where Syncline's own tables are gone: a trigger without them would make
   * every write fail.
   *
   * @return names of tables whose triggers were not as they should be
   */
  public List<String> heal(Connection connection) throws SQLException {
    if (brokenTriggers(connection).isEmpty()) {
      return List.of();
    }
    List<String> healed = new ArrayList<>();
    alone(
        connection,
        PATIENCE_IN_SERVICE,
        () -> {
          for (TrackedTable table : trackable(connection)) {
            List<String> sql = schema.createTriggers(connection, table);
            if (!sql.isEmpty()) {
              new Reconciled(connection).doubt(table);
              run(connection, sql);
              healed.add(table.sqlName());
            }
          }
        });
    return healed;
  }

  /**
   * Takes everything of Syncline's out of a database, whatever it was configured to synchronise,
   * and leaves all other tables as they are. Does nothing where nothing is left, and goes on where
   * it was stopped.
   *
   * <p>Triggers go first, since they fail without what they need; the list of the tables that have
   * them goes last.
   */
  public static void remove(Connection connection, Dialect dialect) throws SQLException {
    Provisioning provisioning = new Provisioning(dialect, List.of());
    provisioning.alone(connection, () -> provisioning.remove(connection));
  }

  private void remove(Connection connection) throws SQLException {
    if (schema.hasTable(connection, schema.inCatalog(DESCRIPTIONS))) {
      for (String name : Descriptions.read(connection).tables()) {
        if (schema.hasTable(connection, name)) {
          run(
              connection,
              schema.dropTriggers(connection, new TrackedTable(name, List.of(), List.of())));
        }
      }
    }
    for (String prefix : OF_A_TABLE) {
      for (String table : schema.tablesNamed(connection, prefix)) {
        run(connection, List.of("DROP TABLE IF EXISTS " + dialect.quote(table)));
      }
    }
    run(connection, schema.dropOthers());
    for (String table : OWN_TABLES) {
      if (!table.equals(DESCRIPTIONS)) {
        run(connection, List.of("DROP TABLE IF EXISTS " + table));
      }
    }
    run(connection, List.of("DROP TABLE IF EXISTS " + DESCRIPTIONS));
  }

  private void forget(Connection connection, Descriptions descriptions) throws SQLException {
    Set<String> configured = tables.stream().map(TrackedTable::sqlName).collect(Collectors.toSet());
    for (String name : descriptions.tables()) {
      if (!configured.contains(name)) {
        untrack(connection, descriptions, new TrackedTable(name, List.of(), List.of()));
        LOG.info(() -> "table " + name + " is no longer synchronised: its changes are not logged");
      }
    }
  }

  /** The description goes last: a trigger without one makes every write fail. */
  private void untrack(Connection connection, Descriptions descriptions, TrackedTable table)
      throws SQLException {
    run(connection, schema.dropTriggers(connection, table));
    descriptions.remove(table.sqlName());
  }

  private void giveUpHistory(Connection connection, List<TrackedTable> unfit) throws SQLException {
    if (unfit.isEmpty()) {
      return;
    }
    Set<String> before = new LostHistory(connection, dialect).giveUp(unfit);
    if (!before.isEmpty()) {
      LOG.warning(
          () ->
              "every device starts over: change tracking is made anew for tables whose key or"
                  + " filter columns changed, or which were not synchronised for a while: "
                  + String.join(", ", before));
    }
  }

  /** What is not there of what {@link #createTables} and {@link #track} put in place. */
  public List<String> missing(Connection connection) throws SQLException {
    List<String> missing = ownMissing(connection);
    boolean described = !missing.contains(schema.inCatalog(DESCRIPTIONS));
    Descriptions descriptions = described ? Descriptions.read(connection) : null;
    for (TrackedTable table : tables) {
      addMissing(connection, table.sqlName(), missing);
      addMissing(connection, dialect.trackingName(table), missing);
      addMissing(connection, dialect.seenName(table), missing);
      if (described && !(descriptions.has(table) && descriptions.records(table))) {
        missing.add("the description of " + table.sqlName());
      }
    }
    return missing;
  }

  private List<String> ownMissing(Connection connection) throws SQLException {
    List<String> missing = new ArrayList<>();
    for (String table : OWN_TABLES) {
      addMissing(connection, schema.inCatalog(table), missing);
    }
    return missing;
  }

  /** Those that are there, with all that their triggers need. */
  private List<TrackedTable> trackable(Connection connection) throws SQLException {
    List<TrackedTable> trackable = new ArrayList<>();
    if (ownMissing(connection).isEmpty()) {
      Descriptions descriptions = Descriptions.read(connection);
      for (TrackedTable table : tables) {
        if (descriptions.has(table) && schema.hasTable(connection, table.sqlName())) {
          trackable.add(table);
        }
      }
    }
    return trackable;
  }

  private void addMissing(Connection connection, String table, List<String> missing)
      throws SQLException {
    if (!schema.hasTable(connection, table)) {
      missing.add(table);
    }
  }

  /** Names of triggers that are missing: what is written meanwhile goes unseen. */
  public List<String> missingTriggers(Connection connection) throws SQLException {
    List<String> missing = new ArrayList<>();
    for (TrackedTable table : tables) {
      missing.addAll(schema.missingTriggers(connection, table));
    }
    return missing;
  }

  /**
   * Tables that have triggers which are missing, disabled or altered, with those that are missing.
   */
  public List<String> brokenTriggers(Connection connection) throws SQLException {
    List<String> broken = new ArrayList<>();
    for (TrackedTable table : trackable(connection)) {
      if (!schema.createTriggers(connection, table).isEmpty()) {
        broken.add(table.sqlName() + " " + schema.missingTriggers(connection, table));
      }
    }
    return broken;
  }

  private static void run(Connection connection, List<String> sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String line : sql) {
        statement.execute(line);
      }
    }
  }
}
