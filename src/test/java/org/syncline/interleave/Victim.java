package org.syncline.interleave;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Stands between uploads and their database, and ends a transaction as a database does that chose
 * it as the victim of a deadlock: all of it is rolled back, one statement fails, and the next ones
 * work as if nothing had been (hazard 23).
 */
final class Victim {
  private boolean chosen;

  /** Whether the next statement is the one that fails. */
  void choose(boolean now) {
    chosen = now;
  }

  DataSource pool(DataSource pool) {
    return Ports.with(
        DataSource.class,
        pool,
        "getConnection",
        (arguments, real) -> connection((Connection) real.call()));
  }

  private Connection connection(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            Victim.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (chosen && method.getName().equals("prepareStatement")) {
                chosen = false;
                connection.rollback();
                throw new SQLException("chosen as the victim of a deadlock", "40001");
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
