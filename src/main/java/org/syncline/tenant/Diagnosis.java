package org.syncline.tenant;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.syncline.store.provision.Provisioning;

/** Looks at everything that must be right on a tenant's database. Safe for many threads. */
final class Diagnosis {
  /** More than a connection may take to be had, less than anybody would call in step. */
  private static final Duration MOST_DIFFERENCE = Duration.ofSeconds(30);

  /** Devices wait for its changes, and everybody for its rows. */
  private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(10);

  private final Database database;
  private final Provisioning provisioning;
  private final Numbering numbering;
  private final Sightings sightings;
  private final Reconciling reconciling;
  private final InstantSource clock;

  Diagnosis(
      Database database,
      Provisioning provisioning,
      Numbering numbering,
      Sightings sightings,
      Reconciling reconciling,
      InstantSource clock) {
    this.database = database;
    this.provisioning = provisioning;
    this.numbering = numbering;
    this.sightings = sightings;
    this.reconciling = reconciling;
    this.clock = clock;
  }

  /** What must be right for data to be safe. */
  List<Check> safety() {
    return run(vital());
  }

  /** The same, and what else tells an operator why something does not work. */
  List<Check> everything() {
    List<Look> looks = new ArrayList<>(vital());
    looks.add(new Look("Transactions", this::transactions));
    looks.add(new Look("Retention", sightings::check));
    looks.add(new Look("Reconcile", reconciling::check));
    looks.add(new Look("Clock", this::clocks));
    List<Check> checks = run(looks);
    checks.add(database.directory());
    return checks;
  }

  private List<Look> vital() {
    return List.of(
        new Look("Durability", database::durability),
        new Look("Provisioning", this::provisioning),
        new Look("Triggers", this::triggers),
        new Look("Sequencer", numbering::check));
  }

  private List<Check> run(List<Look> looks) {
    List<Check> checks = new ArrayList<>();
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1"); // a connection is opened when it has something to do
      checks.add(Check.passed("Database", database.name() + " answers"));
      looks.forEach(look -> checks.add(look.at(connection)));
    } catch (SQLException e) {
      checks.clear();
      checks.add(
          Check.failed(
              "Database",
              CheckResult.ERROR_OPENING_SQL_CONNECTION,
              "does not answer; the server's log says why: try again",
              e));
      looks.forEach(
          look ->
              checks.add(
                  Check.failed(look.name, CheckResult.NOT_DETERMINED, "the database is away")));
    }
    return checks;
  }

  private Check provisioning(Connection connection) throws SQLException {
    List<String> missing = provisioning.missing(connection);
    return missing.isEmpty()
        ? Check.passed("Provisioning", "every synchronised table has its change tracking")
        : Check.failed(
            "Provisioning",
            CheckResult.TEMPLATE_OR_SCOPE_DOES_NOT_EXIST,
            "missing: " + String.join(", ", missing) + "; restore it, or restart the server");
  }

  private Check triggers(Connection connection) throws SQLException {
    List<String> broken = provisioning.brokenTriggers(connection);
    return broken.isEmpty()
        ? Check.passed("Triggers", "every synchronised table logs its changes")
        : Check.failed(
            "Triggers",
            CheckResult.TRIGGER_DOES_NOT_EXIST,
            "missing, disabled or altered: "
                + String.join(", ", broken)
                + "; they are made again within a minute, or the server's log says why not");
  }

  private Check transactions(Connection connection) throws SQLException {
    return database.openTransactions(connection).check(LONGEST_TRANSACTION);
  }

  private Check clocks(Connection connection) throws SQLException {
    Instant before = clock.instant();
    Instant databases;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(database.dialect().readClock())) {
      rows.next();
      databases = rows.getObject(1, OffsetDateTime.class).toInstant();
    }
    Duration difference = Duration.between(before, databases);
    String comment =
        "the server has %s, the database %s: %d ms apart"
            .formatted(
                before.truncatedTo(ChronoUnit.SECONDS),
                databases.truncatedTo(ChronoUnit.SECONDS),
                difference.toMillis());
    return difference.abs().compareTo(MOST_DIFFERENCE) <= 0
        ? Check.passed("Clock", comment)
        : Check.failed(
            "Clock", CheckResult.CLOCKS_DIFFER, comment + "; set both by the same time server");
  }

  private record Look(String name, Looking looking) {
    /** One that breaks says nothing about the others. */
    Check at(Connection connection) {
      try {
        return looking.at(connection);
      } catch (SQLException | RuntimeException e) {
        return Check.failed(
            name,
            CheckResult.UNKNOWN_ERROR,
            "could not be looked at; what is above may say why",
            e);
      }
    }
  }

  private interface Looking {
    Check at(Connection connection) throws SQLException;
  }
}
