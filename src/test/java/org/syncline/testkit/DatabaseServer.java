package org.syncline.testkit;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A real database server of a test's own on 127.0.0.1, safe as one in use, that can be killed and
 * started again on the same data and port.
 */
public interface DatabaseServer extends AutoCloseable {
  /** Not started before the first database is made in it. */
  static DatabaseServer own(DatabaseKind kind) {
    return switch (kind) {
      case POSTGRES -> PostgresServer.own();
      case MARIADB -> MariaDbServer.own();
      case H2 -> throw new IllegalArgumentException("H2 runs in the process that uses it");
    };
  }

  DatabaseKind kind();

  /** A new, empty database. */
  NewDatabase create(Duration lockTimeout) throws SQLException;

  /** Kills all its processes as {@code kill -9} does, and returns when they are gone. */
  void kill() throws IOException;

  /** Returns when it takes connections. */
  void startAgain() throws IOException;

  /** Stops it and removes its data. */
  @Override
  void close() throws IOException;
}
