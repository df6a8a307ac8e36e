package org.syncline.store.jpa;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Hands out connections of a pool, except on a thread to which a connection is bound: there it
 * hands out that one, again and again, and does not let its users end the transaction. So an entity
 * manager takes part in a transaction that somebody else has opened and will end.
 */
final class BoundDataSource implements DataSource {
  /** Calls that would end the transaction or change how it works. */
  private static final Set<String> OWNERS_CALLS =
      Set.of("commit", "close", "abort", "setAutoCommit", "setReadOnly", "setTransactionIsolation");

  private final DataSource pool;

  @SuppressWarnings("ThreadLocalUsage") // one for each database, emptied after each use
  private final ThreadLocal<Connection> bound = new ThreadLocal<>();

  BoundDataSource(DataSource pool) {
    this.pool = pool;
  }

  /** Does some work on this thread with a connection bound to it. Does not nest. */
  <E extends Exception> void doWith(Connection connection, Work<E> work) throws E {
    if (bound.get() != null) {
      throw new IllegalStateException("this thread writes rows already");
    }
    bound.set(guarded(connection));
    try {
      work.run();
    } finally {
      bound.remove();
    }
  }

  /** What is done with a bound connection. */
  interface Work<E extends Exception> {
    void run() throws E;
  }

  private static Connection guarded(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            BoundDataSource.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> call(connection, method, arguments));
  }

  private static Object call(Connection connection, Method method, Object[] arguments)
      throws Throwable {
    boolean rollbackOfAll = method.getName().equals("rollback") && arguments == null;
    if (rollbackOfAll || OWNERS_CALLS.contains(method.getName())) {
      return null;
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = bound.get();
    return connection != null ? connection : pool.getConnection();
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    Connection connection = bound.get();
    return connection != null ? connection : pool.getConnection(username, password);
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return pool.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    pool.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    pool.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return pool.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("org.syncline");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return pool.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return pool.isWrapperFor(type);
  }
}
