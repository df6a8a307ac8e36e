package org.syncline.tenant;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.h2.jdbc.JdbcConnection;

/**
 * A connection whose transactions wait for their turn before their first statement and keep it to
 * their end, so that one of all connections writes at a time. Read-only transactions and statements
 * outside of a transaction do not wait. For one thread.
 *
 * <p>H2 2.3 and 2.5 need that: when they write their file they collect the roots of its maps one
 * after another without stopping other sessions. A file left behind by a kill could have one half
 * of what another session was writing: a row without its log entry, a receipt without its rows.
 *
 * <p>It takes a connection out of a pool when it needs one, which is after the waiting: those who
 * wait leave the pool to those who read. Who has the turn takes it out of another pool, so that it
 * does not have to wait for readers while others wait for it.
 */
final class WriteInTurn implements InvocationHandler {
  private static final Set<String> STATEMENTS =
      Set.of("createStatement", "prepareStatement", "prepareCall", "setSavepoint");

  private final HikariDataSource readers;
  private final HikariDataSource writers;
  private final Turn turn;
  private Turn.Patience patience;
  private boolean autoCommit = true;
  private boolean readOnly;
  private Integer isolation;
  private boolean held;
  private boolean closed;

  /** Null until it is needed. */
  private Connection connection;

  private HikariDataSource takenOutOf;

  private WriteInTurn(
      HikariDataSource readers, HikariDataSource writers, Turn turn, Turn.Patience patience) {
    this.readers = readers;
    this.writers = writers;
    this.turn = turn;
    this.patience = patience;
  }

  /**
   * Both pools are of connections that commit each statement and are not read-only.
   *
   * @param writers for those who have the turn: as many as one thread may nest transactions
   * @param turn the same for all connections to a database
   */
  static Connection open(
      HikariDataSource readers, HikariDataSource writers, Turn turn, Turn.Patience patience) {
    return (Connection)
        Proxy.newProxyInstance(
            WriteInTurn.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new WriteInTurn(readers, writers, turn, patience));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    String name = method.getName();
    boolean ended = false;
    try {
      Object answer = answer(proxy, method, arguments);
      ended = ends(name, arguments);
      return answer;
    } finally {
      // a commit that failed leaves the transaction to be rolled back, which is part of the turn
      if (held && (ended || isLast(name))) {
        held = false;
        turn.giveBack();
      }
    }
  }

  private Object answer(Object proxy, Method method, Object[] arguments) throws Throwable {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "connection in turn: " + connection;
      case "isClosed" -> closed;
      case "getAutoCommit" -> autoCommit;
      case "isReadOnly" -> readOnly;
      case "close" -> close();
      case "abort" -> abort();
      case "commit", "rollback" -> connection == null ? null : call(method, arguments);
      case "setAutoCommit", "setReadOnly", "setTransactionIsolation" -> set(method, arguments);
      default -> use(method, arguments);
    };
  }

  /** Whatever becomes of these calls, nothing follows them. */
  private static boolean isLast(String name) {
    return name.equals("close") || name.equals("abort");
  }

  private static boolean ends(String name, Object[] arguments) {
    return switch (name) {
      case "commit", "close", "abort" -> true;
      case "rollback" -> arguments == null;
      case "setAutoCommit" -> (boolean) arguments[0];
      default -> false;
    };
  }

  private Object use(Method method, Object[] arguments) throws Throwable {
    if (closed) {
      throw new SQLException("the connection has been closed", "08003");
    }
    if (!autoCommit && !readOnly && !held && STATEMENTS.contains(method.getName())) {
      turn.take(patience);
      patience = patience.ordinary(); // others stand in line between the transactions of one call
      held = true;
    }
    if (connection == null) {
      takeOutOfPool();
    }
    return call(method, arguments);
  }

  private void takeOutOfPool() throws SQLException {
    try {
      takenOutOf = held ? writers : readers;
      connection = takenOutOf.getConnection();
      if (isolation != null) {
        connection.setTransactionIsolation(isolation);
      }
      connection.setReadOnly(readOnly);
      connection.setAutoCommit(autoCommit);
    } catch (SQLException e) {
      abort(); // never half prepared
      closed = false;
      if (held) {
        held = false;
        turn.giveBack();
      }
      throw e;
    }
  }

  private Object set(Method method, Object[] arguments) throws Throwable {
    if (connection != null) {
      call(method, arguments);
    }
    switch (method.getName()) {
      case "setAutoCommit" -> autoCommit = (boolean) arguments[0];
      case "setReadOnly" -> readOnly = (boolean) arguments[0];
      default -> isolation = (Integer) arguments[0];
    }
    return null;
  }

  private Object close() throws SQLException {
    closed = true;
    if (connection != null) {
      connection.close();
    }
    return null;
  }

  /** The pool gets rid of the connection instead of handing it out again. */
  private Object abort() throws SQLException {
    closed = true;
    if (connection != null) {
      Connection bad = connection;
      connection = null;
      try {
        bad.unwrap(JdbcConnection.class).close(); // at once: the pool would do it some time later
      } finally {
        takenOutOf.evictConnection(bad);
      }
    }
    return null;
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
