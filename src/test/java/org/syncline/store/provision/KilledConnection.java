package org.syncline.store.provision;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A connection whose process is killed after some statements and commits. */
final class KilledConnection {
  private final Connection connection;
  private int left;

  private KilledConnection(Connection connection, int survives) {
    this.connection = connection;
    this.left = survives;
  }

  /**
   * @param survives how many statements and commits come through; the next one and all that follow
   *     fail, and an open transaction is rolled back
   */
  static Connection after(int survives, Connection connection) {
    KilledConnection killed = new KilledConnection(connection, survives);
    return proxy(Connection.class, killed::call);
  }

  private Object call(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("rollback") && left < 0) {
      connection.rollback();
      return null;
    }
    if (method.getName().equals("commit")) {
      count();
    }
    Object answer = invoke(connection, method, arguments);
    if (answer instanceof Statement statement) {
      return proxy(
          method.getReturnType(), (self, called, values) -> execute(statement, called, values));
    }
    return answer;
  }

  private Object execute(Statement statement, Method method, Object[] arguments) throws Throwable {
    if (method.getName().startsWith("execute")) {
      count();
    }
    return invoke(statement, method, arguments);
  }

  private void count() throws SQLException {
    left--;
    if (left < 0) {
      throw new SQLException("killed");
    }
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            KilledConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
