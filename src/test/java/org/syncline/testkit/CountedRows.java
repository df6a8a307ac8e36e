package org.syncline.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** Counts the rows that a database hands over. */
public final class CountedRows {
  private static final Set<Class<?>> COUNTED =
      Set.of(Connection.class, PreparedStatement.class, ResultSet.class);

  private final AtomicLong rows = new AtomicLong();

  /** The same connections, watched. */
  public DataSource in(DataSource pool) {
    return (DataSource) around(DataSource.class, pool);
  }

  /** How many were read since this was last asked. */
  public long reset() {
    return rows.getAndSet(0);
  }

  private Object around(Class<?> type, Object target) {
    return Proxy.newProxyInstance(
        CountedRows.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          try {
            Object answer = method.invoke(target, arguments);
            if (method.getName().equals("next") && answer.equals(true)) {
              rows.incrementAndGet();
            }
            return COUNTED.contains(method.getReturnType())
                ? around(method.getReturnType(), answer)
                : answer;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }
}
