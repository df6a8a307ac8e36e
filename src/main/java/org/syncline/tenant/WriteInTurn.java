package org.syncline.tenant;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A connection whose transactions wait for their turn before their first statement and keep it to
 * their end, so that one of all connections writes at a time. Read-only transactions and statements
 * outside of a transaction do not wait. For one thread.
 *
 * <p>H2 2.3 and 2.5 need that: when they write their file they collect the roots of its maps one
 * after another without stopping other sessions. A file left behind by a kill could have one half
 * of what another session was writing: a row without its log entry, a receipt without its rows.
 */
final class WriteInTurn implements InvocationHandler {
  private static final long MOST_SECONDS = 10;
  private static final Set<String> STATEMENTS =
      Set.of("createStatement", "prepareStatement", "prepareCall", "setSavepoint");

  private final Connection connection;
  private final ReentrantLock turn;
  private boolean inTransaction;
  private boolean readOnly;
  private boolean held;

  private WriteInTurn(Connection connection, ReentrantLock turn) {
    this.connection = connection;
    this.turn = turn;
  }

  /**
   * @param connection committing each statement, and not read-only, as a pool hands them out
   * @param turn the same for all connections to a database
   */
  static Connection guard(Connection connection, ReentrantLock turn) {
    return (Connection)
        Proxy.newProxyInstance(
            WriteInTurn.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new WriteInTurn(connection, turn));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    String name = method.getName();
    if (inTransaction && !readOnly && !held && STATEMENTS.contains(name)) {
      waitForTurn();
    }
    boolean ends = ends(name, arguments);
    try {
      Object answer = method.invoke(connection, arguments);
      if (name.equals("setAutoCommit")) {
        inTransaction = !(boolean) arguments[0];
      } else if (name.equals("setReadOnly")) {
        readOnly = (boolean) arguments[0];
      }
      return answer;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } finally {
      if (ends && held) {
        held = false;
        turn.unlock();
      }
    }
  }

  private static boolean ends(String name, Object[] arguments) {
    return switch (name) {
      case "commit", "close", "abort" -> true;
      case "rollback" -> arguments == null;
      case "setAutoCommit" -> (boolean) arguments[0];
      default -> false;
    };
  }

  private void waitForTurn() throws SQLException {
    try {
      if (!turn.tryLock(MOST_SECONDS, TimeUnit.SECONDS)) {
        throw new SQLTransactionRollbackException(
            "others were writing for " + MOST_SECONDS + " s", "40001");
      }
      held = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransactionRollbackException(
          "interrupted while others were writing", "40001", e);
    }
  }
}
