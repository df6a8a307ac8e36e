package org.syncline.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.syncline.store.jdbc.Dialect;
import org.syncline.store.jdbc.H2Dialect;
import org.syncline.store.jdbc.MariaDbDialect;
import org.syncline.store.jdbc.PostgresDialect;

/** The databases that tests run on; see {@link EachDatabase}. */
public enum DatabaseKind {
  /** In memory, in the process of the test. */
  H2 {
    @Override
    public Dialect dialect() {
      return new H2Dialect();
    }

    @Override
    public NewDatabase create(Duration lockTimeout) throws SQLException {
      String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";LOCK_TIMEOUT=" + lockTimeout.toMillis();
      Connection keeper = DriverManager.getConnection(url, "sa", "");
      return new NewDatabase(
          url,
          "sa",
          "",
          () -> {
            try (keeper) {
              keeper.createStatement().execute("SHUTDOWN");
            }
          });
    }

    @Override
    public String setLockTimeout(Duration lockTimeout) {
      return "SET LOCK_TIMEOUT " + lockTimeout.toMillis();
    }
  },
  /** A server of its own, see {@link PostgresServer}. */
  POSTGRES {
    @Override
    public Dialect dialect() {
      return new PostgresDialect();
    }

    @Override
    public NewDatabase create(Duration lockTimeout) throws SQLException {
      return PostgresServer.FAST.create(lockTimeout);
    }

    @Override
    public String setLockTimeout(Duration lockTimeout) {
      return "SET lock_timeout = " + lockTimeout.toMillis();
    }
  },
  /** A server of its own, see {@link MariaDbServer}. */
  MARIADB {
    @Override
    public Dialect dialect() {
      return new MariaDbDialect();
    }

    @Override
    public NewDatabase create(Duration lockTimeout) throws SQLException {
      return MariaDbServer.createShared(lockTimeout);
    }

    @Override
    public String setLockTimeout(Duration lockTimeout) {
      return "SET SESSION " + MariaDbServer.lockTimeout(lockTimeout);
    }
  };

  public abstract Dialect dialect();

  /** Statements that switch a table's triggers off. */
  public List<String> triggersOff(String table) {
    return this == POSTGRES
        ? List.of("ALTER TABLE \"" + table + "\" DISABLE TRIGGER ALL")
        : this == MARIADB
            ? Stream.of("INS", "UPD", "DEL")
                .map(event -> "DROP TRIGGER SYNCLINE_%s_%s".formatted(event, table))
                .toList()
            : List.of("DROP TRIGGER \"SYNCLINE_TRG_" + table + "\"");
  }

  /** Whether ON UPDATE of foreign keys is logged; where it is not, the start refuses it. */
  public boolean logsFollowingKeys() {
    return this != MARIADB;
  }

  /**
   * A database of its own for one test.
   *
   * @param lockTimeout for which a statement waits for a row that another transaction holds
   */
  public abstract NewDatabase create(Duration lockTimeout) throws SQLException;

  /** A statement that changes the lock timeout of its own connection. */
  public abstract String setLockTimeout(Duration lockTimeout);

  public NewDatabase create() throws SQLException {
    return create(Duration.ofSeconds(2));
  }
}
